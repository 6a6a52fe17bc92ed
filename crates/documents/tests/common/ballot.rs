//! A ballot for the small budget.

/// Canonical, and within the limits.
pub(crate) fn ballot_text() -> String {
    "{\"format\":\"common-purse/ballot/1\",\"budget\":\"two-lines\",\"amounts\":{\"advice\":300,\"homes\":600},\
     \"no_view\":[],\"channel\":\"web\",\"nonce\":\"0123456789abcdef0123456789abcdef\"}"
        .into()
}
