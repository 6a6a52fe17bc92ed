//! A small budget of two lines.

use documents::Budget;

pub(crate) fn budget_text() -> String {
    let text = |words: &str| format!("{{\"en\":\"{words}\"}}");
    let line = |id: &str, floor: u64, cap: u64, today: u64| {
        let (name, about) = (text(id), text("About it."));
        format!(
            "{{\"id\":\"{id}\",\"name\":{name},\"about\":{about},\"floor\":{floor},\"cap\":{cap},\"today\":{today}}}"
        )
    };
    format!(
        r#"{{"format":"common-purse/budget/1","id":"two-lines","languages":["en"],"title":{title},"summary":{title},
        "organiser":{{"name":{title}}},"currency":"GBP","total":1000,"step":10,"unspent":true,"no_view":true,
        "dates":{{"opens":"2026-11-01","closes":"2026-11-30"}},
        "promise":{{"who":{title},"by":"2026-12-31","says":{title}}},
        "priorities":[{homes},{advice}],
        "limits":[{{"id":"both","name":{title},"priorities":["homes","advice"],"floor":500,"cap":950,"why":{title}}}],
        "about":[{{"id":"age","asks":{title},"why":{title},
            "answers":[{{"id":"young","name":{title}}},{{"id":"old","name":{title}}}]}}]}}"#,
        title = text("Two lines"),
        homes = line("homes", 100, 800, 400),
        advice = line("advice", 0, 500, 300),
    )
}

#[allow(dead_code, reason = "not every test file wants it read")]
pub(crate) fn budget() -> Budget {
    Budget::read(budget_text().as_bytes()).expect("the small budget is well-formed")
}

/// What a ballot calls the small budget.
#[allow(dead_code, reason = "not every test file names the budget")]
pub(crate) fn name_text() -> String {
    let sha256 = documents::Id::of(budget_text().as_bytes());
    format!("{{\"id\":\"two-lines\",\"sha256\":\"{sha256}\"}}")
}
