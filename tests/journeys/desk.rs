//! The desk: sheets typed by keyboard, batches that reconcile, and each sheet as one ballot, whatever happens in between.

use std::collections::VecDeque;

use common_purse::places::desk::{
    Desk, DeskEffect, DeskMessage, Field, Said, Saved, Seen, Stopped, View, of_key, read,
};
use common_purse::state::*;
use documents::Ballot;

use crate::support::*;

/// A desk beside a visit; what the device keeps of the desk outlives both.
struct At {
    visit: Visit,
    desk: Desk,
    shelf: Shelf,
    /// Draws seeds; never the same twice.
    dice: u8,
}

#[derive(Clone, Default)]
struct Shelf {
    bytes: Option<Vec<u8>>,
    refuses: bool,
}

fn paper() -> Setting {
    Setting {
        channel: Channel::Paper,
        place: documents::Slug::parse("library"),
        ..own()
    }
}

/// £100 between four lines with "no view", one question, no code.
fn small() -> Small {
    Small::default()
}

fn with_codes() -> Small {
    Small {
        codes: true,
        about: false,
        ..small()
    }
}

impl At {
    fn new(budget: &Small) -> Self {
        Self::again(budget, Device::default(), Shelf::default())
    }

    fn again(budget: &Small, device: Device, shelf: Shelf) -> Self {
        Self::beside(Visit::again(budget, paper(), device), shelf, 0)
    }

    fn beside(visit: Visit, shelf: Shelf, dice: u8) -> Self {
        let view = View::of(&visit.state).expect("a budget and a memory");
        let (desk, effects) = Desk::new(view, shelf.bytes.as_deref());
        let mut at = Self {
            visit,
            desk,
            shelf,
            dice,
        };
        at.perform(effects);
        at
    }

    /// Tells the desk, and does what it asks for, until it asks for nothing.
    fn tell(&mut self, message: DeskMessage) {
        let effects = self.desk.update(message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<DeskEffect>) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            let answer = match effect {
                DeskEffect::Tell(message) => {
                    self.visit.tell(message);
                    let view = View::of(&self.visit.state).expect("a budget");
                    DeskMessage::Looked(view)
                }
                DeskEffect::Print => continue,
                DeskEffect::DrawSeed => {
                    self.dice += 1;
                    DeskMessage::SeedDrawn(Seed([self.dice; 32]))
                }
                DeskEffect::Keep(_) if self.shelf.refuses => DeskMessage::NotKept,
                DeskEffect::Keep(bytes) => {
                    self.shelf.bytes = Some(bytes);
                    DeskMessage::Kept
                }
            };
            // As a browser does: what was asked for first is done first.
            queue.extend(self.desk.update(answer));
        }
    }

    /// The box answers for every ballot on its way.
    fn deliver(&mut self) {
        let waiting: Vec<_> = self
            .visit
            .open()
            .outbox
            .ballots
            .iter()
            .map(|one| (one.id, one.bytes.to_vec()))
            .collect();
        for (id, bytes) in waiting {
            self.visit.answer(id, 201, Some(&bytes));
        }
        let view = View::of(&self.visit.state).expect("a budget");
        self.tell(DeskMessage::Looked(view));
    }

    /// Into the field that the keyboard is in, and Enter.
    fn enter(&mut self, text: &str) {
        self.tell(DeskMessage::Typed(self.desk.at, text.into()));
        self.tell(DeskMessage::Next);
    }

    fn begin(&mut self, number: &str, declared: &str) {
        self.enter(number);
        self.enter(declared);
    }

    /// A sheet with these amounts; the question is left out.
    fn sheet(&mut self, amounts: [&str; 4]) {
        self.tell(DeskMessage::Next);
        for amount in amounts {
            self.enter(amount);
        }
        self.enter("");
    }

    fn numbers(&self) -> Vec<u64> {
        let batch = self.desk.batch().expect("a batch");
        batch.sheets.iter().map(|sheet| sheet.number).collect()
    }

    /// Every ballot that the widget has put.
    fn put(&mut self) -> Vec<Ballot> {
        let mut put: Vec<Vec<u8>> = Vec::new();
        for effect in self.visit.take() {
            if let Effect::PutBallot { bytes, .. } = effect
                && !put.contains(&bytes)
            {
                put.push(bytes);
            }
        }
        put.iter().map(|bytes| ballot(bytes)).collect()
    }
}

const GOOD: [&str; 4] = ["30", "30", "20", "20"];

#[test]
fn a_batch_is_typed_reconciled_and_sent_by_keyboard_alone() {
    let mut at = At::new(&small());
    assert_eq!(at.desk.at, Field::Batch);
    at.begin("7", "2");
    assert_eq!(at.desk.at, Field::Number);
    at.sheet(GOOD);
    assert_eq!(at.desk.said, Some(Said::Stored(1)));
    at.tell(DeskMessage::Next);
    for amount in ["40", "n", "20", "10"] {
        at.enter(amount);
    }
    at.enter("2");
    assert_eq!(at.numbers(), [1, 2]);
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done(), "{:?}", at.desk);
    let put = at.put();
    assert_eq!(put.len(), 2);
    let amounts = |at: usize| amounts_of(&put[at]).into_values().collect::<Vec<_>>();
    // By the lines' names.
    assert_eq!(amounts(0), [20, 20, 30, 30]);
    assert_eq!(amounts(1), [20, 10, 40, 30]);
    let documents::ballot::Choices::Amounts { no_view, .. } = &put[1].choices;
    assert!(no_view.iter().map(|id| id.as_str()).eq(["warmth"]));
    let said = seals::open_about(&put[1], &organiser()).expect("sealed to the organiser");
    assert!(
        said.iter()
            .map(|(q, a)| (q.as_str(), a.as_str()))
            .eq([("age", "old")])
    );
    assert_eq!(put[0].about, None);
    for ballot in &put {
        let place = ballot.place.as_ref().map(|place| place.as_str());
        assert_eq!((ballot.channel, place), (Channel::Paper, Some("library")));
    }
    assert!(
        at.desk
            .batch()
            .is_some_and(|batch| batch.sheets.iter().all(|sheet| !sheet.sent))
    );
    at.deliver();
    assert!(
        at.desk
            .batch()
            .is_some_and(|batch| batch.sheets.iter().all(|sheet| sheet.sent))
    );
    at.tell(DeskMessage::NextBatch);
    assert_eq!((at.desk.at, at.desk.batch()), (Field::Batch, None));
    at.enter("7");
    assert_eq!(
        at.desk.said,
        Some(Said::BatchDone(7)),
        "this number is taken"
    );
}

#[test]
fn what_breaks_a_limit_is_said_as_it_is_typed_and_no_such_sheet_is_stored() {
    let mut at = At::new(&small());
    at.begin("1", "3");
    at.tell(DeskMessage::Next);
    at.enter("70");
    let above = Breach {
        limit: Limit::Line(HOMES),
        side: Side::Above,
        found: 70,
        bound: 60,
    };
    assert_eq!(
        (at.desk.at, &at.desk.said),
        (Field::Line(HOMES), &Some(Said::Breaks(above)))
    );
    at.enter("42");
    let step = Breach {
        limit: Limit::Step(HOMES),
        side: Side::Above,
        found: 42,
        bound: 5,
    };
    assert_eq!(at.desk.said, Some(Said::Breaks(step)));
    at.enter("abc");
    assert_eq!(at.desk.said, Some(Said::Needs(Field::Line(HOMES))));
    at.enter("60");
    // What is too much together is said before the sheet is whole.
    at.tell(DeskMessage::Typed(Field::Line(WARMTH), "45".into()));
    let total = Breach {
        limit: Limit::Total,
        side: Side::Above,
        found: 105,
        bound: 100,
    };
    assert_eq!(at.desk.breaches(), [total]);
    assert_eq!(at.desk.left(), Err(5));
    at.enter("20");
    at.enter("15");
    at.enter("5");
    at.enter("");
    let few = Breach {
        limit: Limit::Group(0),
        side: Side::Below,
        found: 20,
        bound: 25,
    };
    assert_eq!(at.desk.said, Some(Said::Breaks(few)));
    assert_eq!(at.numbers(), [0; 0]);
    at.tell(DeskMessage::Spoilt);
    assert_eq!(at.desk.said, Some(Said::SpoilSheet(1)), "figures are typed");
    assert_eq!(at.numbers(), [0; 0]);
    at.tell(DeskMessage::Spoilt);
    assert_eq!(
        at.desk.batch().map(|batch| batch.sheets[0].says.is_none()),
        Some(true)
    );
}

/// A number beyond every limit is an answer, not an accident.
#[test]
fn hostile_figures_break_limits_and_nothing_else() {
    let mut at = At::new(&small());
    at.begin("1", "1");
    at.tell(DeskMessage::Next);
    for text in [
        "99999999999999999999999999",
        "-5",
        "5.5",
        "\u{202e}12",
        "n n",
        "1e3",
        "",
    ] {
        at.enter(text);
        assert_eq!(at.desk.at, Field::Line(HOMES), "{text}");
        assert!(at.desk.said.is_some(), "{text}");
    }
    for message in [
        DeskMessage::Undo,
        DeskMessage::Correct,
        DeskMessage::Send,
        DeskMessage::NextBatch,
        DeskMessage::Back,
    ] {
        at.tell(message);
    }
    assert_eq!(at.numbers(), [0; 0]);
}

#[test]
fn a_batch_that_does_not_reconcile_names_what_is_missing_double_and_beyond() {
    let mut at = At::new(&small());
    at.begin("1", "4");
    at.sheet(GOOD);
    at.enter("2");
    at.tell(DeskMessage::Clear);
    at.enter("1");
    assert_eq!(
        at.desk.said,
        Some(Said::Double(1)),
        "said, and left to whoever has the paper"
    );
    for amount in GOOD {
        at.enter(amount);
    }
    at.enter("");
    at.enter("9");
    at.tell(DeskMessage::Spoilt);
    at.tell(DeskMessage::Send);
    let Some(Said::Unreconciled(found)) = &at.desk.said else {
        panic!("{:?}", at.desk.said)
    };
    assert_eq!(
        (&found.missing[..], &found.double[..], &found.beyond[..]),
        (&[2, 3, 4][..], &[1][..], &[9][..])
    );
    assert!(!at.desk.is_sending() && at.put().is_empty());
}

#[test]
fn the_last_sheet_is_taken_back_and_any_other_is_corrected() {
    let mut at = At::new(&small());
    at.begin("1", "3");
    at.sheet(GOOD);
    at.sheet(["35", "25", "20", "20"]);
    at.tell(DeskMessage::Undo);
    assert_eq!(at.numbers(), [1]);
    assert_eq!(at.desk.form.text(Field::Line(HOMES)), "35");
    at.tell(DeskMessage::Clear);
    assert_eq!(at.numbers(), [1, 2], "it is left as it was");
    at.tell(DeskMessage::Typed(Field::Number, "1".into()));
    at.tell(DeskMessage::Correct);
    assert_eq!(
        (at.desk.form.text(Field::Line(HOMES)), at.numbers()),
        ("30", vec![2])
    );
    at.tell(DeskMessage::Next);
    at.enter("35");
    at.enter("25");
    at.enter("20");
    at.enter("20");
    at.enter("1");
    assert_eq!(
        at.numbers(),
        [2, 1],
        "{:?} {:?}",
        at.desk.said,
        at.desk.form
    );
    let says = at
        .desk
        .batch()
        .and_then(|batch| batch.sheets[1].says.clone())
        .expect("a whole sheet");
    assert_eq!((says.choices[HOMES].amount, says.about[0]), (35, Some(0)));
    // Half a sheet is not thrown away by a key beside the right one.
    at.tell(DeskMessage::Next);
    at.enter("30");
    at.tell(DeskMessage::Undo);
    assert_eq!(at.desk.said, Some(Said::FinishFirst));
    at.tell(DeskMessage::Send);
    assert_eq!(at.desk.said, Some(Said::FinishFirst));
}

/// One sheet too many, one number twice, and a mistyped count: each can be put right, and the batch is sent.
#[test]
fn a_batch_with_a_sheet_too_many_a_number_twice_or_a_wrong_count_can_be_mended_and_sent() {
    let mut at = At::new(&small());
    at.begin("1", "22");
    at.sheet(GOOD);
    at.enter("1");
    for text in GOOD.into_iter().chain([""]) {
        at.enter(text);
    }
    at.sheet(GOOD);
    // The count, by the arrow up from the number.
    at.tell(DeskMessage::Back);
    assert_eq!(at.desk.at, Field::Declared);
    at.enter("");
    assert_eq!(at.desk.said, Some(Said::Needs(Field::Declared)));
    at.enter("2");
    assert_eq!((at.desk.at, &at.desk.said), (Field::Number, &None));
    at.enter("9");
    assert_eq!(at.desk.said, Some(Said::Beyond(9)));
    at.tell(DeskMessage::Spoilt);
    // The sheet too many, after it was opened.
    at.tell(DeskMessage::Undo);
    at.tell(DeskMessage::Remove);
    assert_eq!(at.desk.said, Some(Said::RemoveSheet(9)), "it asks");
    at.tell(DeskMessage::Clear);
    assert_eq!(at.numbers(), [1, 1, 2, 9], "Esc is no");
    at.tell(DeskMessage::Undo);
    at.tell(DeskMessage::Remove);
    at.tell(DeskMessage::Remove);
    assert_eq!(at.desk.said, Some(Said::Removed(9)));
    // The number twice, by its number.
    at.tell(DeskMessage::Typed(Field::Number, "1".into()));
    at.tell(DeskMessage::Remove);
    assert_eq!(at.desk.form.text(Field::Line(HOMES)), "30", "it is shown");
    at.tell(DeskMessage::Typed(Field::Line(HOMES), "31".into()));
    at.tell(DeskMessage::Remove);
    assert_eq!(at.desk.said, Some(Said::RemoveSheet(1)), "it asks again");
    at.tell(DeskMessage::Remove);
    assert_eq!(at.numbers(), [1, 2]);
    let device = at.visit.device.clone();
    let mut at = At::again(&small(), device, at.shelf.clone());
    assert_eq!(at.numbers(), [1, 2], "a power cut brings none back");
    assert_eq!(at.desk.begins[1], "2");
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done(), "{:?}", at.desk.said);
    assert_eq!(at.put().len(), 2);
}

#[test]
fn an_empty_batch_is_dropped_when_asked_twice_and_its_number_is_free() {
    let mut at = At::new(&small());
    at.begin("7", "2");
    at.sheet(GOOD);
    at.tell(DeskMessage::Remove);
    at.tell(DeskMessage::Remove);
    assert_eq!(at.desk.said, Some(Said::NoSuchSheet), "it is not empty");
    at.tell(DeskMessage::Undo);
    for _ in 0..2 {
        at.tell(DeskMessage::Remove);
    }
    at.tell(DeskMessage::Remove);
    assert_eq!(at.desk.said, Some(Said::DropBatch(7)), "it asks");
    at.tell(DeskMessage::Remove);
    assert_eq!((at.desk.batch(), at.desk.at), (None, Field::Batch));
    assert_eq!(at.desk.said, Some(Said::Dropped(7)));
    at.begin("7", "1");
    assert_eq!(at.desk.batch().map(|batch| batch.declared), Some(1));
}

/// The desk goes on, and says for as long as it is true that ballots of earlier batches wait or were refused.
#[test]
fn ballots_of_an_earlier_batch_that_wait_or_were_refused_are_not_forgotten() {
    let mut at = At::new(&small());
    at.begin("1", "2");
    at.sheet(GOOD);
    at.sheet(GOOD);
    at.tell(DeskMessage::Send);
    let first = at.visit.open().outbox.ballots[0].id;
    at.visit.answer(first, 403, None);
    let view = View::of(&at.visit.state).expect("a budget");
    at.tell(DeskMessage::Looked(view));
    let batch = at.desk.batch().expect("a batch");
    assert_eq!(at.desk.view.refused(batch), 1);
    assert_eq!(at.desk.view.left_behind(Some(batch)), (0, 0), "its own");
    at.tell(DeskMessage::NextBatch);
    assert_eq!(at.desk.view.left_behind(at.desk.batch()), (1, 1));
    at.begin("2", "1");
    at.sheet(GOOD);
    at.tell(DeskMessage::Send);
    assert_eq!(at.desk.view.left_behind(at.desk.batch()), (1, 1));
    at.deliver();
    assert_eq!(at.desk.view.left_behind(at.desk.batch()).0, 0);
}

#[test]
fn a_key_that_is_held_is_one_press_and_the_key_that_sends_never_leaves_the_receipts() {
    for key in ["Escape", "F2", "F4", "F7", "F8", "F9"] {
        for done in [false, true] {
            assert!(of_key(key, false, done).is_some(), "{key}");
            assert_eq!(of_key(key, true, done), None, "{key}");
        }
    }
    let mut at = At::new(&small());
    at.begin("1", "1");
    at.sheet(GOOD);
    for _ in 0..3 {
        let message = of_key("F8", false, at.desk.is_done()).expect("a key");
        at.tell(message);
        assert!(at.desk.is_done());
    }
    at.tell(of_key("F2", false, true).expect("a key"));
    at.enter("1");
    assert_eq!(
        at.desk.begins[0], "",
        "the next number is not typed behind it"
    );
}

#[test]
fn a_code_of_an_earlier_batch_is_refused_and_only_its_hash_is_kept() {
    let budget = with_codes();
    let mut at = At::new(&budget);
    let code = documents::Code::new([1; 10]).to_string();
    at.begin("1", "1");
    at.tell(DeskMessage::Next);
    for text in [&code[..]].into_iter().chain(GOOD) {
        at.enter(text);
    }
    at.tell(DeskMessage::Send);
    at.tell(DeskMessage::NextBatch);
    let mut at = At::again(&budget, at.visit.device.clone(), at.shelf.clone());
    at.begin("2", "1");
    at.tell(DeskMessage::Next);
    at.enter(&code.to_lowercase());
    assert_eq!(at.desk.said, Some(Said::CodeUsedBefore));
    assert_eq!(at.desk.at, Field::Code);
    let kept = String::from_utf8(at.shelf.bytes.clone().expect("kept")).expect("text");
    assert!(kept.contains("\nused ") && !kept.contains(&code), "{kept}");
}

#[test]
fn a_code_that_may_not_vote_is_known_before_the_batch_is_sent_and_can_be_mended() {
    use documents::key_list::Standing;
    let budget = with_codes();
    let mut at = At::new(&budget);
    let [bad, good] = [1, 2].map(|byte| documents::Code::new([byte; 10]));
    at.begin("1", "1");
    at.tell(DeskMessage::Next);
    at.enter(&bad.to_string());
    assert!(at.visit.take().contains(&Effect::CheckCode(bad)));
    let found = Some(Standing::Unknown);
    at.visit
        .tell(VoterMessage::CodeChecked { code: bad, found });
    let view = View::of(&at.visit.state).expect("a budget");
    at.tell(DeskMessage::Looked(view));
    for amount in GOOD {
        at.enter(amount);
    }
    let sheet = at.desk.batch().expect("a batch").sheets[0].clone();
    assert!(at.desk.has_bad_code(&sheet));
    at.tell(DeskMessage::Send);
    assert_eq!(at.desk.said, Some(Said::CodeBad(1)));
    assert!(!at.desk.is_sending());
    at.tell(DeskMessage::Undo);
    at.tell(DeskMessage::Next);
    at.enter(&good.to_string());
    for amount in GOOD {
        at.enter(amount);
    }
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done(), "{:?}", at.desk.said);
}

/// The power goes after every single step; the batch goes on from there, and in the end each sheet is one ballot.
#[test]
fn a_batch_survives_a_power_cut_at_any_moment_and_no_sheet_is_two_ballots() {
    let budget = small();
    let mut at = At::new(&budget);
    at.begin("3", "3");
    at.sheet(GOOD);
    at.tell(DeskMessage::Undo);
    // With a sheet in the form again.
    let mut at = At::again(&budget, at.visit.device.clone(), at.shelf.clone());
    assert_eq!(at.numbers(), [1]);
    at.sheet(["35", "25", "20", "20"]);
    at.sheet(["40", "20", "20", "20"]);
    for cut in 0..30 {
        // Everything that was asked for until the cut, and nothing after.
        let mut device = at.visit.device.clone();
        let mut shelf = at.shelf.clone();
        let mut ballots = Vec::new();
        for _ in 0..2 {
            let visit = Visit::again(&budget, paper(), device.clone());
            let view = View::of(&visit.state).expect("a budget");
            let (desk, effects) = Desk::new(view, shelf.bytes.as_deref());
            let mut one = At {
                visit,
                desk,
                shelf: shelf.clone(),
                dice: 100,
            };
            let mut queue = VecDeque::from(effects);
            queue.extend(one.desk.update(DeskMessage::Send));
            for _ in 0..cut {
                let Some(effect) = queue.pop_front() else {
                    break;
                };
                let answer = match effect {
                    DeskEffect::Tell(message) => {
                        one.visit.tell(message);
                        DeskMessage::Looked(View::of(&one.visit.state).expect("a budget"))
                    }
                    DeskEffect::Print => continue,
                    DeskEffect::DrawSeed => DeskMessage::SeedDrawn(Seed([200; 32])),
                    DeskEffect::Keep(bytes) => {
                        one.shelf.bytes = Some(bytes);
                        DeskMessage::Kept
                    }
                };
                queue.extend(one.desk.update(answer));
            }
            ballots.extend(one.put());
            (device, shelf) = (one.visit.device.clone(), one.shelf.clone());
        }
        let mut end = At::again(&budget, device, shelf);
        end.tell(DeskMessage::Send);
        assert!(end.desk.is_done(), "{cut}");
        ballots.extend(end.put());
        let mut ids: Vec<_> = ballots.iter().map(Ballot::id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 3, "{cut}: a ballot for each sheet, and no other");
    }
}

#[test]
fn two_tabs_of_a_desk_make_one_ballot_of_a_sheet() {
    let budget = small();
    let mut at = At::new(&budget);
    at.begin("3", "2");
    at.sheet(GOOD);
    at.sheet(["35", "25", "20", "20"]);
    let mut other = At::again(&budget, at.visit.device.clone(), at.shelf.clone());
    at.tell(DeskMessage::Send);
    other.tell(DeskMessage::Send);
    let mut ids: Vec<_> = at
        .put()
        .iter()
        .chain(&other.put())
        .map(Ballot::id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2);
}

#[test]
fn a_tab_that_was_not_the_last_to_write_shows_what_the_other_has_and_stops() {
    let budget = small();
    let mut at = At::new(&budget);
    at.begin("3", "1");
    let mut other = At::again(&budget, at.visit.device.clone(), at.shelf.clone());
    at.sheet(GOOD);
    let bytes = at.shelf.bytes.clone().expect("kept");
    other.tell(DeskMessage::KeptElsewhere(bytes));
    assert_eq!(
        (other.numbers(), &other.desk.said),
        (vec![1], &Some(Said::Elsewhere))
    );
    at.tell(DeskMessage::Send);
    other.tell(DeskMessage::KeptElsewhere(
        at.shelf.bytes.clone().expect("kept"),
    ));
    assert_eq!(other.desk.stopped, Some(Stopped::Elsewhere));
    assert!(other.put().is_empty());
}

#[test]
fn what_another_tab_has_made_is_not_called_sent_before_this_one_has_heard_of_it() {
    let budget = small();
    let mut at = At::new(&budget);
    at.begin("3", "1");
    at.sheet(GOOD);
    let mut other = At::again(&budget, at.visit.device.clone(), at.shelf.clone());
    at.tell(DeskMessage::Send);
    let bytes = at.shelf.bytes.clone().expect("kept");
    other.tell(DeskMessage::KeptElsewhere(bytes));
    let sent = |of: &At| of.desk.batch().is_some_and(|batch| batch.sheets[0].sent);
    let view = other.desk.view.clone();
    other.tell(DeskMessage::Looked(view));
    assert!(!sent(&other));
    // The first tab has made it, and its outbox lets go of it only once the box has it.
    at.deliver();
    assert!(sent(&at));
}

#[test]
fn a_desk_with_codes_asks_for_one_on_each_sheet_and_none_twice() {
    let budget = with_codes();
    let mut at = At::new(&budget);
    at.begin("1", "2");
    at.tell(DeskMessage::Next);
    at.enter("not a code");
    assert_eq!(at.desk.said, Some(Said::Needs(Field::Code)));
    let codes = [[1; 10], [2; 10]].map(|bytes| documents::Code::new(bytes).to_string());
    at.enter(&codes[0]);
    for amount in GOOD {
        at.enter(amount);
    }
    at.tell(DeskMessage::Next);
    at.enter(&codes[0]);
    assert_eq!(at.desk.said, Some(Said::CodeUsed(1)));
    at.enter(&codes[1]);
    for amount in GOOD {
        at.enter(amount);
    }
    assert_eq!(at.numbers(), [1, 2]);
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done(), "{:?}", at.desk.stopped);
    let sheets = &at.desk.batch().expect("a batch").sheets;
    assert_ne!(sheets[0].ballot, sheets[1].ballot);
    // From when the box has told its place, each has one name: its receipt.
    let outbox = &at.visit.open().outbox.ballots;
    let receipts: Vec<_> = outbox.iter().map(|ballot| vec![ballot.id]).collect();
    let found: Vec<_> = sheets.iter().map(|sheet| sheet.ballot.clone()).collect();
    assert_eq!(found, receipts);
    assert_eq!(at.visit.open().outbox.ballots.len(), 2);
}

#[test]
fn nothing_is_sent_while_the_event_is_shut_and_the_batch_stays() {
    let budget = small();
    let mut at = on_day(&budget, "2027-02-28");
    at.begin("1", "1");
    at.sheet(GOOD);
    at.tell(DeskMessage::Send);
    assert_eq!(
        at.desk.said,
        Some(Said::Shut(Window::NotYet(day("2027-03-01"))))
    );
    assert_eq!(at.numbers(), [1]);
}

fn on_day(budget: &Small, today: &str) -> At {
    let setting = Setting {
        today: day(today),
        ..paper()
    };
    let visit = Visit::again(budget, setting, Device::default());
    At::beside(visit, Shelf::default(), 0)
}

#[test]
fn paper_that_was_handed_in_by_the_last_day_is_typed_in_afterwards_until_the_close() {
    let budget = small();
    let mut at = on_day(&budget, "2027-04-02");
    at.begin("1", "1");
    at.sheet(GOOD);
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done(), "{:?}", at.desk.said);
    assert_eq!(at.put().len(), 1);

    at.tell(DeskMessage::NextBatch);
    at.begin("2", "1");
    at.sheet(GOOD);
    at.visit.closing = Closing::Closed {
        counted: Vec::new(),
    };
    at.tell(DeskMessage::Send);
    assert_eq!(at.desk.stopped, Some(Stopped::Shut(Window::Closed)));
    assert_eq!(at.put().len(), 0);
    // The list stays for printing, and the next batch is not behind this one for ever.
    at.tell(DeskMessage::NextBatch);
    assert_eq!(at.desk.batch(), None);
}

#[test]
fn a_batch_that_a_wrong_clock_stops_is_not_left() {
    let mut at = At::new(&small());
    at.begin("1", "1");
    at.sheet(GOOD);
    // Before the device has kept that it is being sent, its clock is put back.
    at.desk.update(DeskMessage::Send);
    let too_early = Window::NotYet(day("2027-03-01"));
    let mut view = at.desk.view.clone();
    view.window = too_early;
    at.tell(DeskMessage::Looked(view));
    at.tell(DeskMessage::Kept);
    assert_eq!(at.desk.stopped, Some(Stopped::Shut(too_early)));
    at.tell(DeskMessage::NextBatch);
    assert_eq!(at.numbers(), [1], "what was typed can still be sent");
}

#[test]
fn a_count_that_was_emptied_reconciles_with_nothing() {
    let mut at = At::new(&small());
    at.begin("1", "1");
    at.sheet(GOOD);
    at.tell(DeskMessage::Typed(Field::Declared, String::new()));
    at.tell(DeskMessage::Send);
    assert_eq!(at.desk.said, Some(Said::Needs(Field::Declared)));
    assert!(!at.desk.is_sending());
}

#[test]
fn without_a_connection_the_ballots_are_frozen_kept_and_sent_later() {
    let budget = small();
    let mut at = At::beside(
        Visit::again(
            &budget,
            Setting {
                online: false,
                ..paper()
            },
            Device::default(),
        ),
        Shelf::default(),
        0,
    );
    at.begin("1", "2");
    at.sheet(GOOD);
    at.sheet(GOOD);
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done());
    assert_eq!(
        at.visit.device.memory.ballots.len(),
        2,
        "equal sheets are two ballots"
    );
    assert!(
        at.desk
            .batch()
            .is_some_and(|batch| batch.sheets.iter().all(|sheet| !sheet.sent))
    );
}

#[test]
fn a_seal_that_cannot_be_made_stops_the_batch_until_somebody_presses_again() {
    let mut at = At::new(&small());
    at.begin("1", "1");
    at.tell(DeskMessage::Next);
    for amount in GOOD {
        at.enter(amount);
    }
    at.enter("1");
    at.visit.no_sealer = true;
    at.tell(DeskMessage::Send);
    assert_eq!(at.desk.stopped, Some(Stopped::Fault(Fault::NotSealed)));
    at.visit.no_sealer = false;
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done() && at.desk.stopped.is_none());
    assert_eq!(at.put().len(), 1);
}

#[test]
fn a_browser_that_keeps_nothing_says_so_and_the_desk_works_all_the_same() {
    let mut at = At::new(&small());
    at.shelf.refuses = true;
    at.begin("1", "1");
    assert_eq!(at.desk.saved, Saved::Refused);
    at.sheet(GOOD);
    at.tell(DeskMessage::Send);
    assert!(at.desk.is_done());
}

#[test]
fn what_a_desk_keeps_reads_back_and_is_of_one_edition_alone() {
    let mut at = At::new(&small());
    at.begin("12", "3");
    at.sheet(GOOD);
    at.enter("2");
    at.tell(DeskMessage::Clear);
    at.tell(DeskMessage::Spoilt);
    let bytes = at.shelf.bytes.clone().expect("kept");
    let budget = at.visit.open().budget.clone();
    assert_eq!(read(&bytes, &budget).as_ref(), Some(&at.desk.kept));
    for cut in 0..bytes.len() {
        // Whatever is left of it is read or refused; nothing breaks.
        let _ = read(&bytes[..cut], &budget);
    }
    let other = At::new(&Small {
        swapped: true,
        ..small()
    });
    assert_eq!(read(&bytes, &other.visit.open().budget), None);
}

/// The focus follows the key, and says nothing of its own.
#[test]
fn what_was_said_of_a_key_stays_when_the_focus_moves() {
    let mut at = At::new(&small());
    at.begin("1", "2");
    at.sheet(GOOD);
    at.tell(DeskMessage::At(Field::Number));
    assert_eq!(at.desk.said, Some(Said::Stored(1)));
    at.tell(DeskMessage::Typed(Field::Number, "2".into()));
    assert_eq!(at.desk.said, None);
}

/// A ballot that the device has not answered for may still be another tab's.
#[test]
fn a_ballot_counts_as_one_only_once_the_device_has_answered() {
    let mut at = At::new(&small());
    at.visit.tell(EditMessage::EvenPressed);
    at.visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    let effects = at.visit.state.update(SendMessage::SendPressed.into());
    assert_eq!(effects, [Effect::LookForClose]);
    at.visit
        .state
        .update(SendMessage::CloseKnown(Closing::StillOpen).into());
    let seen = View::of(&at.visit.state).map(|view| view.phase);
    assert_eq!(seen, Some(Seen::Freezing));
}
