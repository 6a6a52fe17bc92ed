//! Judges ballots with a code for the counter. Several judge side by side while the count goes on.

workers::program!(workers::verifier::start());
