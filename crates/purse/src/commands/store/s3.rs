//! A form that only adds (Amazon S3 API Reference, "POST Policy"), and lists signed with a key that only reads.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use documents::boxes::{
    Address, BALLOTS, ListKey, Listed, ListedAs, Plain, RESULTS, Store, StoreFormat, UploadMethod,
    sigv4,
};
use documents::{Date, Slug, SlugMap, signed};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};
use serde_json::json;

use crate::failure::Failure;
use crate::secret;
use crate::words::say;

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// No signed address holds for longer.
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const MAX_RESULT: u64 = 80_000_000;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The bucket's address for programs, as https://s3.example.org/bucket or https://bucket.s3.example.org
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    address: Address,
    /// The bucket's name; left out, it is the address's last part, or the host's first
    #[arg(long, value_name = "NAME")]
    bucket: Option<String>,
    /// The store's region
    #[arg(long, value_name = "NAME", default_value = "us-east-1")]
    region: String,
    /// The last day on which ballots can be added, to its end (UTC)
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Date,
    /// A file of two lines, a key's id and its secret: the key may write to the bucket. It is not published
    #[arg(long, value_name = "FILE")]
    add_key: PathBuf,
    /// A file as --add-key, of a key that may only read the bucket: where the store lists to nobody unknown
    #[arg(long, value_name = "FILE")]
    list_key: Option<PathBuf>,
    /// Let the results page put results into the box too
    #[arg(long)]
    results: bool,
    /// Date the signature at the end: for Garage, which takes a form for a day after its date, and before it
    #[arg(long)]
    dated_ahead: bool,
}

pub(crate) fn store(args: &Args) -> Result<Store, Failure> {
    let (now, ends) = (Timestamp::now(), end_of(args.until)?);
    let left = Duration::try_from(ends.duration_since(now)).unwrap_or_default();
    if left.is_zero() {
        return Err(Failure::usage(say!("store.until_over", date = args.until)));
    }
    let dated = if args.dated_ahead {
        now.max(ends - DAY)
    } else {
        now
    };
    let key = Key::read(&args.add_key)?;
    let add = |folder, most| form(args, &key, folder, most, dated, ends);
    let signed = args
        .list_key
        .as_deref()
        .map(|file| sign_lists(args, &Key::read(file)?, dated, left))
        .transpose()?;
    Ok(Store {
        format: StoreFormat,
        address: Some(args.address.clone()),
        ballots: add(BALLOTS, signed::MAX_BYTES as u64)?,
        results: args.results.then(|| add(RESULTS, MAX_RESULT)).transpose()?,
        list: Listed {
            r#as: ListedAs::S3,
            signed,
        },
    })
}

/// The first second after a day, everywhere the same.
fn end_of(day: Date) -> Result<Timestamp, Failure> {
    let end = |day: civil::Date| TimeZone::UTC.to_timestamp(day.tomorrow()?.at(0, 0, 0, 0));
    day.to_string()
        .parse()
        .and_then(end)
        .map_err(|error: jiff::Error| Failure::usage(say!("store.until", day, error)))
}

/// `20261126T120000Z`
fn stamp(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// `20261126`
fn day(time: Timestamp) -> String {
    time.strftime("%Y%m%d").to_string()
}

/// A form for one folder, one kind of file and at most so many bytes.
fn form(
    args: &Args,
    key: &Key,
    folder: &str,
    most: u64,
    dated: Timestamp,
    ends: Timestamp,
) -> Result<UploadMethod, Failure> {
    let (date, day) = (stamp(dated), day(dated));
    let credential = key.credential(&day, &args.region);
    let policy = json!({
        "expiration": ends.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "conditions": [
            { "bucket": bucket(args)? },
            ["starts-with", "$key", folder],
            { "content-type": "application/json" },
            ["content-length-range", 1, most],
            { "x-amz-algorithm": "AWS4-HMAC-SHA256" },
            { "x-amz-credential": credential },
            { "x-amz-date": date },
        ],
    });
    let policy = STANDARD.encode(policy.to_string());
    let signing = sigv4::signing_key(&key.secret, &day, &args.region);
    let signature = sigv4::signature(signing.as_bytes(), &policy);
    let fields = [
        ("policy", policy.as_str()),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
        ("x-amz-credential", &credential),
        ("x-amz-date", &date),
        ("x-amz-signature", &signature),
    ];
    let fields: Option<SlugMap<Plain>> = fields
        .into_iter()
        .map(|(name, value)| Some((Slug::parse(name)?, Plain::parse(value)?)))
        .collect();
    fields
        .map(|fields| UploadMethod::Post { fields })
        .ok_or_else(|| Failure::bad(say!("store.key_too_long")))
}

/// What lists are signed with: a key for one day's signatures, which leads back to no secret.
fn sign_lists(
    args: &Args,
    key: &Key,
    dated: Timestamp,
    left: Duration,
) -> Result<ListKey, Failure> {
    let day = day(dated);
    let plain =
        |text: &str| Plain::parse(text).ok_or_else(|| Failure::bad(say!("store.key_letters")));
    Ok(ListKey {
        credential: plain(&key.credential(&day, &args.region))?,
        date: plain(&stamp(dated))?,
        seconds: if args.dated_ahead {
            WEEK
        } else {
            left.min(WEEK)
        }
        .as_secs(),
        key: sigv4::signing_key(&key.secret, &day, &args.region),
    })
}

struct Key {
    id: String,
    secret: String,
}

impl Key {
    fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = secret::read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        // An editor's mark before the first line is no part of the id.
        let mut lines = text
            .trim_start_matches('\u{FEFF}')
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        match (lines.next(), lines.next(), lines.next()) {
            (Some(id), Some(secret), None) => Ok(Self {
                id: id.into(),
                secret: secret.into(),
            }),
            _ => Err(Failure::bad(say!("store.key_lines", file = path.display()))),
        }
    }

    fn credential(&self, day: &str, region: &str) -> String {
        format!("{}/{day}/{region}/s3/aws4_request", self.id)
    }
}

fn bucket(args: &Args) -> Result<&str, Failure> {
    if let Some(name) = &args.bucket {
        return Ok(name);
    }
    let in_path = args.address.path().rsplit('/').next();
    let in_host = args.address.host().split('.').next();
    in_path
        .filter(|name| !name.is_empty())
        .or(in_host)
        .filter(|name| !name.is_empty())
        .ok_or_else(|| Failure::usage(say!("store.no_bucket")))
}

fn address(text: &str) -> Result<Address, String> {
    Address::parse(text).ok_or_else(|| say!("store.s3_address").into())
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| say!("store.expected_day").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_with_its_last_second() {
        for (day, end) in [
            ("2026-12-24", "20261225T000000Z"),
            ("2026-12-31", "20270101T000000Z"),
            ("2028-02-28", "20280229T000000Z"),
            ("2027-02-28", "20270301T000000Z"),
        ] {
            let day = Date::parse(day).expect(day);
            assert_eq!(stamp(end_of(day).expect("in the calendar")), end);
        }
        let last = Date::parse("9999-12-31").expect("a day");
        assert!(end_of(last).is_err(), "the calendar's end is no panic");
    }
}
