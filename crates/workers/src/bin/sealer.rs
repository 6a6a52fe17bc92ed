//! Signs and seals a ballot, and looks a code up: a phone that uses neither loads none of it.

workers::program!(workers::sealer::start());
