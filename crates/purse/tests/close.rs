//! Whole events with a key, from the first code to the recount.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::event::{Event, codes_void};
use common::text;
use documents::ballot::{BallotFormat, Channel, Choices};
use documents::plan::{Broken, BrokenLimit};
use documents::{
    Ballot, Close, Id, Nonce, Refusal, ResultFile, Slug, SlugMap, boxes, bundle, signed,
};
use seals::{Voter, seal_about};

/// What the voter with this number wants: any of three ways to keep all limits.
fn wish(event: &Event, number: u64) -> Ballot {
    let amounts: [u64; 4] = match number % 3 {
        0 => [300, 300, 200, 200],
        1 => [400, 200, 250, 150],
        _ => [200, 400, 100, 300],
    };
    let lines = ["advice", "homes", "lunch", "youth"];
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&number.to_le_bytes());
    Ballot {
        format: BallotFormat,
        budget: event.budget().name(),
        choices: Choices::Amounts {
            amounts: lines
                .map(|line| Slug::parse(line).unwrap())
                .into_iter()
                .zip(amounts)
                .collect(),
            no_view: Default::default(),
        },
        about: None,
        channel: Channel::Web,
        place: None,
        people: None,
        nonce: Nonce(nonce),
    }
}

/// What this voter says about themselves: three in five of them their age, one in a hundred something rare.
fn answers(number: u64) -> SlugMap<Slug> {
    let said: &[(&str, &str)] = match number % 5 {
        _ if number % 100 == 7 => &[("age", "old"), ("carer", "yes")],
        0 | 1 => &[("age", "young")],
        2 => &[("age", "middle"), ("carer", "no")],
        _ => &[],
    };
    said.iter()
        .map(|(question, answer)| (Slug::parse(question).unwrap(), Slug::parse(answer).unwrap()))
        .collect()
}

fn chance(number: u64) -> [u8; 32] {
    *Id::of(&number.to_le_bytes()).as_bytes()
}

/// The bytes of a ballot that this voter casts.
fn cast(event: &Event, voter: &Voter, number: u64, revision: u64) -> Vec<u8> {
    let ballot = seal_about(
        wish(event, number),
        &answers(number),
        event.event(),
        chance(number),
    )
    .unwrap();
    voter
        .cast(ballot, revision, chance(!number))
        .unwrap()
        .to_bytes()
}

fn held_close(event: &Event) -> Close {
    Close::read(&event.only_file("close")).unwrap()
}

fn reasons(close: &Close) -> BTreeMap<&'static str, usize> {
    let mut reasons = BTreeMap::new();
    for file in &close.refused.files {
        let name = match file.why {
            Refusal::BadName {} => "bad name",
            Refusal::WrongName { .. } => "wrong name",
            Refusal::NoCode {} => "no code",
            Refusal::UnknownCode {} => "unknown",
            Refusal::VoidedCode {} => "voided",
            Refusal::WrongSignature {} => "signature",
            Refusal::Replaced { .. } => "replaced",
            Refusal::Breaks(BrokenLimit {
                reason: Broken::OverTotal,
                ..
            }) => "over",
            Refusal::Malformed { .. } => "malformed",
            _ => "other",
        };
        *reasons.entry(name).or_default() += 1;
    }
    reasons
}

/// 500 codes, 10 of them for tests: 480 people vote, 40 of them twice; three cards are taken back.
/// With the ballots that count, and who cast them.
fn voted() -> (Event, Vec<Voter>, BTreeMap<Id, u64>) {
    let event = Event::with_codes(
        &["--codes", "--sealed"],
        &["--count", "500", "--test", "10"],
    );
    let voters = event.voters();
    let mut counted = BTreeMap::new();
    for (voter, number) in voters[..480].iter().zip(0..) {
        let mut id = event.put(&cast(&event, voter, number, 1));
        if number % 12 == 5 {
            id = event.put(&cast(&event, voter, number + 1000, 2));
        }
        // Cards 1, 2 and 3 are taken back.
        if number >= 3 {
            counted.insert(id, number);
        }
    }
    // Somebody tried a test card.
    event.put(&cast(&event, &voters[495], 495, 1));
    let void = codes_void("");
    event.good(
        &[
            &void[..],
            &["--tests", "--number", "1", "--number", "2", "--number", "3"],
        ]
        .concat(),
    );
    (event, voters, counted)
}

/// Puts everything into the box that does not belong there.
fn attack(event: &Event, voters: &[Voter]) {
    let (a, b) = (&voters[10], &voters[11]);
    let good = cast(event, a, 10, 1);
    let text = String::from_utf8(good.clone()).unwrap();
    // A higher revision by somebody without the code, and a ballot copied under another code.
    event.put(text.replace("\"revision\":1", "\"revision\":9").as_bytes());
    event.put(
        text.replace(&a.key().to_string(), &b.key().to_string())
            .as_bytes(),
    );
    // The bytes of one under the name of another, which its code has signed.
    let wrong = boxes::path_of_ballot(&cast(event, b, 11, 7));
    event.put_at(&wrong, &signed::file(&good));
    // A code that was never handed out; a ballot without a code; junk.
    let stranger = Voter::new(&documents::Code::new([9; 10]), event.event());
    event.put(&cast(event, &stranger, 600, 1));
    event.put(&wish(event, 601).to_bytes());
    event.put_at("ballots/junk.json", b"junk");
    // Somebody with a good code who breaks the limits, after a ballot that keeps them.
    let mut greedy = wish(event, 12);
    let Choices::Amounts { amounts, .. } = &mut greedy.choices;
    *amounts = amounts
        .iter()
        .map(|(line, amount)| (line.clone(), amount + 100))
        .collect();
    event.put(&voters[12].cast(greedy, 5, chance(602)).unwrap().to_bytes());
}

#[test]
fn a_sealed_event_with_codes_from_the_first_key_to_the_recount() {
    let (event, voters, counted) = voted();
    attack(&event, &voters);

    // Nobody reads a choice before the close, the organiser's tool without the key included.
    let sealed = event.bad(&["count", "box"]);
    assert!(sealed.contains("are sealed until the close"), "{sealed}");
    let watched = event.good(&["watch", "box", "--keep", "seen.txt"]);
    assert!(
        watched.contains("nothing was removed or changed"),
        "{watched}"
    );

    let told = event.good(&["open", "box", "--key", "hall.key"]);
    assert!(told.contains("Closed. 477 ballots count"), "{told}");
    assert!(told.contains("everybody can read every ballot"), "{told}");
    let close = held_close(&event);
    assert!(close.counted.iter().eq(counted.keys()));
    let expected = BTreeMap::from([
        ("bad name", 1),
        ("wrong name", 1),
        ("no code", 1),
        ("unknown", 1),
        // The test card, three cards taken back.
        ("voided", 4),
        ("signature", 2),
        ("replaced", 40),
        ("over", 1),
    ]);
    assert_eq!(reasons(&close), expected);

    // What people said is shown in groups of at least ten, as they said it.
    assert!(!close.about.is_empty());
    for group in &close.about {
        assert!(group.ballots.len() >= 10, "{}", group.ballots.len());
        for (id, (question, answer)) in group
            .ballots
            .iter()
            .flat_map(|id| group.answers.iter().map(move |pair| (id, pair)))
        {
            assert_eq!(answers(counted[id]).get(question), Some(answer));
        }
    }
    let rare = Slug::parse("old").unwrap();
    assert!(
        close
            .about
            .iter()
            .all(|group| group.answers.values().all(|answer| *answer != rare))
    );

    // The same box gives the same close, and everybody can repeat it, packed or not.
    let before = (event.names("close"), event.names("published"));
    let again = event.good(&["open", "box", "--key", "hall.key"]);
    assert!(again.contains("nothing has changed"), "{again}");
    assert_eq!(before, (event.names("close"), event.names("published")));
    assert!(
        event
            .good(&["count", "box"])
            .contains("Same: the box holds this very result")
    );
    let recounted = event.good(&["recount", "box"]);
    assert!(
        recounted.contains("Everything that was published follows"),
        "{recounted}"
    );
    event.good(&["pack", "box", "--remove"]);
    let left = event.names("ballots").len();
    // The junk, the ballot under another's name, and two whose names no code has signed.
    assert_eq!(left, 4, "every ballot that fits its name is packed");
    assert_eq!(recounted, event.good(&["recount", "box"]));
    event.good(&["watch", "box", "--keep", "seen.txt"]);
}

/// A small event with codes that has been closed; its voters.
fn closed(options: &[&str]) -> (Event, Vec<Voter>) {
    let event = Event::with_codes(options, &["--count", "40"]);
    let voters = event.voters();
    for (voter, number) in voters[..30].iter().zip(0..) {
        event.put(&cast(&event, voter, number, 1));
    }
    event.good(&["open", "box", "--key", "hall.key"]);
    (event, voters)
}

fn recount_differs(event: &Event) -> String {
    let output = event.purse(&["recount", "box"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    text(&output.stdout)
}

#[test]
fn what_comes_after_the_close_does_not_count_and_is_named() {
    let (event, voters) = closed(&["--codes", "--sealed"]);
    let result = event.good(&["count", "box", "--format", "json"]);
    let late = [
        event.put(&cast(&event, &voters[35], 35, 1)),
        // Somebody changes their mind too late.
        event.put(&cast(&event, &voters[5], 1005, 2)),
    ];
    event.put_at("ballots/late junk.json", b"junk");
    assert_eq!(event.good(&["count", "box", "--format", "json"]), result);
    let recounted = event.good(&["recount", "box"]);
    for id in late {
        assert!(
            recounted.contains(&format!("late     {id} would count")),
            "{recounted}"
        );
    }
    assert!(
        recounted.contains("The files cannot say which"),
        "{recounted}"
    );
    assert!(
        recounted.contains("all 30 ballots that it counts are in the box"),
        "{recounted}"
    );

    let refused = event.bad(&["open", "box", "--key", "hall.key"]);
    assert!(
        refused.contains("2 ballots would count that did not, and 1 ballot no more"),
        "{refused}"
    );
    event.good(&["open", "box", "--key", "hall.key", "--again"]);
    assert_eq!(event.names("close").len(), 2);
    let recounted = event.good(&["recount", "box"]);
    assert!(recounted.contains("all 31 ballots"), "{recounted}");
    for says in [
        "it is close number 2: an earlier one, number 1, is signed too, close/",
        "since close number 1: it also counts 2 ballots, such as ",
        "since close number 1: it no longer counts 1 ballot, such as ",
        "since close number 1: the result has changed: ",
        "published by an earlier close, number 1; another holds now",
    ] {
        assert!(recounted.contains(says), "{says}\n{recounted}");
    }
    // The result of the first close can be repeated still.
    assert_eq!(
        recounted.matches("repeated to the byte").count(),
        2,
        "{recounted}"
    );
}

/// Who lays the groups of two closes over each other learns no more than from the first.
#[test]
fn a_second_close_puts_nobody_into_another_group() {
    let (event, voters) = closed(&["--codes"]);
    let first = held_close(&event);
    assert!(!first.about.is_empty());
    // Ten who came late, by whom groups would be cut anew, and one who thought again.
    for (voter, number) in voters[30..].iter().zip(30..) {
        event.put(&cast(&event, voter, number, 1));
    }
    event.put(&cast(&event, &voters[5], 1007, 2));
    let told = event.good(&["open", "box", "--key", "hall.key", "--again"]);
    assert!(
        told.contains("The groups stay those that an earlier close has shown"),
        "{told}"
    );
    let closes = common::files_below(&event.path("box/close"));
    let closes = closes
        .iter()
        .map(|file| Close::read(&fs::read(file).unwrap()).unwrap());
    let second = closes.max_by_key(|close| close.revision).unwrap();
    assert_eq!((second.revision, second.counted.len()), (2, 40));
    for group in &second.about {
        let before = first
            .about
            .iter()
            .find(|before| before.answers == group.answers);
        let before = &before.expect("no group is new").ballots;
        assert!(group.ballots.iter().all(|id| before.contains(id)));
    }
    let again = event.good(&["open", "box", "--key", "hall.key"]);
    assert!(again.contains("nothing has changed"), "{again}");
}

#[test]
fn a_ballot_that_is_lost_after_the_close_is_named() {
    let (event, voters) = closed(&["--codes"]);
    let path = boxes::path_of_ballot(&cast(&event, &voters[3], 3, 1));
    let id = bundle::id(&cast(&event, &voters[3], 3, 1));
    fs::remove_file(event.path("box").join(path)).unwrap();
    let recounted = recount_differs(&event);
    assert!(
        recounted.contains(&format!("it counts {id}, which is missing from the box")),
        "{recounted}"
    );
    assert!(recounted.contains("come to another result"), "{recounted}");
}

#[test]
fn codes_taken_back_after_the_close_change_nothing() {
    let (event, _) = closed(&["--codes"]);
    let result = event.good(&["count", "box", "--format", "json"]);
    let void = codes_void("--number 4");
    event.good(&void);
    assert_eq!(event.good(&["count", "box", "--format", "json"]), result);
    event.good(&["recount", "box"]);
    for list in common::files_below(&event.path("box/keys")) {
        fs::remove_file(list).unwrap();
    }
    let missing = recount_differs(&event);
    assert!(
        missing.contains("a list of codes that it names is missing"),
        "{missing}"
    );
    let missing = event.bad(&["count", "box"]);
    assert!(
        missing.contains("a list of codes that the close names is missing"),
        "{missing}"
    );
}

#[test]
fn a_close_or_a_result_that_somebody_made_up_is_nobodys() {
    let (event, _) = closed(&["--codes"]);
    let close = event.only_file("close");
    let forged = String::from_utf8(close)
        .unwrap()
        .replace("\"revision\":1", "\"revision\":2");
    event.put_at(
        &boxes::close_path(&Id::of(forged.as_bytes())),
        forged.as_bytes(),
    );
    let recounted = event.good(&["recount", "box"]);
    assert!(recounted.contains("not the organiser's"), "{recounted}");

    let result = event.only_file("published");
    let other = String::from_utf8(result).unwrap();
    let mut lied = ResultFile::read(other.as_bytes()).unwrap();
    lied.outcome[0].amount += 10;
    let lied = lied.to_bytes();
    event.put_at(&boxes::result_path(&Id::of(&lied)), &lied);
    event.put_at("results/junk.json", b"junk");
    // Anybody could have put it there: it is no published result, and makes no recount fail.
    let recounted = event.good(&["recount", "box"]);
    assert!(
        recounted.contains("note     a count that somebody put here, which does not follow"),
        "{recounted}"
    );
    assert!(recounted.contains("Advice: it says"), "{recounted}");
    assert!(
        recounted.contains("published: the organiser's close names it"),
        "{recounted}"
    );
    let counted = event.good(&["count", "box"]);
    assert!(
        counted.contains("Same: the box holds this very result, published/"),
        "{counted}"
    );
    assert!(
        counted.contains("1 other count that somebody put here"),
        "{counted}"
    );
    // In the folder of whoever keeps the box the same lie is a difference.
    event.put_at(&boxes::published_path(&Id::of(&lied)), &lied);
    let recounted = recount_differs(&event);
    assert!(
        recounted.contains("no signed close names it"),
        "{recounted}"
    );
    assert!(recounted.contains("1 thing differs"), "{recounted}");
}

#[test]
fn a_result_of_before_the_close_is_repeated_from_the_ballots_that_it_names() {
    let event = Event::new(&[]);
    event.make_box();
    for number in 0..20 {
        event.put(&wish(&event, number).to_bytes());
    }
    event.good(&["count", "box", "--publish"]);
    for number in 20..25 {
        event.put(&wish(&event, number).to_bytes());
    }
    let recounted = event.good(&["recount", "box"]);
    assert!(
        recounted
            .contains("repeated to the byte from 20 ballots; 5 more ballots are in the box now"),
        "{recounted}"
    );
    fs::remove_file(
        event
            .path("box")
            .join(boxes::path_of_ballot(&wish(&event, 3).to_bytes())),
    )
    .unwrap();
    // Before the close it is a count like anybody's: it cannot prove what was there.
    let recounted = event.good(&["recount", "box"]);
    assert!(
        recounted.contains("it counts 1 ballot that this count does not find"),
        "{recounted}"
    );
}

#[test]
fn an_open_event_is_closed_too_and_shows_only_groups_that_are_large_enough() {
    let event = Event::new(&[]);
    event.make_box();
    let key = event.event();
    let put = |number: u64, said: &SlugMap<Slug>| {
        event.put(
            &seal_about(wish(&event, number), said, key, chance(number))
                .unwrap()
                .to_bytes(),
        )
    };
    for number in 0..60 {
        put(number, &answers(number));
    }
    // An answer that the budget does not offer, by enough people to be shown.
    let invented: SlugMap<Slug> = [(Slug::parse("age").unwrap(), Slug::parse("ageless").unwrap())]
        .into_iter()
        .collect();
    for number in 60..75 {
        put(number, &invented);
    }
    // Somebody copies another's sealed answers into their own ballot: they do not open there.
    let copied = seal_about(wish(&event, 0), &answers(0), key, chance(0))
        .unwrap()
        .about;
    event.put(
        &Ballot {
            about: copied,
            ..wish(&event, 76)
        }
        .to_bytes(),
    );
    let told = event.good(&["open", "box", "--key", "hall.key"]);
    assert!(told.contains("76 ballots count"), "{told}");
    let close = held_close(&event);
    assert!(close.choices.is_none() && close.keys.is_empty());
    let shown: usize = close.about.iter().map(|group| group.ballots.len()).sum();
    assert_eq!(shown, 35, "24 young, 11 middle-aged who are no carers");
    event.good(&["recount", "box"]);
}

#[test]
fn the_doors_are_not_shut_before_the_last_day() {
    let event = Event::new(&[]);
    let text = fs::read_to_string(event.path("budget.json")).unwrap();
    fs::write(
        event.path("budget.json"),
        text.replace("2020-12-31", "2999-12-31")
            .replace("2027-01-31", "2999-12-31"),
    )
    .unwrap();
    event.make_box();
    event.put(&wish(&event, 1).to_bytes());
    let early = event.bad(&["open", "box", "--key", "hall.key"]);
    assert!(
        early.contains("open until 2999-12-31") && early.contains("--early"),
        "{early}"
    );
    assert!(
        early.contains("ballots that come after the close do not count"),
        "a reason that is true of an open event too: {early}"
    );
    event.good(&["open", "box", "--key", "hall.key", "--early"]);
}

/// A sceptic must not read "everything that was published follows" where nobody has published anything.
#[test]
fn a_box_with_counts_of_anybodys_alone_has_nothing_published() {
    let event = Event::new(&[]);
    event.make_box();
    for number in 0..12 {
        event.put(&wish(&event, number).to_bytes());
    }
    event.good(&["count", "box", "--publish"]);
    assert_eq!(event.names("results").len(), 1);
    let recounted = event.good(&["recount", "box"]);
    assert!(
        recounted.contains("a count that somebody put here: repeated"),
        "{recounted}"
    );
    assert!(
        recounted.contains("Nothing was published yet"),
        "{recounted}"
    );
    assert!(
        !recounted.contains("Everything that was published"),
        "{recounted}"
    );
}

#[test]
fn a_box_that_cannot_be_closed_says_why() {
    let event = Event::new(&[]);
    event.make_box();
    let empty = event.bad(&["open", "box", "--key", "hall.key"]);
    assert!(empty.contains("there are no ballots"), "{empty}");
    assert!(!event.path("box/close").exists());
    let nothing = event.good(&["recount", "box"]);
    assert!(nothing.contains("Nothing was published yet"), "{nothing}");
    fs::copy(common::BUDGET, event.path("box/budget.json")).unwrap();
    let keyless = event.bad(&["open", "box", "--key", "hall.key"]);
    assert!(keyless.contains("has no keys"), "{keyless}");
}

#[test]
fn made_up_ballots_need_codes_where_real_ones_do() {
    let event = Event::with_codes(&["--codes", "--sealed"], &["--count", "12", "--test", "2"]);
    let simulate = [
        "simulate",
        "budget.json",
        "--ballots",
        "10",
        "--seed",
        "1",
        "--out",
        "practice",
    ];
    let none = event.bad(&simulate);
    assert!(none.contains("this event needs codes"), "{none}");
    let with = [&simulate[..], &["--codes", "codes/codes.csv"]].concat();
    event.good(&with);
    event.good(&with);
    event.good(&["open", "practice", "--key", "hall.key"]);
    assert!(event.good(&["count", "practice"]).contains("simulated"));
    let few = event.bad(&[&with[..3], &["11"], &with[4..]].concat());
    assert!(
        few.contains("has 10 codes to vote with, and 11 ballots were asked for"),
        "{few}"
    );
    // A sealed ballot may be a real one.
    event.put(&cast(&event, &event.voters()[0], 1, 1));
    let into = [&with[..7], &["box"], &with[8..]].concat();
    let refused = event.bad(&into);
    assert!(refused.contains("holds real ballots"), "{refused}");
}

/// A phone finds out by the loose names how often a code has voted.
/// The same bytes under a name that nobody signed would take the ballot's place in a bundle.
#[test]
fn a_forged_copy_of_a_ballot_is_not_packed_in_its_place() {
    let (event, voters) = closed(&["--codes"]);
    let line = cast(&event, &voters[3], 3, 1);
    let path = boxes::path_of_ballot(&line);
    let begins = path.len() - ".json".len() - 103;
    // The keys differ each time: the signature may begin with one of these itself.
    let others = ["1", "y", "z"].into_iter();
    let others = others.filter(|digit| *digit != &path[begins..=begins]);
    for digit in others.take(2) {
        let forged = [&path[..begins], digit, &path[begins + 1..]].concat();
        event.put_at(&forged, &signed::file(&line));
    }
    let before = event.good(&["count", "box", "--format", "json"]);
    event.good(&["pack", "box", "--remove"]);
    assert_eq!(event.names("ballots").len(), 2, "the forged ones are left");
    assert_eq!(event.good(&["count", "box", "--format", "json"]), before);
    let recounted = event.good(&["recount", "box"]);
    assert!(recounted.contains("Everything that was published follows"));
}

#[test]
fn loose_ballots_stay_while_codes_may_vote_again() {
    let (event, _, _) = voted();
    let before = event.names("ballots");
    let says = event.bad(&["pack", "box", "--remove"]);
    assert!(says.contains("is not closed"), "{says}");
    event.good(&["pack", "box"]);
    assert_eq!(event.names("ballots"), before);
}
