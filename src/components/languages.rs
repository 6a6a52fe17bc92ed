use documents::Lang;
use yew::prelude::*;

use super::fold;
use crate::words::{self, Key, Words, alone};

/// A button for every other language, each in its own words; more than two wait behind the present one's name.
pub fn languages(all: &[Lang], words: &Words, on_choose: &Callback<Lang>) -> Html {
    let others = all
        .iter()
        .filter(|lang| *lang != words.lang())
        .map(|lang| choice(lang, on_choose));
    let others: Vec<Html> = others.collect();
    let few = others.len() <= 2;
    if others.is_empty() {
        return Html::default();
    }
    let others = html! { <div class="languages" role="group" aria-label={words.say(Key::AppLanguages)}>{others}</div> };
    if few {
        others
    } else {
        fold(alone(&words::own_name(words.lang())), others)
    }
}

fn choice(lang: &Lang, on_choose: &Callback<Lang>) -> Html {
    let chosen = lang.clone();
    let onclick = on_choose.reform(move |_: MouseEvent| chosen.clone());
    html! { <button type="button" class="button-link" lang={lang.to_string()} {onclick}>{alone(&words::own_name(lang))}</button> }
}
