use documents::budget::Contact;
use yew::prelude::*;

use super::link_out;
use crate::words::alone;

/// How the organiser can be reached: it can be read, and pressed where a device may know what to do with it.
pub fn contact(contact: &str) -> Html {
    let says = alone(contact);
    match Contact::of(contact) {
        Some(Contact::Page(href)) => link_out(&href, says),
        Some(Contact::Mail(href) | Contact::Phone(href)) => html! { <a {href}>{says}</a> },
        Some(Contact::Words) | None => says,
    }
}
