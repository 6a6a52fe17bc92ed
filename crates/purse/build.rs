//! Turns the words of the tool, of what it prints, and of the page, into Rust; what one language lacks stops the build.

use std::{env, fs, path::Path};

use catalog::Catalog;

fn main() {
    let tool = read("tool");
    write("tool", tool.texts("") + &tool.counted_texts());
    let cards = read("cards");
    write("cards", cards.texts("") + &cards.every_language());
    let page = read("");
    let codes = page.codes();
    let spoken = format!(
        "pub(crate) const SPOKEN: [&str; {}] = {codes:?};\n",
        codes.len()
    );
    write("page", page.texts("fair.") + &spoken);
    let rules = read("promises").texts("ledger.rule.");
    write("rules", rules);
    write("page_words", page.texts("") + &page.every_language());
}

fn read(folder: &str) -> Catalog {
    let root = env::var("CARGO_MANIFEST_DIR").expect("Cargo sets it");
    let folder = Path::new(&root).join("../../locales").join(folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    Catalog::read(&folder).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn write(name: &str, code: String) {
    let out = env::var("OUT_DIR").expect("Cargo sets it");
    let file = Path::new(&out).join(name).with_extension("rs");
    fs::write(file, code).expect("OUT_DIR can be written");
}
