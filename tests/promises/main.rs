//! The page of promises: journeys as lists of messages, drawn natively, with the examples' ledgers.

#![cfg(not(target_arch = "wasm32"))]

mod journeys;
mod story;
mod wrong;
