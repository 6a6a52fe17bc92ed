//! What stands in the way of sending: the day, whichever clock has it, the close, and a device that keeps nothing.

use common_purse::state::{Closing, DeviceMessage, Message, Mode, SendMessage, State};
use documents::Date;

use super::{Named, begun, checked, opened};

/// The check page and the ballot page of each.
pub(super) fn all(budget: &[u8], tag: &str) -> Vec<Named> {
    let day = |text: &str| Date::parse(text).expect("a day of the tests");
    let on = |device: &str, server: Option<Option<&str>>| {
        let asked = DeviceMessage::DayChanged(day(device)).into();
        let told = server.map(|server| DeviceMessage::ServerDated(server.map(&day)).into());
        [Some(asked), told]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let closed = Closing::Closed {
        counted: Vec::new(),
    };
    let cases = [
        ("clock-alone", on("2020-01-01", None)),
        ("clock-silent", on("2020-01-01", Some(None))),
        ("clock-wrong", on("2020-01-01", Some(Some("2027-03-10")))),
        ("over", on("2036-01-01", Some(Some("2036-01-01")))),
        ("closed", vec![SendMessage::CloseKnown(closed).into()]),
        (
            "changed",
            vec![SendMessage::CloseKnown(Closing::Changed).into()],
        ),
        (
            "maybe-closed",
            vec![SendMessage::CloseKnown(Closing::NotPossible).into()],
        ),
        (
            "forgetful",
            vec![SendMessage::BallotNotKept(documents::Id::of(b"")).into()],
        ),
    ];
    let both = |(name, messages): (&str, Vec<Message>)| {
        let named = |screen: &str, state: State| Named {
            name: format!("{screen}-{name}-{tag}"),
            state,
            results: None,
        };
        let fresh = opened(budget, tag, Mode::Own);
        let mut framed = checked(opened(budget, tag, Mode::Own));
        framed.setting.framed = true;
        [
            named("ballot", begun(fresh, &messages)),
            named("check", begun(framed, &messages)),
        ]
    };
    let shared = begun(
        opened(budget, tag, Mode::Kiosk),
        &[SendMessage::BallotNotKept(documents::Id::of(b"")).into()],
    );
    let kiosk = Named {
        name: format!("kiosk-forgetful-{tag}"),
        state: shared,
        results: None,
    };
    cases.into_iter().flat_map(both).chain([kiosk]).collect()
}
