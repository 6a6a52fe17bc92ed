//! Reads a box over the network, counts, and tells the page what it found.

workers::program!(workers::counter::start(workers::counter::Checks::USUAL));
