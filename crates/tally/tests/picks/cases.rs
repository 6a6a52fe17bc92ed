//! The recorded elections: every rule funds what pabutools does.

use std::{fs, path::PathBuf};

use serde_json::Value;
use tally::picks::{
    Election, Picks, Satisfaction, TieOrder, equal_shares, greedy, pabulib::Pabulib, phragmen,
};

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/projects")
}

/// Every file with its election and what is recorded about it.
pub(crate) fn cases() -> Vec<(String, Election, Value)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pb"));
    files.sort();
    let one = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let election = Pabulib::read(&text).unwrap().election().unwrap();
        let recorded =
            serde_json::from_str(&fs::read_to_string(file.with_extension("json")).unwrap())
                .unwrap();
        (
            file.file_stem().unwrap().to_string_lossy().into_owned(),
            election,
            recorded,
        )
    };
    files.into_iter().map(one).collect()
}

fn picks(election: &Election, outcome: &Value) -> Picks {
    let text = |key: &str| outcome[key].as_str().unwrap();
    let ties = TieOrder::Text;
    let satisfaction = || text("satisfaction").parse::<Satisfaction>().unwrap();
    match text("rule") {
        "greedy" => greedy(election, satisfaction(), &ties),
        "phragmen" => phragmen(election, &ties),
        "equal-shares" => equal_shares(
            election,
            satisfaction(),
            text("completion").parse().unwrap(),
            &ties,
        ),
        other => panic!("an unknown rule: {other}"),
    }
    .unwrap()
}

#[test]
fn every_rule_funds_what_is_recorded() {
    let cases = cases();
    assert_eq!(cases.len(), 14);
    for (name, election, recorded) in cases {
        assert_eq!(
            election.ballots.len() as u64,
            recorded["votes"].as_u64().unwrap(),
            "{name}"
        );
        assert_eq!(
            election.projects.len() as u64,
            recorded["projects"].as_u64().unwrap(),
            "{name}"
        );
        for outcome in recorded["outcomes"].as_array().unwrap() {
            let at = format!(
                "{name} {} {} {}",
                outcome["rule"], outcome["satisfaction"], outcome["completion"]
            );
            let funded = picks(&election, outcome).funded();
            let mut ids: Vec<&str> = funded
                .iter()
                .map(|&project| election.projects[project].id.as_str())
                .collect();
            ids.sort_unstable();
            let expected: Vec<&str> = outcome["funded"]
                .as_array()
                .unwrap()
                .iter()
                .map(|id| id.as_str().unwrap())
                .collect();
            assert_eq!(ids, expected, "{at}");
            let cost: u64 = outcome["cost"].as_str().unwrap().parse().unwrap();
            assert_eq!(
                election.cost(&funded),
                cost * 10u64.pow(election.decimals),
                "{at}"
            );
        }
    }
}
