//! Words that lie in a file beside the program.

use documents::Lang;

use super::{Tell, ballot_box};
use crate::state::{LanguageMessage, Texts};
use crate::words;

/// Tells `WordsArrived` or `WordsMissing`.
pub(crate) fn ask(lang: Lang, tell: &Tell) {
    let file = words::file(&lang).unwrap_or_default();
    ballot_box::ask_beside(file, tell, move |bytes| {
        match bytes.and_then(|bytes| words::read(file, bytes)) {
            Some(texts) => LanguageMessage::WordsArrived(lang, texts).into(),
            None => LanguageMessage::WordsMissing(lang).into(),
        }
    });
}

/// The words in this file, where it can be had and is the one that the program was built with.
pub(crate) async fn fetch(file: &str) -> Option<Texts> {
    words::read(file, ballot_box::beside(file).await?)
}
