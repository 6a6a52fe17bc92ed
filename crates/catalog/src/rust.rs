//! A catalog as Rust, for programs that hold all its texts.

use std::fmt::Write as _;

use crate::Catalog;

impl Catalog {
    /// `TEXTS`: English by key, as [`crate::text`] takes it, of the keys that begin so.
    #[must_use]
    pub fn texts(&self, begin: &str) -> String {
        let keys = self.plain.iter().filter(|key| key.starts_with(begin));
        let texts: Vec<_> = keys.map(|key| (key, self.english(key))).collect();
        table("static TEXTS", "(&str, &str)", texts.len(), &texts)
    }

    /// `COUNTED`: the forms of counted texts in English, as [`crate::forms`] takes them, and `RULE`, which chooses one.
    #[must_use]
    pub fn counted_texts(&self) -> String {
        let model = &self.languages[0];
        let counted = self.counted.iter().map(|key| (key, model.forms(key)));
        let counted: Vec<_> = counted.collect();
        let mut code = table(
            "static COUNTED",
            "(&str, [&str; 6])",
            counted.len(),
            &counted,
        );
        let _ = writeln!(code, "pub(crate) const RULE: &str = {:?};", model.rule());
        code
    }

    /// `LANGUAGES`: each by its code, English first, with its texts in the order of their keys.
    #[must_use]
    pub fn every_language(&self) -> String {
        let languages = self.languages.iter();
        let languages: Vec<(&str, Vec<&str>)> = languages
            .map(|language| (language.code.as_str(), self.lines(language)))
            .collect();
        let lines = format!("{languages:?}").replace(", [\"", ", &[\"");
        let of = "(&str, &[&str])";
        format!(
            "pub(crate) static LANGUAGES: [{of}; {}] = {lines};\n",
            languages.len()
        )
    }
}

fn table(name: &str, of: &str, count: usize, items: &dyn std::fmt::Debug) -> String {
    format!("pub(crate) {name}: [{of}; {count}] = {items:?};\n")
}
