//! Journeys through the widget as lists of messages, with the state and the effects they must lead to.

mod address;
mod amounts;
mod any_order;
mod clock;
mod closing;
mod codes;
mod desk;
mod device;
mod kiosk;
mod language;
mod limits;
mod memory;
mod navigation;
mod outbox;
mod pieces;
mod receipt;
mod results;
#[path = "../support/sealer.rs"]
mod sealer;
mod sending;
mod staff;
mod stand;
mod support;
mod tables;
mod tabs;
mod touch;
mod typed;
