//! Turns `locales/*.json` into Rust: one `Key` for each text, one `Plural` for each counted text. Each holds its own
//! English text, so that a program carries only those it says; every other language is one file of lines, which the
//! widget fetches when it is spoken. A key that one language lacks stops the build.
//!
//! The program knows a words file by its name, which has the hash of its bytes: `xtask/finish/words.mjs` makes the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

type Locale = BTreeMap<String, String>;

/// Plural categories of Unicode CLDR, in the order of the generated texts.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// The first is in the program.
const LANGUAGES: [(&str, &[&str]); 2] = [("en", &["one", "other"]), ("cy", &FORMS)];

fn main() {
    println!("cargo::rerun-if-changed=locales");
    pieces();
    scripts();
    let locales: Vec<Locale> = LANGUAGES.iter().map(|(name, _)| read(name)).collect();
    let plurals: BTreeSet<String> = locales[0]
        .keys()
        .filter_map(|key| counted(key))
        .map(|(base, _)| base.to_owned())
        .collect();
    let plain: BTreeSet<String> = locales[0]
        .keys()
        .filter(|key| counted(key).is_none())
        .cloned()
        .collect();
    for ((name, forms), locale) in LANGUAGES.iter().zip(&locales) {
        hold_to_the_same_keys(name, locale, &plain, &plurals, forms);
        hold_to_the_same_places(name, locale, &locales[0]);
    }

    let mut code = String::new();
    write_keys(&mut code, &plain, &locales[0]);
    write_checks(&mut code, &plain);
    write_plurals(&mut code, &plurals, &locales[0], plain.len());
    write_files(&mut code, &plain, &plurals, &locales);
    let names = read("languages");
    writeln!(
        code,
        "static OWN_NAMES: [(&str, &str); {}] = {:?};",
        names.len(),
        names.iter().collect::<Vec<_>>()
    )
    .expect("a String takes text");
    let out = env::var("OUT_DIR").expect("Cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("locales.rs"), code).expect("OUT_DIR can be written");
}

/// `SCAN_INTEGRITY` and its like: what the bytes of each script that the program adds to the page must be. They are given
/// out as they are in this folder.
fn scripts() {
    for name in ["scan", "frame"] {
        let file = format!("{name}.js");
        println!("cargo::rerun-if-changed={file}");
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let hash = STANDARD.encode(Sha256::digest(&bytes));
        println!(
            "cargo::rustc-env={}_INTEGRITY=sha256-{hash}",
            name.to_uppercase()
        );
    }
}

/// `cfg(pieces)`: the program is split after it is linked, which takes the linker's notes on what calls what. The one who
/// builds and splits says so by `PURSE_PIECES`; every other build holds all pieces in one.
fn pieces() {
    println!("cargo::rerun-if-env-changed=PURSE_PIECES");
    println!("cargo::rustc-check-cfg=cfg(pieces)");
    let browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if browser && env::var_os("PURSE_PIECES").is_some() {
        println!("cargo::rustc-cfg=pieces");
        println!("cargo::rustc-link-arg-bin=common-purse=--emit-relocs");
    }
}

fn read(name: &str) -> Locale {
    let path = format!("locales/{name}.json");
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&bytes)
        .unwrap_or_else(|error| panic!("{path}: {error}; expected a flat object of texts"))
}

/// `ballots.count.one` is the form `one` of `ballots.count`.
fn counted(key: &str) -> Option<(&str, &str)> {
    key.rsplit_once('.')
        .filter(|(_, form)| FORMS.contains(form))
}

fn hold_to_the_same_keys(
    name: &str,
    locale: &Locale,
    plain: &BTreeSet<String>,
    plurals: &BTreeSet<String>,
    forms: &[&str],
) {
    let wanted: BTreeSet<String> = plain
        .iter()
        .cloned()
        .chain(
            plurals
                .iter()
                .flat_map(|base| forms.iter().map(move |form| format!("{base}.{form}"))),
        )
        .collect();
    let found: BTreeSet<String> = locale.keys().cloned().collect();
    let missing: Vec<_> = wanted.difference(&found).collect();
    let unknown: Vec<_> = found.difference(&wanted).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "locales/{name}.json: missing {missing:?}, unknown {unknown:?}"
    );
}

/// A translation may move a `{place}`, and a plural form may leave one out, but neither may invent one.
fn hold_to_the_same_places(name: &str, locale: &Locale, first: &Locale) {
    for (key, text) in locale {
        let model = first
            .get(key)
            .or_else(|| counted(key).and_then(|(base, _)| first.get(&format!("{base}.other"))));
        let allowed = model.map(|text| places(text)).unwrap_or_default();
        let used = places(text);
        let same = if counted(key).is_some() {
            used.is_subset(&allowed)
        } else {
            used == allowed
        };
        assert!(
            same,
            "locales/{name}.json, {key}: found places {used:?}, expected {allowed:?}"
        );
        assert!(
            !text.trim().is_empty(),
            "locales/{name}.json, {key}: found no text"
        );
    }
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(place, _)| place)
        .collect()
}

/// The text, and its line in the words files.
fn write_keys(code: &mut String, keys: &BTreeSet<String>, english: &Locale) {
    code.push_str("#[allow(non_upper_case_globals)]\nimpl Key {\n");
    for (line, key) in keys.iter().enumerate() {
        write_constant(code, key, &(line, &english[key]));
    }
    code.push_str("}\n");
}

/// What fairness checks say, by the names in a result: `fair.left_out.without` is "left-out.without".
fn write_checks(code: &mut String, keys: &BTreeSet<String>) {
    let checks = keys.iter().filter_map(|key| key.strip_prefix("fair."));
    let mut checks: Vec<String> = checks
        .map(|key| {
            format!(
                "({:?}, Key::{})",
                key.replace('_', "-"),
                variant(&format!("fair.{key}"))
            )
        })
        .collect();
    checks.sort();
    writeln!(
        code,
        "static CHECKS: [(&str, Key); {}] = [{}];",
        checks.len(),
        checks.join(", ")
    )
    .expect("a String takes text");
}

/// The two forms of English, and the first of the six lines in the words files.
fn write_plurals(code: &mut String, plurals: &BTreeSet<String>, english: &Locale, from: usize) {
    code.push_str("#[allow(non_upper_case_globals)]\nimpl Plural {\n");
    for (at, base) in plurals.iter().enumerate() {
        let [one, other] = ["one", "other"].map(|form| form_of(english, base, form));
        write_constant(code, base, &(from + at * FORMS.len(), one, other));
    }
    code.push_str("}\n");
}

/// Every other language's file: its language, its name, and (for tests alone) what is in it.
fn write_files(
    code: &mut String,
    plain: &BTreeSet<String>,
    plurals: &BTreeSet<String>,
    locales: &[Locale],
) {
    let files = LANGUAGES.iter().zip(locales).skip(1);
    let files: Vec<(&str, String, String)> = files
        .map(|((lang, _), locale)| {
            let text = lines(lang, locale, plain, plurals);
            (*lang, file_name(lang, &text), text)
        })
        .collect();
    let names: Vec<_> = files.iter().map(|(lang, name, _)| (lang, name)).collect();
    let texts: Vec<_> = files.iter().map(|(.., text)| text).collect();
    let count = files.len();
    writeln!(
        code,
        "static FILES: [(&str, &str); {count}] = {names:?};\n\
         #[cfg(not(target_arch = \"wasm32\"))]\n\
         static CONTENTS: [&str; {count}] = {texts:?};"
    )
    .expect("a String takes text");
}

/// A text a line: those by key in the keys' order, then the counted ones with all their forms.
fn lines(
    lang: &str,
    locale: &Locale,
    plain: &BTreeSet<String>,
    plurals: &BTreeSet<String>,
) -> String {
    let counted = plurals
        .iter()
        .flat_map(|base| FORMS.map(|form| form_of(locale, base, form)));
    let texts: Vec<&str> = plain
        .iter()
        .map(|key| &locale[key])
        .chain(counted)
        .map(String::as_str)
        .collect();
    assert!(
        texts.iter().all(|text| !text.contains('\n')),
        "locales/{lang}.json: expected texts of one line"
    );
    texts.join("\n")
}

fn file_name(lang: &str, text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let hash: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("words-{lang}-{hash}.txt")
}

/// A form that the language does not tell apart is said like `other`.
fn form_of<'a>(locale: &'a Locale, base: &str, form: &str) -> &'a String {
    let own = locale.get(&format!("{base}.{form}"));
    own.unwrap_or_else(|| &locale[&format!("{base}.other")])
}

fn write_constant(code: &mut String, key: &str, texts: &impl std::fmt::Debug) {
    let name = variant(key);
    writeln!(
        code,
        "    /// `{key}`\n    pub const {name}: Self = Self(&{texts:?});"
    )
    .expect("a String takes text");
}

/// `line.no_view` becomes `LineNoView`.
fn variant(key: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    key.split(['.', '_']).map(capital).collect()
}
