//! Amounts typed and pasted: read as people write them, and never guessed.

use common_purse::state::*;

use crate::support::*;

fn typed(visit: &mut Visit, priority: usize, text: &str) {
    visit.tell(EditMessage::AmountTyped {
        priority,
        text: text.into(),
    });
    visit.tell(EditMessage::AmountSettled(priority));
}

fn digits(all: &str) -> [char; 10] {
    all.chars()
        .collect::<Vec<_>>()
        .try_into()
        .expect("ten digits")
}

fn pounds() -> MoneyStyle {
    MoneyStyle::plain("GBP")
}

fn marks() -> MoneyStyle {
    MoneyStyle {
        before: String::new(),
        after: "\u{a0}€".into(),
        group: ".".into(),
        ..pounds()
    }
}

fn rupees() -> MoneyStyle {
    MoneyStyle {
        before: "₹".into(),
        sizes: (3, 2),
        ..pounds()
    }
}

fn urdu() -> MoneyStyle {
    MoneyStyle {
        digits: digits("۰۱۲۳۴۵۶۷۸۹"),
        ..pounds()
    }
}

/// As browsers write Egyptian pounds: with a mark of direction that nobody sees.
fn arabic() -> MoneyStyle {
    MoneyStyle {
        before: "\u{200f}".into(),
        after: "\u{a0}ج.م.\u{200f}".into(),
        group: "٬".into(),
        digits: digits("٠١٢٣٤٥٦٧٨٩"),
        ..pounds()
    }
}

fn french() -> MoneyStyle {
    MoneyStyle {
        before: String::new(),
        after: "\u{a0}€".into(),
        group: "\u{202f}".into(),
        ..pounds()
    }
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (style, text, number) in [
        (pounds(), "120000", 120_000),
        (pounds(), " £120,000 ", 120_000),
        (pounds(), "£ 120,000", 120_000),
        (pounds(), "120,000£", 120_000),
        (pounds(), "120 000", 120_000),
        (pounds(), "120'000", 120_000),
        (pounds(), "1,200,000", 1_200_000),
        (pounds(), "120,000.00", 120_000),
        (pounds(), "120000.0", 120_000),
        (pounds(), "5000.-", 5_000),
        (marks(), "5000,-", 5_000),
        (pounds(), "120k", 120_000),
        (pounds(), "£120 K", 120_000),
        (pounds(), "007", 7),
        (pounds(), "99999999999999999999999", u64::MAX),
        (marks(), "120.000 €", 120_000),
        (marks(), "120.000,00 €", 120_000),
        (marks(), "€120.000", 120_000),
        (rupees(), "₹1,20,000", 120_000),
        (urdu(), "۱۲۰,۰۰۰", 120_000),
        (urdu(), "120", 120),
        (french(), "120 000 €", 120_000),
        (arabic(), "٥٬٠٠٠", 5_000),
        (arabic(), "٥٠٠٠٫٠٠", 5_000),
        (arabic(), "٥٠٠٠\u{a0}ج.م.", 5_000),
    ] {
        assert_eq!(style.read(text), Ok(number), "{text:?}");
    }
    for amount in [0, 7, 999, 1_000, 123_456, 9_007_199_254_740_991] {
        for style in [pounds(), marks(), rupees(), urdu(), french(), arabic()] {
            assert_eq!(style.read(&style.money(amount)), Ok(amount));
            assert_eq!(style.read(&style.number(amount)), Ok(amount));
        }
    }
}

#[test]
fn marks_that_nobody_sees_change_nothing() {
    let marks = [
        "\u{ad}", "\u{61c}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}",
        "\u{202a}", "\u{202b}", "\u{202c}", "\u{202d}", "\u{202e}", "\u{2060}", "\u{2066}",
        "\u{2067}", "\u{2068}", "\u{2069}", "\u{feff}", "\u{fe0f}",
    ];
    for mark in marks {
        for text in ["!5,000", "5!,!000", "5,000!", "!£!5,000!", "£5,000.00! "] {
            let text = text.replace('!', mark);
            assert_eq!(pounds().read(&text), Ok(5_000), "{text:?}");
        }
    }
    for space in [
        "\u{a0}", "\u{2007}", "\u{2008}", "\u{2009}", "\u{202f}", "\u{3000}", "\t",
    ] {
        for text in ["5!000", "!5,000!", "£!5,000"] {
            let text = text.replace('!', space);
            assert_eq!(pounds().read(&text), Ok(5_000), "{text:?}");
        }
    }
}

#[test]
fn digits_of_every_script_are_read_whatever_the_language() {
    let rows = "٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ०१२३४५६७८९ ০১২৩৪৫৬৭৮৯ ੦੧੨੩੪੫੬੭੮੯ ૦૧૨૩૪૫૬૭૮૯ ௦௧௨௩௪௫௬௭௮௯ \
        ๐๑๒๓๔๕๖๗๘๙ ໐໑໒໓໔໕໖໗໘໙ ၀၁၂၃၄၅၆၇၈၉ ០១២៣៤៥៦៧៨៩ ０１２３４５６７８９ 0123456789";
    for row in rows.split_whitespace() {
        let row = digits(row);
        let five = String::from_iter([row[5], row[0], row[9], row[1]]);
        assert_eq!(pounds().read(&five), Ok(5_091), "{five}");
        let grouped = String::from_iter([row[5], '٬', row[0], row[9], row[1]]);
        assert_eq!(arabic().read(&grouped), Ok(5_091), "{grouped}");
    }
    assert_eq!(pounds().read("５，０００"), Ok(5_000));
    assert_eq!(urdu().read("۵،۰۰۰"), Ok(5_000));
}

#[test]
fn what_can_be_read_in_two_ways_is_not_guessed() {
    for (style, text) in [
        (pounds(), "1.500"),
        (pounds(), "£1.500"),
        (pounds(), "1٫500"),
        (marks(), "1,500"),
        (french(), "1,500"),
        (french(), "1.500"),
        (arabic(), "٥,٠٠٠"),
    ] {
        assert_eq!(style.read(text), Err(ClampReason::TwoWays), "{text:?}");
    }
}

#[test]
fn text_that_is_no_whole_number_changes_no_amount_and_says_what_was_not_understood() {
    use ClampReason::{NotANumber, Sign};
    for (text, because) in [
        ("", NotANumber),
        (" ", NotANumber),
        ("£", NotANumber),
        ("k", NotANumber),
        ("\u{200e}", NotANumber),
        ("1,5", NotANumber),
        ("12,00", NotANumber),
        ("1,2000", NotANumber),
        (",000", NotANumber),
        ("1,,000", NotANumber),
        ("120.000,00", NotANumber),
        ("1.5", NotANumber),
        ("500.50", NotANumber),
        ("1 00", NotANumber),
        ("abc", Sign('a')),
        ("-5", Sign('-')),
        ("(5)", Sign('(')),
        ("1e3", Sign('e')),
        ("٣x", Sign('x')),
        ("0x10", Sign('x')),
        ("5000€", Sign('€')),
        ("50%", Sign('%')),
        ("½", Sign('½')),
    ] {
        let mut visit = Visit::to(&Small::default(), own());
        visit.set([35, 0, 0, 5]);
        typed(&mut visit, HOMES, text);
        let line = &visit.open().draft().choices.lines[HOMES];
        assert_eq!(line.amount, 35, "{text:?}");
        let typed = Typed {
            text: text.into(),
            because: Some(because),
        };
        assert_eq!(line.typed, Some(typed), "{text:?}");
    }
}

#[test]
fn an_amount_between_two_steps_is_rounded_with_a_word() {
    let mut visit = Visit::to(&Small::default(), own());
    typed(&mut visit, HOMES, "34");
    let line = &visit.open().draft().choices.lines[HOMES];
    assert_eq!((line.amount, &line.typed), (30, &None));
    let clamped = visit.open().filling.clamped.expect("a word about it");
    assert_eq!(
        (clamped.priority, clamped.because),
        (HOMES, breaks(Limit::Step(HOMES), Side::Above, 34, 5))
    );
    visit.tell(EditMessage::AnnouncementDue);
    let said = visit.open().filling.announced;
    assert_eq!(said, Some(Announcement::Clamped(clamped)));
    // Less than one step is more likely short for something than meant to be nothing.
    typed(&mut visit, ADVICE, "4");
    let line = &visit.open().draft().choices.lines[ADVICE];
    assert!(line.amount == 0 && line.typed.is_some());
}
