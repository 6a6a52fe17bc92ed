//! Every screen in the states that matter, each reached by messages as a visitor reaches it.

use std::rc::Rc;

use common_purse::places::kiosk::{self, Kiosk, Pin, Record, Seen, StaffMessage};
use common_purse::results::{self, Results};
use common_purse::state::*;
use common_purse::words;
use counter::Count;
use documents::key_list::Standing;
use documents::result::Beside;
use documents::{Code, Date, Id, Lang};
use seals::Organiser;
use workers::messages::{CountFailure, Held, InBox};

use crate::sealer::{sealed, sealing};

// The pictures of `examples/screens.rs` take this file in from elsewhere.
#[path = "states/shut.rs"]
mod shut;
#[path = "states/signed.rs"]
mod signed;

/// A state with a name, for a picture of it or a complaint about it.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) state: State,
    /// What the results page's own program shows in it.
    pub(crate) results: Option<Results>,
}

/// What is beside the widget on a shared device; at one that is alone, the question.
pub(crate) fn kiosk(named: &Named) -> Option<Kiosk> {
    if named.state.setting.mode != Mode::Kiosk {
        return None;
    }
    let screen = named.name.rsplit_once('-').map_or("", |(screen, _)| screen);
    let record = Record {
        pin: (screen != "kiosk-first").then(|| Pin::new("2468", [3; 32])),
        ..Record::default()
    };
    let search = match screen {
        "kiosk-waiting" => "?mode=kiosk&quiet=soon",
        _ => "?mode=kiosk",
    };
    let mut kiosk = Kiosk::new(kiosk::Address::read(search), record, [9; 32]);
    let seen = kiosk::Message::Seen(Seen::of(&named.state));
    let staff = |messages: &[StaffMessage]| {
        let messages = messages.iter().cloned();
        messages.map(kiosk::Message::Staff).collect::<Vec<_>>()
    };
    let pin = [
        StaffMessage::Asked,
        StaffMessage::Digit('2'),
        StaffMessage::Digit('4'),
    ];
    let rest = [
        StaffMessage::Digit('6'),
        StaffMessage::Digit('8'),
        StaffMessage::PinDone,
    ];
    let happens = match screen {
        "kiosk-alone" => vec![kiosk::Message::TimePassed { ms: 97_500 }],
        "kiosk-pin" => staff(&pin),
        "kiosk-wrong" => staff(&[&pin[..], &rest[1..]].concat()),
        "kiosk-staff" => staff(&[&pin[..], &rest[..]].concat()),
        "kiosk-saved" => staff(&[&pin[..], &rest[..], &[StaffMessage::ExportPressed]].concat()),
        "kiosk-ends" => {
            let ends = [StaffMessage::ExportPressed, StaffMessage::EndPressed];
            staff(&[&pin[..], &rest[..], &ends[..]].concat())
        }
        "kiosk-over" => staff(&[&pin[..], &rest[..], &[StaffMessage::EndPressed]].concat()),
        _ => Vec::new(),
    };
    let begins = !matches!(screen, "kiosk-first" | "kiosk-waiting");
    let begins = begins.then_some(kiosk::Message::BeginPressed);
    for message in [seen].into_iter().chain(begins).chain(happens) {
        kiosk.update(message);
    }
    Some(kiosk)
}

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language tag of the tests")
}

fn setting(mode: Mode) -> Setting {
    Setting {
        mode,
        channel: if mode == Mode::Kiosk {
            Channel::Kiosk
        } else {
            Channel::Web
        },
        place: None,
        strange: Vec::new(),
        today: Date::parse("2027-03-10").expect("a day of the tests"),
        server: ServerDay::Unasked,
        framed: false,
        online: true,
        storage: Storage::Allowed,
        wanted: vec![lang("en")],
        packs: words_here(),
    }
}

/// Every words file, as if it had been fetched.
fn words_here() -> Vec<LanguagePack> {
    let all = words::language_packs().into_iter();
    all.map(|apart| LanguagePack {
        texts: words::here(&apart.lang),
        ..apart
    })
    .collect()
}

pub(crate) fn pounds() -> MoneyStyle {
    MoneyStyle {
        before: "£".into(),
        ..MoneyStyle::plain("")
    }
}

/// A page with this budget on the screen.
pub(crate) fn opened(budget: &[u8], tag: &str, mode: Mode) -> State {
    let (mut state, _) = State::new(setting(mode));
    state.update(DeviceMessage::MemoryRead(Memory::default()).into());
    state.update(LoadMessage::BudgetArrived(budget.to_vec()).into());
    state.update(LanguageMessage::LanguageChosen(lang(tag)).into());
    state.update(LanguageMessage::MoneyStyleKnown(lang(tag), pounds()).into());
    state
}

/// A shared device whose first language this is.
pub(crate) fn greeted(budget: &[u8], tag: &str) -> State {
    let (mut state, _) = State::new(Setting {
        wanted: vec![lang(tag)],
        ..setting(Mode::Kiosk)
    });
    state.update(DeviceMessage::MemoryRead(Memory::default()).into());
    state.update(LoadMessage::BudgetArrived(budget.to_vec()).into());
    state.update(LanguageMessage::MoneyStyleKnown(lang(tag), pounds()).into());
    state
}

pub(crate) fn tell(
    state: &mut State,
    messages: impl IntoIterator<Item = impl Into<Message>>,
) -> Vec<Effect> {
    messages
        .into_iter()
        .flat_map(|message| state.update(message.into()))
        .collect()
}

pub(crate) fn open(state: &State) -> &Open {
    match &state.phase {
        Phase::Open(open) => open,
        other => panic!("no budget on the screen: {other:?}"),
    }
}

/// All screens of this budget in this language.
pub(crate) fn all(budget: &[u8], tag: &str) -> Vec<Named> {
    let named = |name: &str, state: State| Named {
        name: format!("{name}-{tag}"),
        state,
        results: None,
    };
    let fresh = || opened(budget, tag, Mode::Own);
    let mut states = vec![
        named("loading", loading(tag)),
        named("first-piece", first_piece(budget, tag, &[])),
        named("no-budget-missing", no_budget(tag)),
        named(
            "piece-missing",
            first_piece(budget, tag, &[PieceMessage::LaterMissing.into()]),
        ),
        named(
            "screen-missing",
            first_piece(
                budget,
                tag,
                &[
                    PieceMessage::LaterMissing.into(),
                    EditMessage::EvenPressed.into(),
                    NavigateMessage::ScreenAsked(Screen::Check).into(),
                ],
            ),
        ),
        named(
            "faults-missing",
            first_piece(
                budget,
                tag,
                &[NavigateMessage::ScreenAsked(Screen::Check).into()],
            ),
        ),
        named(
            "broken-unreachable",
            broken(
                tag,
                LoadMessage::BudgetUnreachable {
                    status: Some(503),
                    retry_after: Some(120),
                }
                .into(),
            ),
        ),
        named(
            "broken-malformed",
            broken(
                tag,
                LoadMessage::BudgetArrived(
                    br#"{"total": "much", "step": 1, "step": 1, "totl": 1}"#.to_vec(),
                )
                .into(),
            ),
        ),
        named("ballot-new", fresh()),
        named(
            "ballot-today",
            begun(
                fresh(),
                &[
                    EditMessage::TodayPressed.into(),
                    EditMessage::AnnouncementDue.into(),
                ],
            ),
        ),
        named("ballot-cut", begun(fresh(), &cut())),
        named("ballot-faults", begun(fresh(), &wrong())),
        named("about", about(fresh())),
        named(
            "about-answered",
            begun(
                complete(fresh()),
                &[
                    NavigateMessage::ScreenAsked(Screen::About).into(),
                    VoterMessage::AnswerChosen {
                        question: 0,
                        answer: Some(1),
                    }
                    .into(),
                ],
            ),
        ),
        named("check", checked(fresh())),
        named("kiosk", complete(opened(budget, tag, Mode::Kiosk))),
        named("kiosk-strange", strange(budget, tag)),
        named("kiosk-restarted", restarted(budget, tag)),
        named("kiosk-about", about(opened(budget, tag, Mode::Kiosk))),
        named("kiosk-check", checked(opened(budget, tag, Mode::Kiosk))),
        named("kiosk-first", greeted(budget, tag)),
        named("kiosk-waiting", greeted(budget, tag)),
        named("kiosk-pin", complete(opened(budget, tag, Mode::Kiosk))),
        named("kiosk-wrong", complete(opened(budget, tag, Mode::Kiosk))),
        named("kiosk-staff", restarted(budget, tag)),
        named("kiosk-saved", restarted(budget, tag)),
        named("kiosk-ends", restarted(budget, tag)),
        named("kiosk-over", opened(budget, tag, Mode::Kiosk)),
        named(
            "kiosk-results",
            begun(
                opened(budget, tag, Mode::Kiosk),
                &[NavigateMessage::ScreenAsked(Screen::Results).into()],
            ),
        ),
        named("kiosk-alone", complete(opened(budget, tag, Mode::Kiosk))),
    ];
    states.extend(receipts(budget, tag));
    states.extend(shut::all(budget, tag));
    states.extend(coded(budget, tag));
    states.extend(results(budget, tag));
    states.extend(signed::all(budget, tag));
    states
}

/// In a browser that has loaded the first piece of the program and no other.
fn first_piece(budget: &[u8], tag: &str, messages: &[Message]) -> State {
    let (mut state, _) = State::of_first_piece(setting(Mode::Own));
    state.update(LoadMessage::BudgetArrived(budget.to_vec()).into());
    state.update(LanguageMessage::LanguageChosen(lang(tag)).into());
    begun(state, messages)
}

/// What was fetched is no budget, and the piece that says why could not be had.
fn no_budget(tag: &str) -> State {
    let (mut state, _) = State::of_first_piece(Setting {
        wanted: vec![lang(tag)],
        ..setting(Mode::Own)
    });
    state.update(LoadMessage::BudgetArrived(b"{}".to_vec()).into());
    state.update(PieceMessage::LaterMissing.into());
    state
}

fn loading(tag: &str) -> State {
    State::new(Setting {
        wanted: vec![lang(tag)],
        ..setting(Mode::Own)
    })
    .0
}

fn broken(tag: &str, message: Message) -> State {
    let mut state = loading(tag);
    tell(
        &mut state,
        [DeviceMessage::MemoryRead(Memory::default()).into(), message],
    );
    state
}

fn begun(mut state: State, messages: &[Message]) -> State {
    tell(&mut state, messages.iter().cloned());
    state
}

/// Everything as low as it goes, so that consequences hold; then a line asks for more than it may have.
fn cut() -> Vec<Message> {
    vec![
        EditMessage::StartAgainPressed.into(),
        EditMessage::AmountSet {
            priority: 0,
            amount: u64::MAX,
        }
        .into(),
        EditMessage::LessPressed(1).into(),
    ]
}

/// Text in a field that is no number, and then "check".
fn wrong() -> Vec<Message> {
    vec![
        EditMessage::StartAgainPressed.into(),
        EditMessage::AmountTyped {
            priority: 2,
            text: "lots <b>of it</b>".into(),
        }
        .into(),
        EditMessage::AmountSettled(2).into(),
        NavigateMessage::ScreenAsked(Screen::Check).into(),
    ]
}

/// Today's spending, and what is then left shared out from the first line on.
pub(crate) fn complete(mut state: State) -> State {
    tell(&mut state, [EditMessage::TodayPressed]);
    for priority in 0..open(&state).budget.priorities.len() {
        let amount = open(&state).room(priority);
        if open(&state).left() > 0 {
            tell(
                &mut state,
                [
                    EditMessage::AmountSet { priority, amount },
                    EditMessage::AmountSettled(priority),
                ],
            );
        }
    }
    state
}

fn about(state: State) -> State {
    begun(
        complete(state),
        &[NavigateMessage::ScreenAsked(Screen::About).into()],
    )
}

/// A kiosk whose power was cut while a ballot waited on it.
fn restarted(budget: &[u8], tag: &str) -> State {
    let mut before = checked(opened(budget, tag, Mode::Kiosk));
    let (_, bytes) = send(&mut before, 9);
    let (mut state, _) = State::new(Setting {
        wanted: vec![lang(tag)],
        ..setting(Mode::Kiosk)
    });
    let memory = Memory {
        ballots: vec![bytes],
        ..Memory::default()
    };
    tell(
        &mut state,
        [
            Message::from(LoadMessage::BudgetArrived(budget.to_vec())),
            DeviceMessage::MemoryRead(memory).into(),
            LanguageMessage::MoneyStyleKnown(lang(tag), pounds()).into(),
        ],
    );
    state
}

/// A kiosk whose address is misspelt.
fn strange(budget: &[u8], tag: &str) -> State {
    let mut state = opened(budget, tag, Mode::Kiosk);
    state.setting.strange = Address::read("?mode=kisok").strange;
    state
}

pub(crate) fn checked(state: State) -> State {
    begun(
        complete(state),
        &[
            NavigateMessage::ScreenAsked(Screen::About).into(),
            NavigateMessage::ScreenAsked(Screen::Check).into(),
        ],
    )
}

/// Sends what is on the check page; answers with the ballot's bytes.
pub(crate) fn send(state: &mut State, nonce: u8) -> (Id, Vec<u8>) {
    let effects = tell(
        state,
        [
            SendMessage::SendPressed,
            SendMessage::CloseKnown(Closing::StillOpen),
            SendMessage::SeedDrawn(Seed([nonce; 32])),
        ],
    );
    for effect in effects {
        if let Effect::Seal(unsealed) = effect {
            let bytes = sealed(&unsealed, &open(state).budget);
            tell(state, [sealing(&unsealed, Some(bytes))]);
        }
    }
    let receipt = open(state).receipt().expect("a complete ballot was sent");
    let (id, bytes) = (receipt.id, receipt.bytes.to_vec());
    let effects = tell(state, [SendMessage::BallotKept(id)]);
    for effect in effects {
        if let Effect::Settle { id: ballot, bytes } = effect {
            let bytes = seals::settle(&bytes, []).expect("a ballot signed ahead");
            let id = Id::of(&bytes);
            let settled = Some(bytes.clone());
            let kept = Message::from(SendMessage::BallotKept(id));
            tell(
                state,
                [
                    SendMessage::BallotSettled {
                        ballot,
                        bytes: settled,
                    }
                    .into(),
                    kept,
                ],
            );
            return (id, bytes);
        }
    }
    (id, bytes)
}

fn receipts(budget: &[u8], tag: &str) -> Vec<Named> {
    let cast = |mode| {
        let mut state = checked(opened(budget, tag, mode));
        let sent = send(&mut state, 7);
        (state, sent)
    };
    let answer = |ballot, code| SendMessage::PutAnswered {
        ballot,
        answer: Answer::Status {
            code,
            retry_after: None,
        },
    };
    let named = |name: &str, state: State| Named {
        name: format!("receipt-{name}-{tag}"),
        state,
        results: None,
    };

    let (sending, _) = cast(Mode::Own);
    let (mut sent, (id, bytes)) = cast(Mode::Own);
    tell(
        &mut sent,
        [
            answer(id, 201),
            SendMessage::ReadBack {
                ballot: id,
                bytes: Some(bytes),
            },
        ],
    );
    let (mut kept, (id, _)) = cast(Mode::Own);
    tell(
        &mut kept,
        [SendMessage::PutAnswered {
            ballot: id,
            answer: Answer::Nothing,
        }],
    );
    let (mut refused, (id, _)) = cast(Mode::Own);
    tell(
        &mut refused,
        [
            answer(id, 403),
            SendMessage::ReadBack {
                ballot: id,
                bytes: None,
            },
        ],
    );
    let (mut unkept, (id, _)) = cast(Mode::Own);
    tell(
        &mut unkept,
        [
            SendMessage::BallotNotKept(id),
            SendMessage::PutAnswered {
                ballot: id,
                answer: Answer::Nothing,
            },
        ],
    );
    let (kiosk, _) = cast(Mode::Kiosk);
    let (mut busy, (id, _)) = cast(Mode::Own);
    let later = Answer::Status {
        code: 503,
        retry_after: Some(150),
    };
    tell(
        &mut busy,
        [SendMessage::PutAnswered {
            ballot: id,
            answer: later,
        }],
    );
    let (mut family, (first, bytes)) = cast(Mode::Own);
    let received = SendMessage::ReadBack {
        ballot: first,
        bytes: Some(bytes),
    };
    tell(
        &mut family,
        [
            Message::from(answer(first, 201)),
            received.into(),
            TurnMessage::AnotherBallotPressed.into(),
            EditMessage::EvenPressed.into(),
            NavigateMessage::ScreenAsked(Screen::About).into(),
            NavigateMessage::ScreenAsked(Screen::Check).into(),
        ],
    );
    let (second, _) = send(&mut family, 8);
    tell(
        &mut family,
        [SendMessage::PutAnswered {
            ballot: second,
            answer: Answer::Nothing,
        }],
    );
    let (mut late, _) = cast(Mode::Own);
    let counted = Vec::new();
    tell(
        &mut late,
        [SendMessage::CloseKnown(Closing::Closed { counted })],
    );
    let (_, (_, bytes)) = cast(Mode::Own);
    let elsewhere = begun(
        checked(opened(budget, tag, Mode::Own)),
        &[DeviceMessage::MemoryRead(Memory {
            cast: Some(bytes),
            ..Memory::default()
        })
        .into()],
    );
    vec![
        named("busy", busy),
        named("family", family),
        named("late", late),
        named("elsewhere", elsewhere),
        named("sending", sending),
        named("sent", sent),
        named("kept", kept),
        named("refused", refused),
        named("unkept", unkept),
        named("kiosk", kiosk),
    ]
}

/// The check page and what leads to it and from it, in an event with codes and sealed choices.
fn coded(budget: &[u8], tag: &str) -> Vec<Named> {
    let keys = Organiser::new([7; 32]).keys(true, true);
    let mut with_codes: serde_json::Value = serde_json::from_slice(budget).expect("JSON");
    with_codes["keys"] = serde_json::to_value(keys).expect("keys are JSON");
    let budget = with_codes.to_string().into_bytes();
    let code = Code::new([1; 10]);
    let typed = |text: &str| Message::from(VoterMessage::CodeTyped(text.into()));
    let found = |found| Message::from(VoterMessage::CodeChecked { code, found });
    let given = typed(&code.to_string());
    let named = |name: &str, state: State| Named {
        name: format!("code-{name}-{tag}"),
        state,
        results: None,
    };
    let fresh = || opened(&budget, tag, Mode::Own);
    let check = |messages: &[Message]| begun(checked(fresh()), messages);
    let may_vote = found(Some(Standing::MayVote));
    let mut cast = check(&[given.clone(), may_vote.clone()]);
    send(&mut cast, 7);
    let again = begun(cast.clone(), &[TurnMessage::VoteAgainPressed.into()]);
    vec![
        named("needed", fresh()),
        named("given", begun(fresh(), &[given.clone(), may_vote.clone()])),
        named("empty", check(&[])),
        named("missing", check(&[SendMessage::SendPressed.into()])),
        named("short", check(&[typed("0123")])),
        named("strange", check(&[typed("U<b>")])),
        named("slip", check(&[typed("0123-4567-89AB-CDEFZ")])),
        named("looked-up", check(std::slice::from_ref(&given))),
        named("known", check(&[given.clone(), may_vote])),
        named(
            "unknown",
            check(&[given.clone(), found(Some(Standing::Unknown))]),
        ),
        named(
            "voided",
            check(&[given.clone(), found(Some(Standing::Voided))]),
        ),
        named("not-looked-up", check(&[given.clone(), found(None)])),
        named(
            "not-sealed",
            check(&[
                given,
                SendMessage::SendPressed.into(),
                SendMessage::CloseKnown(Closing::NotPossible).into(),
                SendMessage::SeedDrawn(Seed([1; 32])).into(),
                SendMessage::BallotSealed {
                    seed: vec![1; 32],
                    bytes: None,
                }
                .into(),
            ]),
        ),
        named("cast", cast),
        named("again", again),
    ]
}

fn results(budget: &[u8], tag: &str) -> Vec<Named> {
    let shown = |name: &str, state: State, messages: &[results::Message]| {
        let cast = open(&state).cast();
        let (mut page, _) = Results::new(
            open(&state).budget.clone(),
            lang(tag),
            pounds(),
            words::here(&lang(tag)),
            cast.and_then(|cast| cast.amounts.as_ref())
                .map(|yours| yours.lines().into()),
            cast.map(|cast| cast.id),
        );
        for message in messages {
            page.update(message.clone());
        }
        Named {
            name: format!("results-{name}-{tag}"),
            state,
            results: Some(page),
        }
    };
    let asked = || {
        begun(
            opened(budget, tag, Mode::Own),
            &[NavigateMessage::ScreenAsked(Screen::Results).into()],
        )
    };
    let mut cast = checked(opened(budget, tag, Mode::Own));
    let (_, own) = send(&mut cast, 7);
    tell(&mut cast, [NavigateMessage::ScreenAsked(Screen::Results)]);
    let (result, beside) = count(budget, &own, 40);
    let (other, _) = count(budget, &own, 38);
    let held = |bytes: &Vec<u8>| {
        vec![Held {
            id: Id::of(bytes),
            bytes: Some(bytes.clone()),
        }]
    };
    let in_box = |published, counts, unread| results::Message::CountFinished {
        result: result.clone(),
        beside: beside.clone(),
        seen: 7,
        agreed: None,
        held: InBox {
            published,
            counts,
            unread,
        },
    };
    let finished = |published| in_box(Some(published), Vec::new(), 0);
    let missing = begun(asked(), &[ResultsMessage::ResultsMissing.into()]);
    vec![
        Named {
            name: format!("results-missing-{tag}"),
            state: missing,
            results: None,
        },
        shown(
            "counting",
            asked(),
            &[results::Message::CountProgressed {
                done: 12,
                of: 40,
                refused: 3,
            }],
        ),
        shown(
            "failed",
            asked(),
            &[results::Message::CountFailed(CountFailure::Problem {
                says: "no <ballots>".into(),
            })],
        ),
        shown(
            "first",
            cast.clone(),
            &[
                finished(Vec::new()),
                results::Message::ResultPosted {
                    id: Id::of(&result),
                    ok: true,
                },
            ],
        ),
        shown("same", asked(), &[finished(held(&result))]),
        shown("different", cast.clone(), &[finished(held(&other))]),
        shown(
            "somebodys",
            cast.clone(),
            &[in_box(Some(held(&result)), held(&other), 1_200)],
        ),
        shown("unread", cast, &[in_box(None, held(&result), 0)]),
    ]
}

/// The result of so many ballots, and of three files that are none.
fn count(budget: &[u8], own: &[u8], ballots: u8) -> (Vec<u8>, Rc<Beside>) {
    let mut count = Count::new(budget).expect("the example budget is well-formed");
    let name = |bytes: &[u8]| format!("{}.json", Id::of(bytes));
    count.loose(&name(own), own);
    for seed in 1..ballots {
        let bytes = somebody(budget, seed);
        count.loose(&name(&bytes), &bytes);
    }
    count.loose(&name(b"{}"), b"{}");
    count.loose(&name(b"other"), own);
    count.loose("<b>notes</b>.txt", b"");
    let (result, beside) = count.finish_telling(|_, _| ()).expect("there are ballots");
    (result.to_bytes(), beside)
}

/// A ballot that moves money away from today's, differently for every seed.
fn somebody(budget: &[u8], seed: u8) -> Vec<u8> {
    let mut state = opened(budget, "en", Mode::Own);
    if seed.is_multiple_of(2) {
        state.setting.place = Address::read("?place=Town Hall").place;
    }
    let lines = open(&state).budget.priorities.len();
    tell(&mut state, [EditMessage::TodayPressed]);
    let mut dice = u32::from(seed).wrapping_mul(2_654_435_761) | 1;
    for _ in 0..60 {
        // Marsaglia's xorshift32.
        dice ^= dice << 13;
        dice ^= dice >> 17;
        dice ^= dice << 5;
        let line = dice as usize % lines;
        tell(
            &mut state,
            [if dice & 256 == 0 {
                EditMessage::LessPressed(line)
            } else {
                EditMessage::MorePressed(line)
            }],
        );
    }
    state = complete_from_here(state);
    let questions = open(&state).budget.about.len();
    for question in 0..questions {
        let answers = open(&state).budget.about[question].answers.len();
        let answer =
            Some((usize::from(seed) + question) % answers).filter(|_| !seed.is_multiple_of(5));
        tell(
            &mut state,
            [VoterMessage::AnswerChosen { question, answer }],
        );
    }
    tell(
        &mut state,
        [
            NavigateMessage::ScreenAsked(Screen::About),
            NavigateMessage::ScreenAsked(Screen::Check),
        ],
    );
    send(&mut state, seed).1
}

fn complete_from_here(mut state: State) -> State {
    for priority in 0..open(&state).budget.priorities.len() {
        let amount = open(&state).room(priority);
        if !open(&state).budget.unspent && open(&state).left() > 0 {
            tell(
                &mut state,
                [
                    EditMessage::AmountSet { priority, amount },
                    EditMessage::AmountSettled(priority),
                ],
            );
        }
    }
    state
}
