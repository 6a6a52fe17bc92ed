//! The organiser's tool.
fn main() {}
