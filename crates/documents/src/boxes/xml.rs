//! XML listings as flat lists of texts, each with the path of its element.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use quick_xml::{Error, Reader};

use super::ListingError;
use crate::json;

/// Calls `visit` with each element's path, such as `ListBucketResult/Contents/Key`, and its text, once it is closed.
///
/// # Errors
/// `Cut` where the text ends before its first element does; `NotAListing` where that element is not `root`, and for
/// all that a listing has no use for: a document type, instructions, CDATA, bytes that are no UTF-8.
pub(super) fn visit(
    bytes: &[u8],
    root: &str,
    visit: impl FnMut(&str, &str),
) -> Result<(), ListingError> {
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        None => ListingError::Cut,
        Some(_) => no_listing("bytes that are no UTF-8"),
    })?;
    // Azure begins its lists with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut walk = Walk {
        root,
        path: String::new(),
        said: String::new(),
        whole: false,
        visit,
    };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) if walk.whole => return Ok(()),
            Ok(Event::Eof) if text.starts_with('<') => return Err(ListingError::Cut),
            Ok(Event::Eof) => return Err(no_listing("the end of the file")),
            Ok(event) => walk.take(&event)?,
            // Each of these is an input that ended in the middle of something.
            Err(Error::Syntax(_)) if text.starts_with('<') => return Err(ListingError::Cut),
            Err(error) => return Err(no_listing(&error.to_string())),
        }
    }
}

struct Walk<'r, V> {
    root: &'r str,
    /// Of the element that is open, a slash between the names; empty outside the root.
    path: String,
    /// The open element's text so far.
    said: String,
    /// The root has been closed: only blanks may follow.
    whole: bool,
    visit: V,
}

impl<V: FnMut(&str, &str)> Walk<'_, V> {
    fn take(&mut self, event: &Event) -> Result<(), ListingError> {
        match event {
            Event::Start(tag) => self.open(tag.name().as_ref()),
            Event::Empty(tag) => {
                self.open(tag.name().as_ref())?;
                self.close();
                Ok(())
            }
            Event::End(_) => {
                self.close();
                Ok(())
            }
            Event::Text(text) => self.say(text),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(character)) => self.say(character.encode_utf8(&mut [0; 4])),
                _ => self.say(resolve_xml_entity(entity).ok_or_else(|| no_listing(entity))?),
            },
            Event::Decl(_) | Event::Comment(_) | Event::Eof => Ok(()),
            Event::CData(_) | Event::PI(_) | Event::DocType(_) => {
                Err(no_listing("CDATA, an instruction or a document type"))
            }
        }
    }

    fn open(&mut self, name: &str) -> Result<(), ListingError> {
        if self.path.is_empty() {
            if self.whole || name != self.root {
                return Err(no_listing(name));
            }
        } else {
            self.path.push('/');
        }
        self.path.push_str(name);
        self.said.clear();
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), ListingError> {
        if self.path.is_empty() && !text.trim_ascii().is_empty() {
            return Err(no_listing("a text outside"));
        }
        self.said.push_str(text);
        Ok(())
    }

    fn close(&mut self) {
        (self.visit)(&self.path, &self.said);
        let parent = self.path.rfind('/').unwrap_or_default();
        self.path.truncate(parent);
        self.whole = parent == 0;
        self.said.clear();
    }
}

fn no_listing(found: &str) -> ListingError {
    ListingError::not_a_listing(&json::spelt(found, 40), "a listing in XML")
}
