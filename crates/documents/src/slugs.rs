//! Small maps and sets of names, in the order of the names.
//!
//! Sorted lists: a ballot has a few dozen entries, and trees for them would be a tenth of what a phone loads.

use serde::{Serialize, Serializer};

use crate::Slug;
use crate::json;

/// Values by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlugMap<V>(Vec<(Slug, V)>);

impl<V> SlugMap<V> {
    pub fn get(&self, name: &Slug) -> Option<&V> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    /// Replaces the value that had this name before.
    pub fn insert(&mut self, name: Slug, value: V) {
        match self.place(&name) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    pub fn remove(&mut self, name: &Slug) {
        if let Ok(at) = self.place(name) {
            self.0.remove(at);
        }
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&Slug, &V)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &Slug> {
        self.0.iter().map(|(name, _)| name)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Where the name is, or where it would have to stand.
    fn place(&self, name: &Slug) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(name))
    }
}

impl SlugMap<Slug> {
    /// Compact JSON, sorted by name.
    pub fn to_json(&self) -> Vec<u8> {
        json::to_bytes(self)
    }
}

impl<V> Default for SlugMap<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> FromIterator<(Slug, V)> for SlugMap<V> {
    fn from_iter<I: IntoIterator<Item = (Slug, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (name, value) in entries {
            map.insert(name, value);
        }
        map
    }
}

impl<V: Serialize> Serialize for SlugMap<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// Names, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlugSet(SlugMap<()>);

impl SlugSet {
    pub fn contains(&self, name: &Slug) -> bool {
        self.0.get(name).is_some()
    }

    pub fn insert(&mut self, name: Slug) {
        self.0.insert(name, ());
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = &Slug> {
        self.0.keys()
    }

    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

impl FromIterator<Slug> for SlugSet {
    fn from_iter<I: IntoIterator<Item = Slug>>(names: I) -> Self {
        Self(names.into_iter().map(|name| (name, ())).collect())
    }
}

impl Serialize for SlugSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;
    use std::collections::{BTreeMap, BTreeSet};

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::{SlugMap, SlugSet};
    use crate::Slug;

    impl<V: JsonSchema> JsonSchema for SlugMap<V> {
        fn schema_name() -> Cow<'static, str> {
            BTreeMap::<Slug, V>::schema_name()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            BTreeMap::<Slug, V>::json_schema(generator)
        }
    }

    impl JsonSchema for SlugSet {
        fn schema_name() -> Cow<'static, str> {
            BTreeSet::<Slug>::schema_name()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            BTreeSet::<Slug>::json_schema(generator)
        }
    }
}
