//! The example budgets read cleanly.

use documents::Budget;

#[test]
fn every_example_budget_reads_cleanly() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets");
    let mut read = 0;
    for file in std::fs::read_dir(folder).expect("the folder of examples is part of the project") {
        let path = file.expect("the folder can be listed").path();
        // What became of a made-up event is told beside its budget.
        let is_ledger = path.to_string_lossy().ends_with(".ledger.json");
        if !is_ledger && path.extension().is_some_and(|ending| ending == "json") {
            let bytes = std::fs::read(&path).expect("an example can be read");
            if let Err(problems) = Budget::read(&bytes) {
                let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
                panic!("{}:\n{}", path.display(), said.join("\n"));
            }
            read += 1;
        }
    }
    assert!(read >= 2, "found {read} examples, expected at least two");
}
