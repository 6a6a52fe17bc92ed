//! The hall's screen: an evening as a list of messages, the pages as a room reads them, the square code as a phone does.

#![cfg(not(target_arch = "wasm32"))]

mod code;
mod drawn;
mod evening;
mod support;
