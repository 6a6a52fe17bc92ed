//! One page of a listing, whatever the store.

/// A page as its store's reader gives it.
#[derive(Default)]
pub(super) struct Page {
    /// As they lie in the store.
    pub(super) paths: Vec<String>,
    /// What asks for the next page; `None` on the last one.
    pub(super) next: Option<String>,
}
