//! Writes every screen as a page of its own, to look at without a server: `cargo run --example screens -- FOLDER`.

#[path = "../tests/support/sealer.rs"]
mod sealer;
#[path = "../tests/pages/states.rs"]
mod states;

use std::path::Path;
use std::{env, fs, io};

use common_purse::places::kiosk::{self, Kiosk};
use common_purse::results::{self, Results};
use common_purse::{pages, state::State, words};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    state: State,
    kiosk: Option<Kiosk>,
}

#[component]
fn Screen(shown: &Shown) -> Html {
    html! {
        <>
            {pages::page(&shown.state, &Callback::noop())}
            { for shown.kiosk.iter().map(|kiosk| beside(kiosk, &pages::lang(&shown.state))) }
        </>
    }
}

fn beside(kiosk: &Kiosk, tag: &str) -> Html {
    let lang = states::lang(tag);
    let texts = words::here_at_places(&lang);
    let words = words::Words::new(lang, states::pounds().into(), texts);
    kiosk::page(kiosk, &words, &Callback::noop())
}

#[derive(Clone, PartialEq, Properties)]
struct Counted {
    results: Results,
}

#[component]
fn Count(counted: &Counted) -> Html {
    results::page(&counted.results, &Callback::noop())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let folder = env::args()
        .nth(1)
        .unwrap_or_else(|| "target/screens".into());
    fs::create_dir_all(&folder)?;
    let styles = styles()?;
    let budget = fs::read("budgets/aldermoor.json")?;
    for language in ["en", "cy"] {
        for named in states::all(&budget, language) {
            let kiosk = states::kiosk(&named);
            let page = page(named.state, named.results, kiosk, &styles).await;
            fs::write(
                Path::new(&folder).join(format!("{}.html", named.name)),
                page,
            )?;
        }
    }
    Ok(())
}

async fn page(
    state: State,
    results: Option<Results>,
    kiosk: Option<Kiosk>,
    styles: &str,
) -> String {
    let (lang, dir, title) = (
        pages::lang(&state),
        pages::dir(&state),
        pages::title(&state),
    );
    let mut body = yew::LocalServerRenderer::<Screen>::with_props(Shown { state, kiosk })
        .hydratable(false)
        .render()
        .await;
    if let Some(results) = results {
        let count = yew::LocalServerRenderer::<Count>::with_props(Counted { results });
        let host = body.find("</div><div class=\"results-wait");
        let host = host.expect("the page has a place for the results");
        body.insert_str(host, &count.hydratable(false).render().await);
    }
    format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{styles}</style>{body}</html>"
    )
}

/// The stylesheets in the order in which `index.html` names them.
fn styles() -> io::Result<String> {
    let page = fs::read_to_string("index.html")?;
    let named = page
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.ends_with(".css"));
    named.map(fs::read_to_string).collect()
}
