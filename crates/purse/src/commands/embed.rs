//! `purse embed`: the lines that show a budget on a page of another site.

use std::io::{self, Write};
use std::path::PathBuf;

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::ValueEnum;
use documents::boxes::is_local;
use documents::{Budget, Lang};
use maud::html;
use sha2::{Digest, Sha384};

use super::serve::site;
use crate::address;
use crate::failure::Failure;
use crate::files;
use crate::words::say;

/// The script as it is given out: whoever serves this program's widget serves these bytes.
const SCRIPT: &[u8] = include_bytes!("../../../../embed.js");

/// What a frame may ask its visitor for; each only where the browser can, and the widget works without any.
const ALLOW: &str =
    "camera; clipboard-write; fullscreen; local-network-access; screen-wake-lock; web-share";

/// Print the lines that show a budget on a page of another site, such as a council's.
///
/// The frame works where a site takes scripts out. The script beside it keeps the frame as tall as what is in it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse embed my-budget.json --address https://budget.example.org/
  purse embed my-budget.json --address https://budget.example.org/ --language cy --theme light
  purse embed my-budget.json --address https://budget.example.org/ --on wordpress --site https://www.council.example.org")]
pub(crate) struct Args {
    /// The budget file
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// Where the budget's own page is
    #[arg(long, value_name = "URL", value_parser = folder)]
    address: String,
    /// The language to begin in; without it, the visitor's own where the page speaks that
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    language: Option<Lang>,
    /// The colours of the page around it; without it, what each visitor's device asks for
    #[arg(long, value_name = "THEME", value_parser = ["light", "dark"])]
    theme: Option<String>,
    /// What the page is made with
    #[arg(long, value_enum, default_value_t = System::Html)]
    on: System,
    /// A site that may show it, as https://www.council.example.org; may be repeated. Without it, every site may
    #[arg(long = "site", value_name = "SITE", value_parser = site)]
    sites: Vec<HeaderValue>,
}

/// What takes lines out, and where it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum System {
    Html,
    #[value(name = "wordpress")]
    WordPress,
    /// LocalGov Drupal as well
    Drupal,
    Umbraco,
    Jadu,
}

impl System {
    fn says(self) -> &'static str {
        match self {
            Self::Html => say!("embed.html"),
            Self::WordPress => say!("embed.wordpress"),
            Self::Drupal => say!("embed.drupal"),
            Self::Umbraco => say!("embed.umbraco"),
            Self::Jadu => say!("embed.jadu"),
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, _) = files::budget(&args.budget)?;
    if let Some(lang) = &args.language {
        expect_spoken(lang, args, &budget)?;
    }
    let lang = args.language.as_ref().or(budget.languages.first());
    let title = lang.and_then(|lang| budget.title.in_lang(lang));
    let mut out = io::stdout().lock();
    write!(out, "{}", snippet(args, title.unwrap_or_default()))?;
    // What is not to be pasted goes beside it, so that the lines alone can go on to a file.
    write!(io::stderr(), "\n{}", notes(args))?;
    Ok(())
}

fn expect_spoken(lang: &Lang, args: &Args, budget: &Budget) -> Result<(), Failure> {
    if budget.languages.contains(lang) {
        return Ok(());
    }
    let known: Vec<String> = budget.languages.iter().map(ToString::to_string).collect();
    let why = say!(
        "check.unknown_language",
        unknown = lang,
        languages = known.join(", ")
    );
    Err(Failure::usage(format!("{}: {why}", args.budget.display())))
}

/// A heading, since not every screen reader says the title of a frame; the frame; the script.
fn snippet(args: &Args, title: &str) -> String {
    let language = args.language.as_ref().map(|lang| format!("lang={lang}"));
    let theme = args.theme.as_ref().map(|theme| format!("theme={theme}"));
    let asked: Vec<String> = language.into_iter().chain(theme).collect();
    let asked = match &asked[..] {
        [] => String::new(),
        asked => format!("?{}", asked.join("&")),
    };
    let src = format!("{}{asked}", args.address);
    let script = format!("{}embed.js", args.address);
    let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(SCRIPT)));
    let lines = [
        html! { h2 { (title) } },
        html! { iframe src=(src) width="100%" height="800" title=(title) allow=(ALLOW) {} },
        html! { script async src=(script) integrity=(integrity) crossorigin {} },
        html! { p { a href=(src) { (title) } } },
    ];
    lines.map(|line| line.into_string() + "\n").concat()
}

/// Where to put the lines, and who may show them.
fn notes(args: &Args) -> String {
    let mut notes = vec![args.on.says().to_owned(), say!("embed.script").to_owned()];
    if args.address.starts_with("http://") {
        notes.push(say!("embed.not_https").to_owned());
    }
    if is_local(&args.address) {
        notes.push(say!("embed.local").to_owned());
    }
    let sites: Vec<&str> = args
        .sites
        .iter()
        .filter_map(|site| site.to_str().ok())
        .collect();
    if sites.is_empty() {
        notes.push(say!("embed.every_site").to_owned());
    } else {
        let options: Vec<String> = sites
            .iter()
            .map(|site| format!("--frame-ancestors {site}"))
            .collect();
        notes.push(say!("embed.list_purse", options = options.join(" ")));
        notes.push(say!("embed.list_header", sites = sites.join(" ")));
    }
    notes.join("\n") + "\n"
}

/// The folder of a page's address, with a slash at its end: the script is beside the page.
fn folder(text: &str) -> Result<String, String> {
    let host = address::behind_scheme(text)?;
    if host.contains(['#', '?']) {
        return Err(say!("embed.address_alone").into());
    }
    let folder = text.strip_suffix("/index.html").unwrap_or(text);
    Ok(format!("{}/", folder.trim_end_matches('/')))
}

pub(super) fn language(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| say!("embed.language").into())
}
