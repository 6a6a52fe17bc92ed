//! Messages as bytes, so that one program can hand them to another without a copy: the parts of a value one after the other,
//! numbers with their lowest byte first, what has no fixed length after its length. Both ends are built together, so that no
//! version of it is ever kept.

use std::rc::Rc;

use documents::result::Refused;
use documents::{Ballot, Code, Id, PublicKey, Refusal, SignedName, Slug, json};
#[cfg(target_arch = "wasm32")]
use js_sys::Uint8Array;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::*;

/// More than a reason takes, in bytes.
const LARGE_REASON: usize = 10_000;

/// A value that can be sent.
pub trait Wire: Sized {
    fn put(&self, to: &mut Vec<u8>);

    /// Takes the value off the front; `None` where the bytes are none such.
    fn take(from: &mut &[u8]) -> Option<Self>;
}

pub fn to_bytes(value: &impl Wire) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.put(&mut bytes);
    bytes
}

/// `None` where the bytes are not one such value and nothing else.
pub fn read<T: Wire>(mut bytes: &[u8]) -> Option<T> {
    let value = T::take(&mut bytes)?;
    bytes.is_empty().then_some(value)
}

/// As a browser hands it to another program.
#[cfg(target_arch = "wasm32")]
pub fn to_js(value: &impl Wire) -> Uint8Array {
    Uint8Array::from(to_bytes(value).as_slice())
}

/// `None` where another thing was handed over.
#[cfg(target_arch = "wasm32")]
pub fn from_js<T: Wire>(data: &JsValue) -> Option<T> {
    read(&data.dyn_ref::<Uint8Array>()?.to_vec())
}

/// Declares what is sent: a `struct` by its fields, an `enum` by the number of a variant and its fields, of which each is
/// given a name (a tuple's are `0`, `1`).
macro_rules! wire {
    (struct $type:ty { $($field:ident),* $(,)? }) => {
        impl $crate::wire::Wire for $type {
            fn put(&self, to: &mut Vec<u8>) {
                $($crate::wire::Wire::put(&self.$field, to);)*
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::wire::Wire::take(from)?),* })
            }
        }
    };
    (enum $type:ty { $($number:literal => $variant:ident { $($field:tt: $name:ident),* }),* $(,)? }) => {
        impl $crate::wire::Wire for $type {
            fn put(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$variant { $($field: $name),* } => {
                        to.push($number);
                        $($crate::wire::Wire::put($name, to);)*
                    })*
                }
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(match $crate::wire::number(from)? {
                    $($number => Self::$variant { $($field: $crate::wire::Wire::take(from)?),* },)*
                    _ => return None,
                })
            }
        }
    };
}
pub(crate) use wire;

/// Which variant follows.
pub(crate) fn number(from: &mut &[u8]) -> Option<u8> {
    let (number, rest) = from.split_first()?;
    *from = rest;
    Some(*number)
}

fn put_bytes(bytes: &[u8], to: &mut Vec<u8>) {
    (bytes.len() as u32).put(to);
    to.extend_from_slice(bytes);
}

fn take_bytes<'b>(from: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = u32::take(from)?;
    let (bytes, rest) = from.split_at_checked(length as usize)?;
    *from = rest;
    Some(bytes)
}

fn take_text<'b>(from: &mut &'b [u8]) -> Option<&'b str> {
    std::str::from_utf8(take_bytes(from)?).ok()
}

fn take_fixed<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(*bytes)
}

/// Each with what it is put as, and what it is made from again.
macro_rules! by {
    ($($type:ty: |$value:ident, $to:ident| $put:expr, |$from:ident| $take:expr;)*) => {
        $(impl Wire for $type {
            fn put(&self, $to: &mut Vec<u8>) {
                let $value = self;
                $put;
            }

            fn take($from: &mut &[u8]) -> Option<Self> {
                $take
            }
        })*
    };
}

by! {
    u32: |it, to| to.extend_from_slice(&it.to_le_bytes()), |from| take_fixed(from).map(Self::from_le_bytes);
    u64: |it, to| to.extend_from_slice(&it.to_le_bytes()), |from| take_fixed(from).map(Self::from_le_bytes);
    bool: |it, to| to.push(u8::from(*it)), |from| number(from).map(|it| it == 1);
    PublicKey: |it, to| to.extend_from_slice(&it.0), |from| take_fixed(from).map(Self);
    Id: |it, to| to.extend_from_slice(it.as_bytes()), |from| take_fixed(from).map(Self::from_bytes);
    Vec<u8>: |it, to| put_bytes(it, to), |from| take_bytes(from).map(Into::into);
    String: |it, to| put_bytes(it.as_bytes(), to), |from| take_text(from).map(Into::into);
    Slug: |it, to| put_bytes(it.as_str().as_bytes(), to), |from| Self::parse(take_text(from)?);
    Code: |it, to| to.extend_from_slice(it.as_bytes()), |from| take_fixed(from).map(Self::new);
    SignedName: |it, to| it.to_string().put(to), |from| Self::parse(take_text(from)?);
    Ballot: |it, to| it.to_bytes().put(to), |from| Self::read(take_bytes(from)?).ok();
    Refused: |it, to| it.to_bytes().put(to), |from| Self::read(take_bytes(from)?).ok();
    Refusal: |it, to| it.to_bytes().put(to), |from| json::read(take_bytes(from)?, LARGE_REASON, |_, _| ()).ok();
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(match bool::take(from)? {
            true => Some(T::take(from)?),
            false => None,
        })
    }
}

impl<T: Wire> Wire for Rc<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.as_ref().put(to);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        T::take(from).map(Self::new)
    }
}

impl<T: Wire, E: Wire> Wire for Result<T, E> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_ok().put(to);
        match self {
            Ok(value) => value.put(to),
            Err(error) => error.put(to),
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(match bool::take(from)? {
            true => Ok(T::take(from)?),
            false => Err(E::take(from)?),
        })
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        (self.len() as u32).put(to);
        for value in self {
            value.put(to);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let mut values = Self::new();
        for _ in 0..u32::take(from)? {
            values.push(T::take(from)?);
        }
        Some(values)
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}
