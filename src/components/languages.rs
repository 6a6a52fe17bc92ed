use documents::Lang;
use yew::prelude::*;

use crate::words::{self, Key, Words};

/// A button for every other language, each in its own words; more than a few wait behind the present one's name.
pub fn languages(all: &[Lang], words: &Words, on_choose: &Callback<Lang>) -> Html {
    let others: Vec<&Lang> = all.iter().filter(|lang| *lang != words.lang()).collect();
    if others.is_empty() {
        return Html::default();
    }
    let few = others.len() <= 2;
    let buttons = others.into_iter().map(|lang| {
        let chosen = lang.clone();
        let onclick = on_choose.reform(move |_: MouseEvent| chosen.clone());
        let code = lang.to_string();
        html! { <button type="button" class="button-link" lang={code} {onclick}>{words::own_name(lang)}</button> }
    });
    let buttons = html! { <div class="languages" role="group" aria-label={words.say(Key::AppLanguages)}>{ for buttons }</div> };
    if few {
        return buttons;
    }
    html! { <details><summary>{words::own_name(words.lang())}</summary>{buttons}</details> }
}
