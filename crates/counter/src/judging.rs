//! What a count asks a verifier and what it is told: a row of parts, each after its length, in one piece of memory that
//! one program can hand to another without a copy.

use documents::result::RefusedFile;
use documents::{Ballot, Id, Refusal, SignedName, json};

/// More than a reason takes, in bytes.
const LARGE_REASON: usize = 10_000;

/// Puts parts in a row.
pub fn pack<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Vec<u8> {
    let mut row = Vec::new();
    for part in parts {
        row.extend_from_slice(&(part.len() as u32).to_le_bytes());
        row.extend_from_slice(part);
    }
    row
}

/// The parts of a row; `None` where the lengths do not fit.
pub fn unpack(mut row: &[u8]) -> Option<Vec<&[u8]>> {
    let mut parts = Vec::new();
    while let Some((length, rest)) = row.split_first_chunk() {
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (part, rest) = rest.split_at_checked(length)?;
        parts.push(part);
        row = rest;
    }
    row.is_empty().then_some(parts)
}

/// The budget, the lists of codes and the closes as they lie in a box: what a verifier is told first.
#[derive(Debug, PartialEq)]
pub struct Papers<'p> {
    pub budget: &'p [u8],
    pub lists: Vec<(Id, &'p [u8])>,
    pub closes: Vec<(Id, &'p [u8])>,
}

impl<'p> Papers<'p> {
    pub fn to_bytes(&self) -> Vec<u8> {
        let lists = (self.lists.len() as u32).to_le_bytes();
        let files = self.lists.iter().chain(&self.closes);
        let files = files.flat_map(|(id, bytes)| [id.as_bytes().as_slice(), bytes]);
        pack([self.budget, &lists].into_iter().chain(files))
    }

    pub fn read(row: &'p [u8]) -> Option<Self> {
        let parts = unpack(row)?;
        let ([budget, lists], files) = parts.split_first_chunk()?;
        let lists = usize::try_from(u32::from_le_bytes((*lists).try_into().ok()?)).ok()?;
        let file = |pair: &[&'p [u8]]| match pair {
            [id, bytes] => Some((Id::from_bytes((*id).try_into().ok()?), *bytes)),
            _ => None,
        };
        let mut files: Vec<_> = files.chunks(2).map(file).collect::<Option<_>>()?;
        let closes = (lists <= files.len()).then(|| files.split_off(lists))?;
        Some(Self {
            budget,
            lists: files,
            closes,
        })
    }
}

/// What the organiser has signed, as a verifier finds it.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// The lists of codes that hold together.
    pub lists: Vec<Id>,
    pub close: Option<Id>,
    /// Files in the organiser's folders that are not theirs.
    pub refused: Vec<RefusedFile>,
}

impl Found {
    pub fn to_bytes(&self) -> Vec<u8> {
        let ids = |ids: &[Id]| ids.iter().flat_map(Id::as_bytes).copied().collect();
        let mut parts: Vec<Vec<u8>> = vec![ids(&self.lists), ids(self.close.as_slice())];
        for file in &self.refused {
            parts.extend([file.name.clone().into_bytes(), file.why.to_bytes()]);
        }
        pack(parts.iter().map(Vec::as_slice))
    }

    pub fn read(row: &[u8]) -> Option<Self> {
        let parts = unpack(row)?;
        let ([lists, close], files) = parts.split_first_chunk()?;
        let ids = |part: &[u8]| -> Option<Vec<Id>> {
            let (ids, rest) = part.as_chunks();
            rest.is_empty()
                .then(|| ids.iter().copied().map(Id::from_bytes).collect())
        };
        let close = match *ids(close)? {
            [] => None,
            [id] => Some(id),
            _ => return None,
        };
        let file = |pair: &[&[u8]]| match pair {
            [name, why] => Some(RefusedFile {
                name: text(name)?.into(),
                why: reason(why)?,
            }),
            _ => None,
        };
        Some(Self {
            lists: ids(lists)?,
            close,
            refused: files.chunks(2).map(file).collect::<Option<_>>()?,
        })
    }
}

/// What is to be judged.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked<B> {
    /// The name of a loose ballot: has a code that may vote signed it?
    Name(SignedName),
    /// The bytes of one whose name was judged so before.
    File(SignedName, B),
    /// A line of a bundle: both.
    Line(B),
}

/// What a verifier says: where a ballot belongs and what is in it, which is `None` for a name, and while it is sealed.
pub type Verdict = Result<(SignedName, Option<Ballot>), Refusal>;

/// What goes before the name in a row.
const NAME: u8 = b'n';
const FILE: u8 = b'f';
const LINE: u8 = b'l';

/// A batch in a row.
pub fn pack_asked<B: AsRef<[u8]>>(batch: &[Asked<B>]) -> Vec<u8> {
    let called = |kind: u8, name: Option<&SignedName>| {
        let name = name.map(ToString::to_string).unwrap_or_default();
        [&[kind], name.as_bytes()].concat()
    };
    let parts: Vec<(Vec<u8>, &[u8])> = batch
        .iter()
        .map(|asked| match asked {
            Asked::Name(name) => (called(NAME, Some(name)), &[][..]),
            Asked::File(name, bytes) => (called(FILE, Some(name)), bytes.as_ref()),
            Asked::Line(bytes) => (called(LINE, None), bytes.as_ref()),
        })
        .collect();
    pack(
        parts
            .iter()
            .flat_map(|(name, bytes)| [name.as_slice(), bytes]),
    )
}

pub fn unpack_asked(row: &[u8]) -> Option<Vec<Asked<&[u8]>>> {
    let parts = unpack(row)?;
    parts
        .chunks(2)
        .map(|pair| match *pair {
            [[NAME, name @ ..], []] => Some(Asked::Name(SignedName::parse(text(name)?)?)),
            [[FILE, name @ ..], bytes] => Some(Asked::File(SignedName::parse(text(name)?)?, bytes)),
            [[LINE], bytes] => Some(Asked::Line(bytes)),
            _ => None,
        })
        .collect()
}

/// The verdicts on a batch, in its order.
pub fn pack_verdicts(verdicts: &[Verdict]) -> Vec<u8> {
    let parts = verdicts.iter().flat_map(|verdict| match verdict {
        Ok((name, ballot)) => {
            let ballot = ballot.as_ref().map(Ballot::to_bytes);
            [name.to_string().into_bytes(), ballot.unwrap_or_default()]
        }
        Err(why) => [Vec::new(), why.to_bytes()],
    });
    let parts: Vec<Vec<u8>> = parts.collect();
    pack(parts.iter().map(Vec::as_slice))
}

pub fn unpack_verdicts(row: &[u8]) -> Option<Vec<Verdict>> {
    let parts = unpack(row)?;
    parts
        .chunks(2)
        .map(|pair| match *pair {
            [[], why] => Some(Err(reason(why)?)),
            [name, ballot] => {
                let name = SignedName::parse(text(name)?)?;
                let ballot = match ballot {
                    [] => None,
                    ballot => Some(Ballot::read(ballot).ok()?),
                };
                Some(Ok((name, ballot)))
            }
            _ => None,
        })
        .collect()
}

fn text(part: &[u8]) -> Option<&str> {
    std::str::from_utf8(part).ok()
}

fn reason(part: &[u8]) -> Option<Refusal> {
    json::read(part, LARGE_REASON, |_, _| ()).ok()
}
