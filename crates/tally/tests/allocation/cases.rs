//! The recorded allocation cases, to the last digit.

use std::{fs, path::PathBuf};

use serde_json::Value;
use tally::{
    Limits, Profile, Ratio, Rule, allocate,
    fairness::{self, Rows},
};

struct Case {
    name: String,
    priorities: Vec<String>,
    rows: Vec<u64>,
    recorded: Value,
}

fn cases() -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/allocation");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    files.into_iter().map(read).collect()
}

fn read(file: PathBuf) -> Case {
    let text = fs::read_to_string(&file).unwrap();
    let mut lines = text.lines();
    let priorities = lines
        .next()
        .unwrap()
        .split(',')
        .map(str::to_owned)
        .collect();
    let rows = lines
        .flat_map(|line| line.split(',').map(|amount| amount.parse::<u64>().unwrap()))
        .collect();
    let recorded =
        serde_json::from_str(&fs::read_to_string(file.with_extension("json")).unwrap()).unwrap();
    Case {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        priorities,
        rows,
        recorded,
    }
}

impl Case {
    fn profile(&self) -> Profile {
        let mut profile = Profile::new(self.priorities.len());
        for row in self.rows.chunks(self.priorities.len()) {
            profile.add(row, 1).unwrap();
        }
        profile
    }

    fn limits(&self) -> Limits {
        let total = self.recorded["total"].as_u64().unwrap();
        let floors = self
            .priorities
            .iter()
            .map(|id| self.recorded["floors"][id].as_u64().unwrap_or(0))
            .collect();
        Limits {
            floors,
            ..Limits::none(total, self.priorities.len())
        }
    }
}

fn ratio(value: &Value) -> Ratio {
    value
        .as_str()
        .expect("a fraction as text")
        .parse()
        .expect("a fraction")
}

#[test]
fn every_rule_gives_the_recorded_allocation_and_figures() {
    let cases = cases();
    assert_eq!(cases.len(), 20);
    for case in cases {
        let (profile, limits) = (case.profile(), case.limits());
        let recorded = case.recorded["expected"].as_object().unwrap();
        assert!(
            recorded.len() >= Rule::ALL.len() - 1,
            "{}: the largest leaves one rule out",
            case.name
        );
        for (rule, expected) in recorded {
            let at = format!("{} {rule}", case.name);
            let outcome = allocate(rule.parse().unwrap(), &profile, &limits).unwrap();
            let allocation: Vec<Ratio> = case
                .priorities
                .iter()
                .map(|id| ratio(&expected["allocation"][id]))
                .collect();
            assert_eq!(outcome.exact, allocation, "{at}");
            assert_eq!(outcome.amounts.iter().sum::<u64>(), limits.total, "{at}");
            if expected.get("mean_overlap").is_some() {
                figures(&case, expected, &outcome.exact, &at);
            }
        }
    }
}

fn figures(case: &Case, expected: &Value, outcome: &[Ratio], at: &str) {
    let rows = Rows::new(case.priorities.len(), &case.rows, None).unwrap();
    let whole = fairness::agreement(&rows, &[], outcome, case.limits().total)
        .unwrap()
        .whole;
    assert_eq!(
        whole.mean,
        ratio(&expected["mean_overlap"]),
        "{at}: mean overlap"
    );
    assert_eq!(
        whole.min,
        ratio(&expected["min_overlap"]),
        "{at}: smallest overlap"
    );
    let distance = fairness::mean_distance(&case.profile(), outcome).unwrap();
    assert_eq!(
        distance.together,
        ratio(&expected["l1_to_mean"]),
        "{at}: distance to the mean"
    );
}
