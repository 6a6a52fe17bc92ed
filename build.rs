//! Turns `locales/*.json`, `locales/places/*.json` and `locales/promises/*.json` into Rust: one `Key` for each text, one `Plural` for each counted text. Each holds its own
//! English text, so that a program carries only those it says; every other language is one file of lines, which the
//! widget fetches when it is spoken. A key that one language lacks stops the build.
//!
//! The program knows a words file by its name, which has the hash of its bytes. The files are written beside the code, where
//! `xtask/finish/words.mjs` takes them from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use catalog::Catalog;
use sha2::{Digest, Sha256};

const LOCALES: &str = "locales";

/// What is said at a kiosk, in a hall, at a desk: no other page needs these words.
const PLACES: &str = "locales/places";

/// What is said of promises and what became of them.
const PROMISES: &str = "locales/promises";

fn main() {
    println!("cargo::rerun-if-changed={LOCALES}");
    pieces();
    scripts();
    let [words, places, promises] = [LOCALES, PLACES, PROMISES]
        .map(|folder| Catalog::read(Path::new(folder)).unwrap_or_else(|wrong| panic!("{wrong}")));
    let out = env::var("OUT_DIR").expect("Cargo sets OUT_DIR");
    let out = Path::new(&out);
    let mut code = String::new();
    write_keys(&mut code, &words, 0);
    write_checks(&mut code, &words);
    write_plurals(&mut code, &words, 0);
    write_files(&mut code, &words, "words", out);
    // The lines of these come after the others', wherever both are read.
    write_keys(&mut code, &places, words.line_count());
    write_plurals(&mut code, &places, words.line_count());
    write_files(&mut code, &places, "places", out);
    // Never read together with those of places.
    write_keys(&mut code, &promises, words.line_count());
    write_rules(&mut code, &promises);
    write_plurals(&mut code, &promises, words.line_count());
    write_files(&mut code, &promises, "promises", out);
    write_names(&mut code);
    fs::write(out.join("locales.rs"), code).expect("OUT_DIR can be written");
}

/// `SCAN_INTEGRITY` and its like: what the bytes of each script that the program adds to the page must be. They are given
/// out as they are in this folder.
fn scripts() {
    for name in ["scan", "frame", "place", "device"] {
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

/// The text, and its line in the words files, which begin with this one.
fn write_keys(code: &mut String, words: &Catalog, first: usize) {
    code.push_str("#[allow(non_upper_case_globals)]\nimpl Key {\n");
    for (line, key) in (first..).zip(words.plain()) {
        write_constant(code, key, &(line, words.english(key)));
    }
    code.push_str("}\n");
}

/// What fairness checks say, by the names in a result: `fair.jackknife.without` is "jackknife.without".
fn write_checks(code: &mut String, words: &Catalog) {
    write_named(code, words, "fair.", "CHECKS");
}

/// What is said of an entry that breaks a rule of the ledger, by the rule's name: `ledger.rule.one_answer` is "one-answer".
fn write_rules(code: &mut String, words: &Catalog) {
    write_named(code, words, "ledger.rule.", "RULES");
}

/// Keys that programs look up by a name of their own.
fn write_named(code: &mut String, words: &Catalog, prefix: &str, table: &str) {
    let keys = words.plain().iter();
    let keys = keys.filter_map(|key| Some((key.strip_prefix(prefix)?, variant(key))));
    let mut keys: Vec<String> = keys
        .map(|(name, key)| format!("({:?}, Key::{key})", name.replace('_', "-")))
        .collect();
    keys.sort();
    write_static(
        code,
        &format!("{table}: [(&str, Key); {}]", keys.len()),
        &format!("[{}]", keys.join(", ")),
    );
}

/// The two forms of English, and the first of the six lines in the words files.
fn write_plurals(code: &mut String, words: &Catalog, first: usize) {
    code.push_str("#[allow(non_upper_case_globals)]\nimpl Plural {\n");
    let lines = (first + words.plain().len()..).step_by(catalog::FORMS.len());
    for (line, key) in lines.zip(words.counted()) {
        let [one, other] = ["one", "other"].map(|form| words.english_form(key, form));
        write_constant(code, key, &(line, one, other));
    }
    code.push_str("}\n");
}

/// Every other language's file: its language, its name, and (for tests alone) what is in it.
fn write_files(code: &mut String, words: &Catalog, name: &str, out: &Path) {
    let (files, of) = (words.files(name), name.to_uppercase());
    for file in &files {
        fs::write(out.join(&file.name), &file.content).expect("OUT_DIR can be written");
    }
    let names: Vec<_> = files.iter().map(|file| (&file.lang, &file.name)).collect();
    let texts: Vec<_> = files.iter().map(|file| &file.content).collect();
    let count = files.len();
    write_static(
        code,
        &format!("{of}: [(&str, &str); {count}]"),
        &format!("{names:?}"),
    );
    code.push_str("#[cfg(not(target_arch = \"wasm32\"))]\n");
    write_static(
        code,
        &format!("{of}_CONTENTS: [&str; {count}]"),
        &format!("{texts:?}"),
    );
}

/// What languages call themselves, also those that only a budget is written in.
fn write_names(code: &mut String) {
    let path = format!("{LOCALES}/languages.json");
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let names: BTreeMap<String, String> = serde_json::from_slice(&bytes)
        .unwrap_or_else(|error| panic!("{path}: {error}; expected a flat object of texts"));
    let names: Vec<_> = names.into_iter().collect();
    write_static(
        code,
        &format!("OWN_NAMES: [(&str, &str); {}]", names.len()),
        &format!("{names:?}"),
    );
}

fn write_static(code: &mut String, declared: &str, value: &str) {
    writeln!(code, "static {declared} = {value};").expect("a String takes text");
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
