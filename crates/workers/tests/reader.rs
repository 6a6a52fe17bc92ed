//! A box comes to the same, whatever the order in which its files arrive, or to nothing where one does not.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use counter::Terms;
use counter::reader::{Answer, AtOnce, File, Reader, Stopped, Task, Wanted};
use documents::boxes::{self, Listing};
use documents::judging::{Question, Reply};
use documents::key_list::KeyListFormat;
use documents::{Budget, Code, Id, KeyList, Signature, Signed, SignedName, bundle};
use proptest::prelude::*;
use seals::{Event, Judge, Organiser, Voter};

#[path = "support/mod.rs"]
mod event;
#[path = "../../counter/tests/support/mod.rs"]
mod support;
use event::organiser;
use support::ballot;
use support::dice::Dice;

/// The files of a box by their paths, and the bytes of its budget.
#[derive(Clone)]
struct Folder {
    budget: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
}

/// Voters of whom the last is not on the list; some vote twice.
const VOTERS: u8 = 12;

/// An event with codes: ballots loose, packed and both, by known and unknown codes, some replaced, some damaged; forged names;
/// a list of codes that is another's; strays.
fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let (bytes, budget) = event::budget(false);
        let mut folder = Folder {
            budget: bytes,
            files: BTreeMap::new(),
        };
        folder.fill(&budget);
        folder
    })
}

impl Folder {
    fn fill(&mut self, budget: &Budget) {
        let event = Event::of(budget).expect("it has keys");
        let voters: Vec<Voter> = (1..=VOTERS)
            .map(|n| Voter::new(&Code::new([n; 10]), &event))
            .collect();
        self.lists(budget, &voters);
        let mut lines = Vec::new();
        for (n, voter) in (0_u8..).zip(&voters) {
            for nth in 1..=1 + u64::from(n % 3 == 0) {
                let revision = voter.revision(nth).expect("few");
                let cast = voter.cast(ballot(budget, 16 * u64::from(n) + nth), revision, [9; 32]);
                lines.push(cast.expect("the organiser's key is a key"));
            }
        }
        let packed: Vec<Vec<u8>> = lines.iter().step_by(3).map(Signed::to_bytes).collect();
        let packed = bundle::pack(packed.iter().map(Vec::as_slice));
        self.put(boxes::bundle_path(&Id::of(&packed)), packed);
        self.put(
            boxes::bundle_path(&Id::of(b"another")),
            b"other bytes".to_vec(),
        );
        for (n, line) in lines
            .iter()
            .enumerate()
            .filter(|(n, _)| n % 3 != 0 || n % 2 == 0)
        {
            let (name, mut file) = (SignedName::of(line), line.to_file());
            let forged = SignedName {
                revision: name.revision + 1,
                ..name
            };
            self.put(boxes::signed_path(&forged), b"forged".to_vec());
            if n == 4 {
                file.pop();
            }
            self.put(boxes::signed_path(&name), file);
        }
        self.put(boxes::ballot_path(&Id::of(b"no code")), b"no code".to_vec());
        self.put("ballots/notes.txt".into(), b"notes".to_vec());
    }

    fn lists(&mut self, budget: &Budget, voters: &[Voter]) {
        let known = &voters[..voters.len() - 1];
        let mut codes: Vec<_> = known.iter().map(Voter::key).collect();
        codes.sort_unstable();
        let list = KeyList {
            format: KeyListFormat,
            budget: budget.name(),
            revision: 1,
            codes,
            voided: vec![voters[1].key()],
            signature: Signature([0; 64]),
        };
        for organiser in [organiser(), Organiser::new([8; 32])] {
            let list = organiser.sign_list(list.clone());
            self.put(boxes::keys_path(&list.id()), list.to_bytes());
        }
    }

    fn put(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, bytes);
    }

    fn answer(&self, judge: &mut Option<Judge>, what: &Wanted) -> Answer {
        match what {
            Wanted::List(folder) => {
                let names = self.files.keys();
                let names = names.filter_map(|path| path.strip_prefix(folder));
                Answer::Listed(Listing::of(names, boxes::ending(folder)))
            }
            Wanted::File(file) => {
                let bytes = self.files.get(&file.path());
                bytes.map_or(Answer::Nothing, |bytes| Answer::Bytes(bytes.clone()))
            }
            Wanted::Ask(Question::Setup(setup)) => {
                let (begun, report) = Judge::begin(setup).expect("an event with keys");
                *judge = Some(begun);
                Answer::Reply(Reply::Report(report))
            }
            Wanted::Ask(Question::Jobs(jobs)) => {
                let judge = judge.as_ref().expect("a setup comes first");
                let verdicts = jobs.iter().map(|job| judge.judge(job)).collect();
                Answer::Reply(Reply::Verdicts(verdicts))
            }
        }
    }

    /// The result's bytes. Of what is under way `next` says which is answered, and with what besides the truth.
    fn read(
        &self,
        at_once: AtOnce,
        mut next: impl FnMut(&mut Vec<Task>, Answer) -> Vec<(Task, Answer)>,
        mut pick: impl FnMut(usize) -> usize,
    ) -> Result<Vec<u8>, Stopped> {
        let terms = Terms::read(&self.budget).expect("the budget is in order");
        let mut hear = |_| ();
        let mut reader = Reader::new(terms, self.budget.clone(), at_once, &mut hear);
        let mut judge = None;
        let mut under_way = reader.wanted();
        while !under_way.is_empty() {
            let files = under_way
                .iter()
                .filter(|task| matches!(task.what, Wanted::File(_)));
            assert!(
                files.count() <= at_once.files,
                "no more than may be at once"
            );
            let at = pick(under_way.len());
            let answer = self.answer(&mut judge, &under_way[at].what);
            under_way.swap(0, at);
            for (task, answer) in next(&mut under_way, answer) {
                reader.took(task, answer);
            }
            under_way.extend(reader.wanted());
        }
        let count = reader.finish()?;
        Ok(count.finish().expect("there are ballots").to_bytes())
    }

    /// One thing after the other, as they are wanted.
    fn in_order(&self) -> Result<Vec<u8>, Stopped> {
        let one = AtOnce {
            files: 1,
            batches: 1,
        };
        self.read(
            one,
            |under_way, answer| vec![(under_way.remove(0), answer)],
            |_| 0,
        )
    }

    /// In an order that the dice say; now and then an answer comes twice.
    fn in_any_order(&self, seed: u64) -> Result<Vec<u8>, Stopped> {
        let (mut order, mut again) = (Dice(seed | 1), Dice(seed.rotate_left(7) | 1));
        let at_once = AtOnce {
            files: 1 + order.below(12),
            batches: 1 + order.below(8),
        };
        let twice = |under_way: &mut Vec<Task>, answer: Answer| {
            let task = under_way.swap_remove(0);
            match again.below(3) {
                0 => vec![(task.clone(), answer.clone()), (task, answer)],
                1 => vec![(task.clone(), answer), (task, Answer::Nothing)],
                _ => vec![(task, answer)],
            }
        };
        self.read(at_once, twice, |number| order.below(number))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_comes_to_the_same(seed: u64, packed: bool, loose: bool) {
        let mut some = folder().clone();
        some.files.retain(|path, _| match path {
            path if path.starts_with(boxes::BUNDLE) => packed || !loose,
            path if path.starts_with(boxes::BALLOTS) => loose,
            _ => true,
        });
        let read = some.in_any_order(seed);
        prop_assert!(read.is_ok());
        prop_assert_eq!(read, some.in_order());
    }

    /// A file that is cut, or has other bytes, is what it is in every order.
    #[test]
    fn damage_is_the_same_in_any_order(seed: u64, which: prop::sample::Index, keep: prop::sample::Index) {
        let mut damaged = folder().clone();
        let which = which.index(damaged.files.len());
        if let Some(bytes) = damaged.files.values_mut().nth(which) {
            bytes.truncate(keep.index(bytes.len()));
        }
        prop_assert_eq!(damaged.in_any_order(seed), damaged.in_order());
    }

    /// A file that is listed and does not come stops the count, or was not needed for it.
    #[test]
    fn what_does_not_come_is_never_passed_over(seed: u64, which: prop::sample::Index) {
        let whole = folder().in_order();
        let missing = which.index(folder().files.len());
        let missing = folder().files.keys().nth(missing).cloned().expect("one of them");
        let mut order = Dice(seed | 1);
        let at_once = AtOnce { files: 4, batches: 2 };
        let mut asked = false;
        let without = |under_way: &mut Vec<Task>, answer: Answer| {
            let task = under_way.swap_remove(0);
            let lost = matches!(&task.what, Wanted::File(file) if file.path() == missing);
            asked |= lost;
            vec![(task, if lost { Answer::Nothing } else { answer })]
        };
        let read = folder().read(at_once, without, |number| order.below(number));
        prop_assert_eq!(read, if asked { Err(Stopped::Incomplete) } else { whole });
    }
}

#[test]
fn a_forgery_is_never_fetched_nor_a_ballot_that_a_bundle_has() {
    let (budget, mut fetched) = (Budget::read(&folder().budget), Vec::new());
    let event = Event::of(&budget.expect("in order")).expect("it has keys");
    let at_once = AtOnce {
        files: 3,
        batches: 1,
    };
    let note = |under_way: &mut Vec<Task>, answer: Answer| {
        let task = under_way.remove(0);
        if let Wanted::File(File::Signed(name)) = task.what {
            fetched.push(name);
        }
        vec![(task, answer)]
    };
    let read = folder().read(at_once, note, |_| 0);
    read.expect("everything is there");
    assert!(fetched.iter().all(|name| seals::name_holds(&event, name)));
    let mut ids: Vec<Id> = fetched.iter().map(|name| name.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "each once");
    let packed = |path: &&String| path.starts_with(boxes::BUNDLE);
    let bundles = folder()
        .files
        .keys()
        .filter(packed)
        .map(|path| &folder().files[path]);
    let lines: Vec<Id> = bundles
        .flat_map(|bytes| bundle::lines(bytes))
        .map(bundle::id)
        .collect();
    assert!(
        ids.iter().all(|id| !lines.contains(id)),
        "none is fetched again"
    );
}

/// A verdict too few, or a report in place of verdicts: whoever judges has broken.
#[test]
fn an_answer_to_another_question_stops_the_count() {
    let one = AtOnce {
        files: 1,
        batches: 1,
    };
    for reply in [
        Reply::Verdicts(Vec::new()),
        Reply::Report(Default::default()),
    ] {
        let wrong = |under_way: &mut Vec<Task>, answer: Answer| {
            let task = under_way.remove(0);
            let jobs = matches!(&task.what, Wanted::Ask(Question::Jobs(_)));
            vec![(
                task,
                if jobs {
                    Answer::Reply(reply.clone())
                } else {
                    answer
                },
            )]
        };
        assert_eq!(folder().read(one, wrong, |_| 0), Err(Stopped::Incomplete));
    }
}

/// One byte more than a bundle may have says that it was cut.
#[test]
fn a_bundle_that_is_cut_is_not_counted_in_part() {
    let one = AtOnce {
        files: 1,
        batches: 1,
    };
    let cut = |under_way: &mut Vec<Task>, answer: Answer| {
        let task = under_way.remove(0);
        let long = match task.what {
            Wanted::File(file @ File::Bundle(_)) => Some(vec![b'\n'; file.most() + 1]),
            _ => None,
        };
        vec![(task, long.map_or(answer, Answer::Bytes))]
    };
    assert_eq!(folder().read(one, cut, |_| 0), Err(Stopped::Incomplete));
}

#[test]
fn without_a_list_of_codes_there_is_no_count() {
    let mut folder = folder().clone();
    folder
        .files
        .retain(|path, _| !path.starts_with(boxes::KEYS));
    assert_eq!(folder.in_order(), Err(Stopped::NoCodes));
}
