//! A folder as nginx's `autoindex_format json` lists it, and the embedded box too: always whole, never in pages, so it is
//! taken apart as it arrives: a list of a million files is held nowhere.

use super::ListingError;
use crate::json::{self, Node};

/// Bytes of one file's entry: a name takes 255 of them at most, and escaped 1,530.
const MOST: usize = 1 << 14;

/// A listing on its way.
#[derive(Debug, Default)]
pub(super) struct Entries {
    part: Part,
    /// The entry so far, up to its comma.
    entry: Vec<u8>,
    depth: usize,
    in_text: bool,
    escaped: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Part {
    #[default]
    Before,
    /// After the opening bracket: an entry, or already the end.
    First,
    /// An entry.
    Next,
    After,
}

impl Entries {
    /// Tells the names in the entries that are complete; a folder's has a slash behind it.
    ///
    /// # Errors
    /// Bytes that belong to no listing.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        name: &mut dyn FnMut(&str),
    ) -> Result<(), ListingError> {
        for &byte in bytes {
            match self.part {
                Part::First | Part::Next => self.within(byte, name)?,
                _ if byte.is_ascii_whitespace() => {}
                Part::Before if byte == b'[' => self.part = Part::First,
                Part::Before | Part::After => return Err(strange(&[byte])),
            }
        }
        Ok(())
    }

    /// # Errors
    /// A listing that stops in the middle, or nothing at all.
    pub(super) fn end(&self) -> Result<(), ListingError> {
        match self.part {
            Part::After => Ok(()),
            Part::Before => Err(strange(&[])),
            Part::First | Part::Next => Err(ListingError::Cut),
        }
    }

    fn within(&mut self, byte: u8, name: &mut dyn FnMut(&str)) -> Result<(), ListingError> {
        if self.in_text {
            self.in_text = self.escaped || byte != b'"';
            self.escaped = byte == b'\\' && !self.escaped;
        } else {
            match byte {
                b',' | b']' if self.depth == 0 => return self.ended(byte, name),
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.entry.push(byte);
        if self.entry.len() > MOST {
            return Err(strange(&self.entry));
        }
        Ok(())
    }

    fn ended(&mut self, by: u8, name: &mut dyn FnMut(&str)) -> Result<(), ListingError> {
        let empty = self.part == Part::First && by == b']' && self.entry.trim_ascii().is_empty();
        if !empty {
            tell(&self.entry, name)?;
        }
        self.entry.clear();
        self.part = if by == b']' { Part::After } else { Part::Next };
        Ok(())
    }
}

fn tell(entry: &[u8], name: &mut dyn FnMut(&str)) -> Result<(), ListingError> {
    let file = json::parse(entry).map_err(ListingError::NotAListing)?;
    match file.text_at("name") {
        None => return Err(no_listing(&file, "a file with a \"name\"")),
        Some(folder) if file.text_at("type") == Some("directory") => name(&format!("{folder}/")),
        Some(known) => name(known),
    }
    Ok(())
}

fn no_listing(node: &Node, expected: &str) -> ListingError {
    ListingError::not_a_listing(&node.describe(), expected)
}

fn strange(bytes: &[u8]) -> ListingError {
    let found = match bytes {
        [] => "the end of the file".into(),
        some => json::spelt(&String::from_utf8_lossy(some), 40),
    };
    ListingError::not_a_listing(&found, "a list of files")
}
