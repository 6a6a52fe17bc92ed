//! The page as it is drawn: a function of the state.

use yew::prelude::*;

use super::{Device, Message, Opens};
use crate::components::{
    Tone, all, button, element, heading, link_to, list, notice, paragraph, part,
};
use crate::words::{Key, Plural, Value, Words, alone};

pub fn page(device: &Device, words: &Words, send: &Callback<Message>) -> Html {
    let local = device.local.as_deref();
    let local = local
        .map(|host| local_network(host, words))
        .unwrap_or_default();
    let inside = match device.alone {
        false => local,
        true => all(vec![
            html! { <h1 id="device-title" tabindex="-1">{words.html(Key::DeviceTitle)}</h1> },
            local,
            kept(device, words),
            opens(device, words),
            remove(device, words, send),
            paragraph(link_to("#ballot", words.html(Key::DeviceBack))),
        ]),
    };
    html! {
        <div class="page" lang={words.lang().to_string()} dir={words.dir()}>{element("main", "stack", inside)}</div>
    }
}

/// What is here of whom.
fn kept(device: &Device, words: &Words) -> Html {
    let mut items = Vec::new();
    if device.draft {
        items.push(words.html(Key::DeviceDraft));
    }
    if device.unsent > 0 {
        items.push(alone(
            &words.count(Plural::CountedUnsent, device.unsent as u64),
        ));
    }
    if device.sent {
        items.push(words.html(Key::DeviceSent));
    }
    if device.paper.is_some() {
        items.push(words.html(Key::DevicePaper));
    }
    let says = match device.keeps() {
        true => Key::DeviceKeeps,
        false => Key::DeviceNothing,
    };
    part(
        "device-keeps",
        vec![
            heading("device-keeps", words.say(Key::DeviceKeepsTitle)),
            paragraph(words.html(says)),
            list("", items),
            paragraph(words.html(Key::DeviceAlso)),
            paragraph(words.html(Key::DeviceShared)),
        ],
    )
}

fn opens(device: &Device, words: &Words) -> Html {
    let says: &[Key] = match device.opens {
        Opens::Already => &[Key::DeviceOpens, Key::DeviceInstall],
        Opens::NotYet => &[Key::DeviceNotYet],
        Opens::Never => &[Key::DeviceInsecure, Key::DeviceInsecureWaits],
    };
    let says = says.iter().map(|says| paragraph(words.html(*says)));
    let title = heading("device-opens", words.say(Key::DeviceOpensTitle));
    part("device-opens", std::iter::once(title).chain(says).collect())
}

/// Asks first, and names what would be lost.
fn remove(device: &Device, words: &Words, send: &Callback<Message>) -> Html {
    let press = |class, key, message: fn() -> Message| {
        button(class, words.say(key), send.reform(move |_| message()))
    };
    let mut inside = vec![
        heading("device-remove", words.say(Key::DeviceRemoveTitle)),
        paragraph(words.html(Key::DeviceRemoveSays)),
    ];
    if device.failed {
        inside.push(html! { <div role="alert">{notice(Tone::Bad, paragraph(words.html(Key::DeviceFailed)))}</div> });
    }
    inside.push(match device.asks {
        false => press("button button-quiet", Key::DeviceRemove, || {
            Message::RemovePressed
        }),
        true => asked(device, words, &press),
    });
    part("device-remove", inside)
}

fn asked(
    device: &Device,
    words: &Words,
    press: &dyn Fn(&'static str, Key, fn() -> Message) -> Html,
) -> Html {
    let mut lost = Vec::new();
    let paper = device.paper.unwrap_or_default();
    for (lose, count) in [
        (Plural::DeviceLost, device.unsent),
        (Plural::DevicePaperLost, paper),
    ] {
        if count > 0 {
            let says = words.count(lose, count as u64);
            lost.push(paragraph(element("strong", "", alone(&says))));
        }
    }
    if !device.online {
        lost.push(paragraph(words.html(Key::DeviceRemoveOffline)));
    }
    lost.push(element(
        "div",
        "buttons",
        all(vec![
            press("button button-main", Key::DeviceKeep, || {
                Message::KeepPressed
            }),
            press("button button-quiet", Key::DeviceRemoveYes, || {
                Message::Confirmed
            }),
        ]),
    ));
    html! {
        <div id="device-asks" role="group" tabindex="-1" aria-labelledby="device-sure">
            {notice(Tone::Bad, all(vec![
                html! { <p id="device-sure"><strong>{words.html(Key::DeviceSure)}</strong></p> },
                all(lost),
            ]))}
        </div>
    }
}

/// Why the box does not answer, and what helps.
fn local_network(host: &str, words: &Words) -> Html {
    let says = [Key::LocalWhy, Key::LocalAllow, Key::LocalSame];
    let host = [("host", Value::Text(host))];
    let inside = std::iter::once(paragraph(words.rich(Key::LocalHost, &host)))
        .chain(says.into_iter().map(|says| paragraph(words.html(says))));
    let title = heading("device-local", words.say(Key::LocalTitle));
    html! {
        <section role="status" aria-labelledby="device-local">
            {notice(Tone::Bad, std::iter::once(title).chain(inside).collect())}
        </section>
    }
}
