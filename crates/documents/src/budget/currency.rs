//! Signs of currencies.

/// The sign before amounts of this currency that is read alike everywhere; none where its code is plainer.
#[must_use]
pub fn currency_sign(code: &str) -> Option<&'static str> {
    match code {
        "GBP" => Some("£"),
        "EUR" => Some("€"),
        "USD" => Some("$"),
        _ => None,
    }
}
