//! Journeys through the widget as lists of messages, with the state and the effects they must lead to.

mod amounts;
mod any_order;
mod kiosk;
mod language;
mod limits;
mod memory;
mod outbox;
mod results;
mod sending;
mod support;
mod way;
