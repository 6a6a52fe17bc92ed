//! Set-up and chores in one place.
fn main() {}
