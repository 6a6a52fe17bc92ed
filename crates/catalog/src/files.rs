//! Reading the files of a catalog, and holding every language to what English says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::plurals::Plurals;
use crate::{FORMS, OTHER, Piece, counted, pieces};

/// The language that is the model for the others.
const MODEL: &str = "en";

/// Every language's texts in a folder, the model first, all with the same keys and places.
pub struct Catalog {
    pub(crate) languages: Vec<Language>,
    /// Keys of texts that do not depend on a number, in order.
    pub(crate) plain: Vec<String>,
    /// Keys of texts that do, without their forms, in order.
    pub(crate) counted: Vec<String>,
}

pub(crate) struct Language {
    pub(crate) code: String,
    place: String,
    texts: BTreeMap<String, String>,
    plurals: Plurals,
}

/// All that a program needs of one language, a text a line.
pub struct WordsFile {
    pub lang: String,
    /// Has a hash of the content in it.
    pub name: String,
    /// The texts in the order of their keys, then the counted ones in all forms, then the rule that chooses a form.
    pub content: String,
}

impl Catalog {
    /// Reads each file with a language's code for a name: `cy.json`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, a line each: the file, the key, what was found and what was expected.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut languages = Vec::new();
        for code in codes(folder)? {
            languages.push(Language::read(folder, code)?);
        }
        languages.sort_by_key(|language| (language.code != MODEL, language.code.clone()));
        let Some(model) = languages.first().filter(|first| first.code == MODEL) else {
            let place = folder.join(format!("{MODEL}.json"));
            return Err(format!("{}: there is no such file", place.display()));
        };
        let (plain, counted) = keys(&model.texts);
        let catalog = Self {
            plain: plain.into_iter().collect(),
            counted: counted.into_iter().collect(),
            languages,
        };
        let complaints = catalog.complaints();
        match complaints.is_empty() {
            true => Ok(catalog),
            false => Err(complaints.join("\n")),
        }
    }

    /// Every language's code, the model's first.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let languages = self.languages.iter();
        languages.map(|language| language.code.as_str()).collect()
    }

    /// The keys of texts that do not depend on a number, in the order of their lines in a words file.
    #[must_use]
    pub fn plain(&self) -> &[String] {
        &self.plain
    }

    /// The keys of texts that do, in the order of their lines after those, six lines each.
    #[must_use]
    pub fn counted(&self) -> &[String] {
        &self.counted
    }

    /// The model's text.
    #[must_use]
    pub fn english(&self, key: &str) -> &str {
        self.languages[0].text(key)
    }

    /// The model's text in one of its forms; like `other` in one that it does not tell apart.
    #[must_use]
    pub fn english_form(&self, key: &str, form: &str) -> &str {
        let place = FORMS.iter().position(|known| *known == form);
        self.languages[0].forms(key)[place.unwrap_or(OTHER)]
    }

    /// How many lines a words file has.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines(&self.languages[0]).len()
    }

    /// A words file for each language after the model, which programs hold themselves. Its name begins so.
    #[must_use]
    pub fn files(&self, name: &str) -> Vec<WordsFile> {
        let others = self.languages.iter().skip(1);
        others.map(|language| self.file(language, name)).collect()
    }

    fn file(&self, language: &Language, name: &str) -> WordsFile {
        let content = self.lines(language).join("\n");
        let hash = Sha256::digest(content.as_bytes());
        let hash: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        WordsFile {
            lang: language.code.clone(),
            name: format!("{name}-{}-{hash}.txt", language.code),
            content,
        }
    }

    pub(crate) fn lines<'a>(&'a self, language: &'a Language) -> Vec<&'a str> {
        let counted = self.counted.iter().flat_map(|key| language.forms(key));
        let plain = self.plain.iter().map(|key| language.text(key));
        plain.chain(counted).chain([language.rule()]).collect()
    }

    fn complaints(&self) -> Vec<String> {
        let all = self.languages.iter();
        all.flat_map(|language| {
            let mut complaints = self.other_keys(language);
            complaints.extend(self.other_texts(language));
            complaints
        })
        .collect()
    }

    fn other_keys(&self, language: &Language) -> Vec<String> {
        let forms = self.counted.iter().flat_map(|key| {
            let forms = language.plurals.forms.iter();
            forms.map(move |form| format!("{key}.{form}"))
        });
        let wanted: BTreeSet<String> = self.plain.iter().cloned().chain(forms).collect();
        let found: BTreeSet<String> = language.texts.keys().cloned().collect();
        let place = &language.place;
        let missing = wanted
            .difference(&found)
            .map(|key| format!("{place}: {key} is missing"));
        let unknown = found.difference(&wanted).map(|key| match counted(key) {
            Some((base, form)) if self.counted.iter().any(|known| known == base) => {
                format!("{place}, {key}: the language has no form \"{form}\"")
            }
            _ => format!("{place}, {key}: {MODEL}.json has no such key"),
        });
        missing.chain(unknown).collect()
    }

    /// A translation may move a `{place}`, and a plural form may leave one out, but neither may invent one.
    fn other_texts(&self, language: &Language) -> Vec<String> {
        let texts = language.texts.iter();
        texts
            .filter_map(|(key, text)| {
                let model = match counted(key) {
                    Some((base, _)) => format!("{base}.other"),
                    None => key.clone(),
                };
                let allowed = places(self.languages[0].texts.get(&model)?);
                let used = places(text);
                let same = match counted(key) {
                    Some(_) => used.is_subset(&allowed),
                    None => used == allowed,
                };
                let expected = if text.trim().is_empty() || text.contains('\n') {
                    "expected a text of one line".to_owned()
                } else if !same {
                    format!("found the places {used:?}, expected {allowed:?}")
                } else {
                    return None;
                };
                Some(format!("{}, {key}: {expected}", language.place))
            })
            .collect()
    }
}

impl Language {
    fn read(folder: &Path, code: String) -> Result<Self, String> {
        let path = folder.join(format!("{code}.json"));
        let place = path.display().to_string();
        let bytes = fs::read(&path).map_err(|error| format!("{place}: {error}"))?;
        let texts = serde_json::from_slice(&bytes)
            .map_err(|error| format!("{place}: {error}; expected a flat object of texts"))?;
        let plurals = Plurals::of(&code)
            .ok_or_else(|| format!("{place}: expected a language's code for a name"))?;
        Ok(Self {
            code,
            place,
            texts,
            plurals,
        })
    }

    pub(crate) fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// A form that the language does not tell apart is said like `other`.
    pub(crate) fn forms(&self, key: &str) -> [&str; 6] {
        FORMS.map(|form| {
            let own = self.texts.get(&format!("{key}.{form}"));
            own.map_or_else(|| self.text(&format!("{key}.other")), String::as_str)
        })
    }

    pub(crate) fn rule(&self) -> &str {
        &self.plurals.rule
    }
}

/// The names of files that are a language's code: `pl` of `pl.json`.
fn codes(folder: &Path) -> Result<Vec<String>, String> {
    let place = folder.display();
    let files = fs::read_dir(folder).map_err(|error| format!("{place}: {error}"))?;
    let mut codes = Vec::new();
    for file in files {
        let name = file
            .map_err(|error| format!("{place}: {error}"))?
            .file_name();
        let name = name.to_string_lossy();
        let code = name.strip_suffix(".json").unwrap_or("");
        if (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
            codes.push(code.to_owned());
        }
    }
    Ok(codes)
}

fn keys(texts: &BTreeMap<String, String>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut plain, mut bases) = (BTreeSet::new(), BTreeSet::new());
    for key in texts.keys() {
        match counted(key) {
            Some((base, _)) => bases.insert(base.to_owned()),
            None => plain.insert(key.clone()),
        };
    }
    (plain, bases)
}

fn places(text: &str) -> BTreeSet<&str> {
    let places = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Place(name) => Some(name),
        Piece::Said(_) => None,
    });
    places.collect()
}
