//! The count: from the files in a box to a published result; in a browser's worker and natively.
