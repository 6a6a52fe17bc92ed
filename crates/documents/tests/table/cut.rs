//! A file that was cut inside its last amount, where the amounts that are left still keep the budget.

use std::fs;

use documents::table::{Asked, BallotTable, Mistake};
use documents::{Budget, Plan};

/// Steps of 10; lunch from 50 to 400, homes up to 600, 1,000 in all, of which some may be left over.
fn budget() -> Plan {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../purse/tests/data/budget.json"
    );
    let text = fs::read_to_string(file).unwrap();
    let text = text.replacen("\"step\"", "\"unspent\": true, \"step\"", 1);
    Plan::of(&Budget::read(text.as_bytes()).unwrap())
}

fn read(rows: &str) -> (usize, Vec<String>, Option<String>) {
    let budget = budget();
    let text = format!("advice,lunch,youth,homes\n{rows}");
    let Ok(table) = BallotTable::read(text.as_bytes(), &Asked::Plan(&budget)) else {
        panic!("the first row is good");
    };
    let refused = table.refused.iter().map(Mistake::to_string);
    let doubt = table.doubt.map(|doubt| doubt.to_string());
    (table.rows.len(), refused.collect(), doubt)
}

#[test]
fn a_cut_amount_that_the_budget_allows_is_refused_where_all_others_share_out_the_same() {
    for whole in ["100", "200"] {
        let cut = &whole[..2];
        let (counted, refused, doubt) = read(&format!(
            "300,250,250,200\n300,150,250,300\n300,200,250,{cut}"
        ));
        assert_eq!((counted, doubt), (2, None));
        let sum = 750 + cut.parse::<u64>().unwrap();
        let says = format!(
            "line 4, column homes: found {cut} at the very end of the file, and amounts that add up to {sum}, expected a \
             line end behind it: it may be cut from a larger amount such as {cut}0, or 1000 together as in all other rows"
        );
        assert_eq!(refused, [says]);
    }
}

#[test]
fn a_last_amount_that_may_be_cut_is_counted_with_a_doubt_where_sums_differ() {
    for rows in [
        "300,250,250,100\n300,150,250,300\n300,200,250,20",
        "300,200,250,20",
    ] {
        let (counted, refused, doubt) = read(rows);
        assert_eq!((counted, refused), (rows.lines().count(), vec![]));
        let doubt = doubt.unwrap();
        assert!(
            doubt.ends_with(
                "column homes: found 20 at the very end of the file, expected a line end behind it: it may be cut from a \
                 larger amount such as 200"
            ),
            "{doubt}"
        );
    }
}

#[test]
fn a_last_row_that_must_be_whole_is_not_doubted() {
    let before = "300,250,250,100\n300,150,250,300\n";
    for last in [
        "300,200,250,20\n",
        "300,200,250,20\r",
        "300,200,250,20\u{1a}",
        "300,200,250,20 ",
        "300,200,250,20,",
        "300,200,250,\"20\"",
        // Ten times as much is more than there is.
        "300,200,250,250",
        "300,200,250,0",
        // Or more than this line may have.
        "100,50,200,70",
    ] {
        let (counted, refused, doubt) = read(&format!("{before}{last}"));
        assert_eq!((counted, refused, doubt), (3, vec![], None), "{last:?}");
    }
    // As all others, though some is left over.
    let (counted, _, doubt) = read("300,250,250,100\n300,350,230,20");
    assert_eq!((counted, doubt), (2, None));
    // Shares of a whole total show that they are whole.
    let table = BallotTable::read(b"a,b\n60,40\n90,10", &Asked::Total(100));
    let table = table.unwrap_or_else(|_| panic!("a good table"));
    assert_eq!((table.rows.len(), table.doubt), (2, None));
}
