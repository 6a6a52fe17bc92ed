//! What is written is JSON, and the same that serde_json would write.

use documents::boxes::Store;
use documents::result::{Refused, RefusedFile};
use documents::{BudgetName, Id, Refusal, Slug};
use proptest::prelude::*;

fn refused(name: &str, path: &str) -> Refused {
    let whys = [
        Refusal::BadName {},
        Refusal::Malformed {
            path: path.into(),
            line: 1,
            column: 9_007_199_254_740_991,
        },
        Refusal::OtherBudget {
            other: documents::budget::Other::Edition,
            budget: BudgetName {
                id: Slug::parse("other").unwrap(),
                sha256: Id::of(path.as_bytes()),
            },
        },
    ];
    let files = whys.map(|why| RefusedFile {
        name: name.into(),
        why,
    });
    Refused::of(&files)
}

proptest! {
    #[test]
    fn any_text_is_written_as_serde_json_writes_it(name in "[ -~é€😀]{0,30}", path in "[ -~é€😀]{0,30}") {
        let refused = refused(&name, &path);
        let bytes = refused.to_bytes();
        prop_assert_eq!(&bytes, &serde_json::to_vec(&refused).unwrap());
        prop_assert_eq!(Refused::read(&bytes), Ok(refused));
    }

    #[test]
    fn a_text_with_any_character_is_json(name in "[\\x00-\\x1f\"\\\\a\\x7f\u{2028}]{0,20}") {
        let bytes = refused(&name, "$").to_bytes();
        let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&read["files"][0]["name"], &serde_json::Value::from(name));
    }

    #[test]
    fn a_store_is_written_as_serde_json_writes_it(token in "[!-~]{1,30}") {
        let mut fields = serde_json::Map::new();
        fields.insert("policy".into(), token.into());
        let text = serde_json::json!({
            "format": "common-purse/store/1",
            "ballots": { "by": "post", "fields": fields },
            "list": { "as": "s3" },
        });
        let store = Store::read(text.to_string().as_bytes()).unwrap();
        let bytes = store.to_bytes();
        prop_assert_eq!(&bytes, &serde_json::to_vec(&store).unwrap());
        prop_assert_eq!(Store::read(&bytes), Ok(store));
    }
}
