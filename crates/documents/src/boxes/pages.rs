//! A folder's listing, page after page until the store says that it was the last.

use super::sigv4::{self, Scope};
use super::{ListedAs, Listing, ListingError, Store, azure, nginx, s3};

/// A page as its store's reader gives it.
pub(super) struct Page {
    /// Files' names, without the folder's.
    pub(super) names: Vec<String>,
    /// What asks for the next page; `None` on the last one.
    pub(super) next: Option<String>,
}

/// A listing on its way: ask for [`Pages::wanted`], give [`Pages::read`] the answer, until nothing is wanted.
///
/// There is no listing before the last page, so that a missing page can never pass for the end.
pub struct Pages<'s> {
    store: &'s Store,
    home: &'s str,
    /// With a slash at its end.
    folder: &'s str,
    names: Vec<String>,
    /// The mark of the page wanted; the first page has none.
    next: Next,
    /// Marks that were asked for.
    asked: Vec<String>,
}

#[derive(PartialEq)]
enum Next {
    Page(Option<String>),
    Nothing,
}

impl<'s> Pages<'s> {
    /// Of this folder of the box whose address is `home`, which ends in a slash.
    pub fn of(store: &'s Store, home: &'s str, folder: &'s str) -> Self {
        Self {
            store,
            home,
            folder,
            names: Vec::new(),
            next: Next::Page(None),
            asked: Vec::new(),
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
            ListedAs::S3 => s3::query(self.folder, mark),
            ListedAs::Azure => azure::query(self.folder, mark),
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
        let Next::Page(mark) = &self.next else {
            return Ok(());
        };
        let mark = mark.as_deref();
        let page = match self.store.list.r#as {
            ListedAs::Nginx => Page {
                names: nginx::names(bytes)?,
                next: None,
            },
            ListedAs::S3 => s3::page(bytes, self.folder, mark)?,
            ListedAs::Azure => azure::page(bytes, self.folder, mark)?,
        };
        self.names.extend(page.names);
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
    pub fn finish(self, ending: &str) -> Result<Listing, ListingError> {
        match self.next {
            Next::Nothing => Ok(Listing::of(self.names.iter().map(String::as_str), ending)),
            Next::Page(_) => Err(ListingError::Cut),
        }
    }
}

/// The file's name where the path lies in this folder; of what lies in a folder below, that folder's with a slash, as
/// other servers list it.
pub(super) fn name_in(folder: &str, path: &str) -> Option<String> {
    let name = path.strip_prefix(folder)?;
    let end = name.find('/').map_or(name.len(), |slash| slash + 1);
    (!name.is_empty()).then(|| name[..end].to_owned())
}
