//! A folder's listing, page after page until the store says that it was the last.

use super::sigv4::{self, Scope};
use super::{BALLOTS, ListedAs, Listing, ListingError, Store, azure, ending, nginx, s3};
use crate::PublicKey;

/// Bytes of a page in XML, of 5,000 names at most, escaped.
const LARGE_PAGE: usize = 50_000_000;

/// A page as its store's reader gives it.
#[derive(Default)]
pub(super) struct Page {
    /// As they lie in the store.
    pub(super) paths: Vec<String>,
    /// What asks for the next page; `None` on the last one.
    pub(super) next: Option<String>,
}

/// A listing on its way: ask for [`Pages::wanted`], give [`Pages::read`] the answer, until nothing is wanted. An answer
/// may also be given in pieces, as they arrive: to [`Pages::take`], and then [`Pages::end`].
///
/// There is no listing before the last page, so that a missing page can never pass for the end.
pub struct Pages<'s> {
    store: &'s Store,
    home: &'s str,
    /// With a slash at its end.
    folder: &'s str,
    /// Only files whose paths begin so; the folder itself, or longer.
    prefix: String,
    found: Listing,
    /// The mark of the page wanted; the first page has none.
    next: Next,
    /// Marks that were asked for.
    asked: Vec<String>,
    arriving: Arriving,
}

#[derive(PartialEq)]
enum Next {
    Page(Option<String>),
    Nothing,
}

/// The page that was wanted, so far.
#[derive(Default)]
struct Arriving {
    entries: nginx::Entries,
    xml: Vec<u8>,
}

impl<'s> Pages<'s> {
    /// Of this folder of the box whose address is `home`, which ends in a slash.
    pub fn of(store: &'s Store, home: &'s str, folder: &'s str) -> Self {
        Self {
            store,
            home,
            folder,
            prefix: folder.into(),
            found: Listing::default(),
            next: Next::Page(None),
            asked: Vec::new(),
            arriving: Arriving::default(),
        }
    }

    /// Of the ballots of this code alone: a store that lists in pages is asked for no others, and of a plain server's
    /// list nothing else is kept.
    pub fn of_code(store: &'s Store, home: &'s str, key: &PublicKey) -> Self {
        Self {
            prefix: format!("{BALLOTS}{key}-"),
            ..Self::of(store, home, BALLOTS)
        }
    }

    /// The address of the page to be read next; `None` when the last one has been read.
    pub fn wanted(&self) -> Option<String> {
        let Next::Page(mark) = &self.next else {
            return None;
        };
        let mark = mark.as_deref();
        let mut query = match self.store.list.r#as {
            ListedAs::Nginx => return Some([self.home, self.folder].concat()),
            ListedAs::S3 => s3::query(&self.prefix, mark),
            ListedAs::Azure => azure::query(&self.prefix, mark),
        };
        if let (Some(signed), Some(address)) = (&self.store.list.signed, &self.store.address) {
            sigv4::presign(
                "GET",
                address,
                &mut query,
                Scope::from(signed),
                signed.key.as_bytes(),
            );
        }
        Some([self.store.address(self.home), "?", &sigv4::encoded(&query)].concat())
    }

    /// Reads the page that was wanted.
    ///
    /// # Errors
    /// A page that was cut, that is none, that answers another question, or that leads back.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), ListingError> {
        self.take(bytes)?;
        self.end()
    }

    /// Takes in the next piece of the page that was wanted.
    ///
    /// # Errors
    /// As far as the piece shows them, those of [`Pages::read`].
    pub fn take(&mut self, piece: &[u8]) -> Result<(), ListingError> {
        match self.store.list.r#as {
            ListedAs::Nginx => {
                let ending = ending(self.folder);
                let (found, begins) = (&mut self.found, &self.prefix[self.folder.len()..]);
                self.arriving.entries.take(piece, &mut |name| {
                    if name.starts_with(begins) {
                        found.take(name, ending);
                    }
                })
            }
            ListedAs::S3 | ListedAs::Azure => {
                let xml = &mut self.arriving.xml;
                if xml.len() + piece.len() > LARGE_PAGE {
                    return Err(ListingError::not_a_listing(
                        "more",
                        "at most 5,000 names a page",
                    ));
                }
                xml.extend_from_slice(piece);
                Ok(())
            }
        }
    }

    /// The page that was wanted has arrived.
    ///
    /// # Errors
    /// Those of [`Pages::read`].
    pub fn end(&mut self) -> Result<(), ListingError> {
        let Next::Page(mark) = &self.next else {
            return Ok(());
        };
        let (prefix, mark) = (self.prefix.as_str(), mark.as_deref());
        let arrived = std::mem::take(&mut self.arriving);
        let page = match self.store.list.r#as {
            ListedAs::Nginx => {
                arrived.entries.end()?;
                Page::default()
            }
            ListedAs::S3 => s3::page(&arrived.xml, prefix, mark)?,
            ListedAs::Azure => azure::page(&arrived.xml, prefix, mark)?,
        };
        for path in &page.paths {
            if let Some(name) = name_in(self.folder, path) {
                self.found.take(name, ending(self.folder));
            }
        }
        self.next = match page.next {
            None => Next::Nothing,
            Some(mark) if self.asked.contains(&mark) => return Err(ListingError::Endless),
            Some(mark) => {
                self.asked.push(mark.clone());
                Next::Page(Some(mark))
            }
        };
        Ok(())
    }

    /// The whole listing.
    ///
    /// # Errors
    /// Where the last page has not been read.
    pub fn finish(self) -> Result<Listing, ListingError> {
        match self.next {
            Next::Nothing => Ok(self.found.sorted()),
            Next::Page(_) => Err(ListingError::Cut),
        }
    }
}

/// The file's name where the path lies in this folder; of what lies in a folder below, that folder's with a slash, as
/// other servers list it.
fn name_in<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    let name = path.strip_prefix(folder)?;
    let end = name.find('/').map_or(name.len(), |slash| slash + 1);
    (!name.is_empty()).then_some(&name[..end])
}
