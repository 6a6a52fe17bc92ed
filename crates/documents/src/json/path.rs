//! Where in a file: `$.priorities[3].cap`.

use super::node::{Kind, Node, quote};

/// A way from the root, made of borrowed steps; nothing is written out until there is a problem.
#[derive(Clone, Copy, Debug)]
pub enum Path<'p> {
    Root,
    Field(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub fn field(&'p self, name: &'p str) -> Path<'p> {
        Path::Field(self, name)
    }

    pub fn item(&'p self, index: usize) -> Path<'p> {
        Path::Item(self, index)
    }

    /// The path as people read it.
    pub fn text(&self) -> String {
        match self {
            Path::Root => "$".into(),
            Path::Field(parent, name) if is_plain(name) => parent.text() + "." + name,
            Path::Field(parent, name) => parent.text() + "[" + &quote(name) + "]",
            Path::Item(parent, index) => parent.text() + "[" + &index.to_string() + "]",
        }
    }

    /// The node this path leads to, if the file goes that far.
    pub(super) fn follow<'t>(&self, root: &'t Node<'t>) -> Option<&'t Node<'t>> {
        match self {
            Path::Root => Some(root),
            Path::Field(parent, name) => parent.follow(root)?.field(name),
            Path::Item(parent, index) => match &parent.follow(root)?.kind {
                Kind::List(items) => items.get(*index),
                _ => None,
            },
        }
    }

    /// The node this path leads to, or the nearest one before it.
    pub(super) fn nearest<'t>(&self, root: &'t Node<'t>) -> &'t Node<'t> {
        match (self.follow(root), self) {
            (Some(node), _) => node,
            (None, Path::Field(parent, _) | Path::Item(parent, _)) => parent.nearest(root),
            (None, Path::Root) => root,
        }
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
