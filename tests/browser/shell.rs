//! The shell's abilities, one by one.

use common_purse::state::{
    DeviceMessage, Effect, LanguageMessage, LaterMessage, Memory, Message, MoneyStyle,
    NavigateMessage, Screen, Seed, SendMessage,
};
use documents::{Id, Lang};
use wasm_bindgen_test::wasm_bindgen_test;

use super::bench::{Bench, allow_storage, forbid_storage, window};

/// What the device has kept, once it is as wanted: writing goes on behind.
pub(crate) async fn remembers(bench: &mut Bench, wanted: impl Fn(&Memory) -> bool) -> Memory {
    let mut memory = memory_of(bench).await;
    for _ in 0..20 {
        if wanted(&memory) {
            break;
        }
        memory = memory_of(bench).await;
    }
    memory
}

pub(crate) async fn memory_of(bench: &mut Bench) -> Memory {
    bench.perform(Effect::ReadMemory);
    let read = |message: &Message| match message {
        Message::Later(LaterMessage::Device(DeviceMessage::MemoryRead(memory))) => {
            Some(memory.clone())
        }
        _ => None,
    };
    bench.hears("the memory", read).await
}

async fn keep_ballot(bench: &mut Bench, bytes: &[u8]) -> Id {
    let id = Id::of(bytes);
    bench.perform(Effect::KeepBallot {
        id,
        bytes: bytes.to_vec(),
        after: None,
    });
    bench
        .hears("the ballot is kept", |message| {
            (*message == SendMessage::BallotKept(id).into()).then_some(())
        })
        .await;
    id
}

#[wasm_bindgen_test]
async fn what_is_kept_is_read_and_what_is_forgotten_is_not() {
    let mut bench = Bench::new();
    let lang = Lang::parse("cy").expect("cy is a language tag");
    bench.perform(Effect::KeepLang(lang.clone()));
    bench.perform(Effect::KeepDraft(b"first".to_vec()));
    bench.perform(Effect::KeepDraft(b"second".to_vec()));
    bench.perform(Effect::KeepCast {
        bytes: b"cast".to_vec(),
        known: Vec::new(),
    });
    let later = keep_ballot(&mut bench, b"zzz").await;
    let latest = keep_ballot(&mut bench, b"aaa").await;

    let ballots = vec![b"zzz".to_vec(), b"aaa".to_vec()];
    let expected = Memory {
        draft: Some(b"second".to_vec()),
        ballots,
        cast: Some(b"cast".to_vec()),
        lang: Some(lang.clone()),
    };
    let kept = remembers(&mut Bench::new(), |kept| *kept == expected).await;
    assert_eq!(kept, expected);

    bench.perform(Effect::ForgetDraft);
    bench.perform(Effect::ForgetCast);
    bench.perform(Effect::ForgetBallot(later));
    bench.perform(Effect::ForgetBallot(latest));
    // A last ballot, kept and forgotten, stands behind all of these in the database's queue.
    let last = keep_ballot(&mut bench, b"last").await;
    bench.perform(Effect::ForgetBallot(last));
    let nothing = Memory {
        lang: Some(lang),
        ..Memory::default()
    };
    let left = remembers(&mut bench, |left| *left == nothing).await;
    assert_eq!(left, nothing);
}

#[wasm_bindgen_test]
async fn storage_that_throws_is_refused_without_a_panic() {
    forbid_storage();
    let mut bench = Bench::new();
    bench.perform(Effect::ReadMemory);
    bench
        .hears("the refusal", |message| {
            (*message == DeviceMessage::StorageRefused.into()).then_some(())
        })
        .await;
    let id = Id::of(b"ballot");
    bench.perform(Effect::KeepBallot {
        id,
        bytes: b"ballot".to_vec(),
        after: None,
    });
    bench
        .hears("not kept", |message| {
            (*message == SendMessage::BallotNotKept(id).into()).then_some(())
        })
        .await;
    allow_storage();
}

#[wasm_bindgen_test]
async fn back_shows_the_screen_before() {
    let mut bench = Bench::new();
    bench.perform(Effect::ShowInstead(Screen::Ballot));
    bench.perform(Effect::Show(Screen::Check));
    assert_eq!(window().location().hash().as_deref(), Ok("#check"));
    window()
        .history()
        .and_then(|history| history.back())
        .expect("a page has a history");
    bench
        .hears("Back", |message| {
            (*message == NavigateMessage::ScreenShown(Screen::Ballot).into()).then_some(())
        })
        .await;
    assert_eq!(window().location().hash().as_deref(), Ok("#ballot"));
}

#[wasm_bindgen_test]
async fn money_is_written_as_the_language_does() {
    let cases = [
        ("en", "GBP", "£", "", ",", (3, 3), '0'),
        ("de", "EUR", "", "\u{a0}€", ".", (3, 3), '0'),
        ("en-IN", "INR", "₹", "", ",", (3, 2), '0'),
        ("fa", "EUR", "\u{200e}€", "", "٬", (3, 3), '۰'),
    ];
    for (lang, currency, before, after, group, sizes, zero) in cases {
        let style = style_of(lang, currency).await;
        let digits: Vec<char> = (0..10)
            .filter_map(|digit| char::from_u32(zero as u32 + digit))
            .collect();
        assert_eq!(
            (
                style.before.as_str(),
                style.after.as_str(),
                style.group.as_str()
            ),
            (before, after, group),
            "{lang}"
        );
        assert_eq!(
            (style.sizes, style.digits.to_vec()),
            (sizes, digits),
            "{lang}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_language_the_browser_does_not_know_is_not_written_like_another() {
    let mut bench = Bench::new();
    for lang in ["zz", "en"] {
        bench.perform(Effect::AskMoneyStyle {
            lang: Lang::parse(lang).expect("the case has a language tag"),
            currency: "GBP".into(),
        });
    }
    let whose = |message: &Message| match message {
        Message::Language(LanguageMessage::MoneyStyleKnown(lang, _)) => Some(lang.to_string()),
        _ => None,
    };
    assert_eq!(bench.hears("the first style", whose).await, "en");
}

async fn style_of(lang: &str, currency: &str) -> MoneyStyle {
    let mut bench = Bench::new();
    let lang = Lang::parse(lang).expect("the case has a language tag");
    bench.perform(Effect::AskMoneyStyle {
        lang,
        currency: currency.into(),
    });
    let style = |message: &Message| match message {
        Message::Language(LanguageMessage::MoneyStyleKnown(_, style)) => Some(style.clone()),
        _ => None,
    };
    bench.hears("the style", style).await
}

#[wasm_bindgen_test]
async fn no_two_nonces_are_alike() {
    let mut bench = Bench::new();
    let mut drawn = Vec::new();
    for _ in 0..2 {
        bench.perform(Effect::DrawSeed);
        let nonce = |message: &Message| match message {
            Message::Later(LaterMessage::Send(SendMessage::SeedDrawn(Seed(seed)))) => Some(*seed),
            _ => None,
        };
        drawn.push(bench.hears("a nonce", nonce).await);
    }
    assert_ne!(drawn[0], drawn[1]);
}
