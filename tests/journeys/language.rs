//! Languages whose words come in a file: the present one goes on until they are here.

use common_purse::state::*;

use crate::support::*;

/// A page that knows English, and Welsh once its file is here.
fn with_welsh_apart(setting: Setting) -> Setting {
    Setting {
        packs: vec![LanguagePack {
            lang: lang("cy"),
            texts: None,
        }],
        ..setting
    }
}

fn welsh() -> Message {
    LanguageMessage::WordsArrived(lang("cy"), Texts(&["Ie"])).into()
}

fn asked_for_welsh() -> Visit {
    let mut visit = Visit::to(&Small::default(), with_welsh_apart(own()));
    visit.tell(EditMessage::EvenPressed);
    visit.take();
    visit.tell(LanguageMessage::LanguageChosen(lang("cy")));
    visit
}

#[test]
fn the_present_language_goes_on_until_the_words_are_here() {
    let mut visit = asked_for_welsh();
    assert_eq!(
        visit.take(),
        [Effect::KeepLang(lang("cy")), Effect::FetchWords(lang("cy"))]
    );
    let draft = visit.open().draft().clone();
    assert_eq!(visit.open().lang, lang("en"));
    visit.tell(welsh());
    assert_eq!(visit.open().lang, lang("cy"));
    assert_eq!(
        (&visit.open().pending_language, visit.open().draft()),
        (&None, &draft)
    );
    assert_eq!(
        visit.state.setting.texts(&lang("cy-GB")),
        Some(Texts(&["Ie"]))
    );

    visit.take();
    visit.tell_all(["en", "cy"].map(|tag| LanguageMessage::LanguageChosen(lang(tag))));
    assert_eq!(visit.open().lang, lang("cy"));
    let fetches = |effect: &Effect| matches!(effect, Effect::FetchWords(_));
    assert!(!visit.take().iter().any(fetches), "words are fetched once");
}

#[test]
fn words_that_cannot_be_had_leave_the_present_language_and_are_said_to_be_missing() {
    let mut visit = asked_for_welsh();
    visit.tell(LanguageMessage::WordsMissing(lang("cy")));
    let failed = PendingLanguage {
        lang: lang("cy"),
        failed: true,
    };
    assert_eq!(visit.open().lang, lang("en"));
    assert_eq!(visit.open().pending_language, Some(failed));
    visit.take();
    visit.tell(LanguageMessage::LanguageChosen(lang("cy")));
    assert!(visit.take().contains(&Effect::FetchWords(lang("cy"))));
    visit.tell(welsh());
    assert_eq!(
        (&visit.open().lang, &visit.open().pending_language),
        (&lang("cy"), &None)
    );
}

#[test]
fn an_answer_that_nobody_waits_for_any_more_changes_nothing() {
    let mut visit = asked_for_welsh();
    visit.tell(LanguageMessage::LanguageChosen(lang("en")));
    visit.tell(LanguageMessage::WordsMissing(lang("cy")));
    assert_eq!(visit.open().pending_language, None);
    visit.tell(welsh());
    assert_eq!(visit.open().lang, lang("en"));
}

#[test]
fn words_that_came_before_the_budget_are_spoken_at_once() {
    let wanted = vec![lang("cy-GB"), lang("en")];
    let setting = Setting {
        wanted,
        ..with_welsh_apart(own())
    };
    let mut visit = Visit::just_opened(setting.clone(), Device::default());
    visit.tell_all([
        welsh(),
        LoadMessage::BudgetArrived(Small::default().json()).into(),
    ]);
    assert_eq!(
        (&visit.open().lang, &visit.open().pending_language),
        (&lang("cy"), &None)
    );

    let mut late = Visit::just_opened(setting, Device::default());
    late.tell(LoadMessage::BudgetArrived(Small::default().json()));
    assert_eq!(late.open().lang, lang("en"), "until the words are here");
    assert!(late.take().contains(&Effect::FetchWords(lang("cy"))));
    late.tell(welsh());
    assert_eq!(late.open().lang, lang("cy"));
}

#[test]
fn a_remembered_language_and_the_next_visitors_wait_for_their_words_too() {
    let mut device = Device::default();
    device.memory.lang = Some(lang("cy"));
    let mut visit = Visit::again(&Small::default(), with_welsh_apart(own()), device);
    assert_eq!(visit.open().lang, lang("en"));
    assert!(visit.take().contains(&Effect::FetchWords(lang("cy"))));
    visit.tell(welsh());
    assert_eq!(visit.open().lang, lang("cy"));

    let wanted = vec![lang("cy")];
    let setting = Setting {
        wanted,
        ..with_welsh_apart(kiosk())
    };
    let mut visit = Visit::to(&Small::default(), setting);
    visit.tell(LanguageMessage::WordsMissing(lang("cy")));
    visit.take();
    visit.tell(TurnMessage::NextVisitorPressed);
    assert!(visit.take().contains(&Effect::FetchWords(lang("cy"))));
}
