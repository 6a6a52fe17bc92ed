use std::fmt;

use crate::json::{Json, Kind, MAX_WHOLE, Node, Path, Report, Shape, Write, misfit};

/// An amount that may be less than nothing, such as a refund: whole units of the budget's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i64);

impl Money {
    /// `None` beyond what every JSON reader holds exactly, 2⁵³ − 1 on either side.
    pub fn new(amount: i64) -> Option<Self> {
        (amount.unsigned_abs() <= MAX_WHOLE).then_some(Self(amount))
    }

    /// `None` where the text is not a whole number in its one spelling, such as `-250`.
    pub fn parse(text: &str) -> Option<Self> {
        let amount: i64 = text.parse().ok()?;
        (amount.to_string() == text).then_some(amount)?;
        Self::new(amount)
    }

    pub fn amount(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Shape for Money {
    const IS: &'static str = "a whole number, below 0 for a refund";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let amount = match node.map(|node| &node.kind) {
            Some(Kind::Whole(amount)) => i64::try_from(*amount).ok().and_then(Self::new),
            Some(Kind::Number(text)) => Self::parse(text),
            _ => None,
        };
        amount.unwrap_or_else(|| {
            misfit::<Self>(node, at, report);
            Self::default()
        })
    }
}

impl Write for Money {
    fn write(&self, to: &mut Json) {
        to.number(&self.0);
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "description": Self::IS,
            "minimum": -9_007_199_254_740_991_i64,
            "maximum": 9_007_199_254_740_991_i64
        })
    }
}
