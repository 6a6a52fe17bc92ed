//! The schemas in the repository are those of the types, and ask of a file what the reader asks.

use documents::Budget;
use serde_json::Value;

fn file(path: &str) -> String {
    let path = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_schemas_in_the_repository_are_up_to_date() {
    for (name, schema) in documents::schema::all() {
        let kept = file(&format!("docs/schema/{name}"));
        assert!(
            kept == schema,
            "docs/schema/{name}: run `cargo run -p documents --features schema --example schema`"
        );
    }
}

/// Leaving a field out is a problem exactly where the schema requires it.
#[test]
fn the_schema_requires_what_the_reader_requires() {
    let schema: Value =
        serde_json::from_str(&file("docs/schema/budget.schema.json")).expect("JSON");
    let example: Value = serde_json::from_str(&file("budgets/aldermoor.json")).expect("JSON");
    let definitions = &schema["$defs"];
    let mut tried = 0;
    let places = [
        ("", &schema),
        ("/organiser", &definitions["Organiser"]),
        ("/dates", &definitions["Dates"]),
        ("/promise", &definitions["Promise"]),
        ("/priorities/0", &definitions["Priority"]),
        ("/priorities/0/delivered_by/0", &definitions["Provider"]),
        ("/priorities/0/levels/0", &definitions["Level"]),
        ("/priorities/5/costs", &definitions["Costs"]),
        (
            "/priorities/5/levels/0/costs/direct",
            &definitions["Direct"],
        ),
        (
            "/priorities/5/levels/0/costs/overheads",
            &definitions["Overheads"],
        ),
        ("/protected/0", &definitions["Protected"]),
        ("/limits/0", &definitions["Limit"]),
        ("/consequences/0", &definitions["Consequence"]),
        ("/consequences/0/when/0", &definitions["Condition"]),
        ("/tags/0", &definitions["Tag"]),
        ("/evidence/0", &definitions["Evidence"]),
        ("/about/0", &definitions["Question"]),
        ("/about/0/answers/0", &definitions["AnswerOption"]),
    ];
    for (place, shape) in places {
        let required = shape["required"].as_array().cloned().unwrap_or_default();
        for name in shape["properties"]
            .as_object()
            .expect("every shape has fields")
            .keys()
        {
            let mut without = example.clone();
            let object = without.pointer_mut(place).and_then(Value::as_object_mut);
            let there = object
                .unwrap_or_else(|| panic!("the example has {place}"))
                .remove(name);
            let problems = Budget::read(without.to_string().as_bytes())
                .err()
                .unwrap_or_default();
            let path = place
                .split('/')
                .skip(1)
                .fold("$".to_string(), |path, step| match step.parse::<usize>() {
                    Ok(index) => format!("{path}[{index}]"),
                    Err(_) => format!("{path}.{step}"),
                });
            let missed = problems
                .iter()
                .any(|p| p.path == format!("{path}.{name}") && p.found == "nothing");
            let asked = required.iter().any(|required| required == name);
            assert_eq!(missed, asked, "{path}.{name}, {there:?}: {problems:?}");
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} fields were tried");
}
