//! Checks the promise ledger's signatures, for whoever reads what became of the promises.

workers::program!(workers::auditor::start());
