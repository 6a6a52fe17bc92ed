//! A ballot for the small budget.

/// Canonical, and within the limits.
pub(crate) fn ballot_text() -> String {
    format!(
        "{{\"format\":\"common-purse/ballot/1\",\"budget\":{},\"choices\":{{\"kind\":\"amounts\",\
         \"amounts\":{{\"advice\":300,\"homes\":600}},\"no_view\":[]}},\"channel\":\"web\",\"nonce\":\"0123456789abcdef0123456789abcdef\"}}",
        super::common::name_text(),
    )
}
