//! A token that can create files in one container and do nothing else ("shared access signature").

use documents::boxes::{Address, Listed, ListedAs, Plain, Store, StoreFormat, UploadMethod};
use documents::{Slug, SlugMap};
use percent_encoding::percent_decode_str;

use crate::failure::Failure;
use crate::words::say;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The token, as Azure gives it: sp=c&se=…&sr=c&…&sig=…
    #[arg(long, value_name = "TOKEN")]
    token: String,
    /// The container's address, if the budget's `box` is another one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    address: Option<Address>,
    /// Let the results page put results into the box too
    #[arg(long)]
    results: bool,
}

pub(crate) fn store(args: &Args) -> Result<Store, Failure> {
    let token = args.token.trim_start_matches('?');
    check(token).map_err(Failure::usage)?;
    let way = UploadMethod::Put {
        query: Some(
            Plain::parse(token).ok_or_else(|| Failure::usage(say!("store.token_letters")))?,
        ),
        headers: Some(headers()),
    };
    Ok(Store {
        format: StoreFormat,
        address: args.address.clone(),
        ballots: way.clone(),
        results: args.results.then_some(way),
        list: Listed {
            r#as: ListedAs::Azure,
            signed: None,
        },
    })
}

/// Azure asks what kind of blob it is to be. `if-none-match` makes it look again before the last byte counts: without
/// it, the slower one of two writers at the same time wins (REST API, "Put Blob").
fn headers() -> SlugMap<Plain> {
    [
        ("if-none-match", "*"),
        ("x-ms-blob-type", "BlockBlob"),
        ("x-ms-version", "2021-12-02"),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((Slug::parse(name)?, Plain::parse(value)?)))
    .collect()
}

/// Whoever reads the public page has the token, so it must not allow more than creating.
fn check(token: &str) -> Result<(), String> {
    let field = |wanted: &str| {
        token.split('&').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            (name == wanted).then(|| percent_decode_str(value).decode_utf8_lossy().into_owned())
        })
    };
    let must = |name: &str, expected: &str, why: &str| match field(name) {
        Some(found) if found == expected => Ok(()),
        found => Err(say!(
            "store.token_value",
            name,
            found = found.as_deref().unwrap_or("nothing"),
            expected,
            why
        )),
    };
    must("sp", "c", say!("store.token_create"))?;
    must("sr", "c", say!("store.token_container"))?;
    for (name, why) in [
        ("se", say!("store.token_ends")),
        ("sig", say!("store.token_copy")),
    ] {
        if field(name).is_none_or(|value| value.is_empty()) {
            return Err(say!("store.token_lacks", name, why));
        }
    }
    Ok(())
}

fn address(text: &str) -> Result<Address, String> {
    Address::parse(text).ok_or_else(|| say!("store.azure_address").into())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_a_token_that_does_nothing_but_create_is_published() {
        assert_eq!(
            check("sp=c&st=2026-11-26T00:00:00Z&se=2026-12-24T00:00:00Z&sr=c&sig=a%3D"),
            Ok(())
        );
        for (token, says) in [
            ("sp=rwdl&se=x&sr=c&sig=a", "sp=rwdl"),
            ("sp=cw&se=x&sr=c&sig=a", "sp=cw"),
            ("sp=%63w&se=x&sr=c&sig=a", "sp=cw"),
            ("se=x&sr=c&sig=a", "sp=nothing"),
            ("sp=c&se=x&sr=b&sig=a", "sr=b"),
            ("sp=c&sr=c&sig=a", "no se="),
            ("sp=c&sr=c&se=x", "no sig="),
            ("", "sp=nothing"),
        ] {
            let error = check(token).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
