//! A budget with forty mistakes and more: all of them come at once, in the order of the file.

use documents::Budget;

#[test]
fn every_mistake_of_a_budget_is_reported() {
    let problems = Budget::read(include_bytes!("cases/budget-40-mistakes.json"))
        .expect_err("it is full of mistakes");
    let said: String = problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect();
    let expected = include_str!("cases/budget-40-mistakes.txt");
    assert!(said == expected, "{said}");
    assert!(problems.len() >= 40);
}
