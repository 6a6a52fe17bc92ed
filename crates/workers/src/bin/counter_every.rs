//! The counter with every check, for budgets that ask for more than the usual four.

workers::program!(workers::counter::start(workers::counter::Checks::EVERY));
