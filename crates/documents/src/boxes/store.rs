//! `store.json`: how a store takes and lists files, where it is no plain web server.

use std::fmt;

use crate::json::{self, Path, Report, format_name, names, record, tagged};
use crate::scalars::textual;
use crate::{Id, Problem, SlugMap};

format_name!(
    /// `common-purse/store/1`
    StoreFormat,
    "common-purse/store/1"
);

record! {
    /// What the organiser's tool writes and every device reads before it adds or lists.
    ///
    /// It names no reader's secret: whoever has it can add files and list them, and nothing else.
    #[derive(Eq)]
    pub struct Store {
        pub format: StoreFormat,
        /// Where files are added and listed, without a slash at the end; left out, it is the box's own address.
        pub address: Option<Address>,
        /// How a ballot is added.
        pub ballots: UploadMethod,
        /// How a result is added; left out, this page cannot add one.
        pub results: Option<UploadMethod>,
        pub list: Listed,
    }
}

tagged! {
    /// How a file is added.
    #[derive(Eq)]
    pub enum UploadMethod by by, or Self::PLAIN, {
        /// `PUT <address>/<path>?<query>`: plain servers, and Azure with a token that only creates.
        "put" => Put {
            /// Without the question mark.
            query: Option<Plain>,
            headers: Option<SlugMap<Plain>>,
        },
        /// `POST <address>` of a form with these fields, the file's `key` and the `file` itself (Amazon S3, "POST Object").
        "post" => Post { fields: SlugMap<Plain> },
    }
}

record! {
    /// How a folder is listed.
    #[derive(Eq)]
    pub struct Listed {
        pub r#as: ListedAs,
        /// Lists are signed where the store lists to nobody unknown; only with `s3`.
        pub signed: Option<ListKey>,
    }
}

names! {
    /// In which form.
    pub enum ListedAs {
        /// `GET <folder>/` gives JSON, as nginx's `autoindex_format json`.
        Nginx = "nginx",
        /// `ListObjectsV2`, in pages of XML.
        S3 = "s3",
        /// `List Blobs`, in pages of XML.
        Azure = "azure",
    }
}

record! {
    /// What lists are signed with (AWS Signature Version 4). The key was derived from a secret that only reads this one
    /// bucket; it leads back to no secret and runs out with the date.
    #[derive(Eq)]
    pub struct ListKey {
        /// `<key id>/<day>/<region>/s3/aws4_request`
        pub credential: Plain,
        /// From when it holds, such as `20261126T120000Z`.
        pub date: Plain,
        /// For how many seconds it holds.
        pub seconds: u64,
        /// The derived signing key.
        pub key: Id,
    }
}

/// More than any store's tokens need.
const MAX_BYTES: usize = 65_536;

impl UploadMethod {
    const PLAIN: Self = Self::Put {
        query: None,
        headers: None,
    };
}

impl Store {
    /// A web server that takes a plain `PUT` and lists as nginx does: what holds where the box has no `store.json`.
    pub const PLAIN: Self = Self {
        format: StoreFormat,
        address: None,
        ballots: UploadMethod::PLAIN,
        results: Some(UploadMethod::PLAIN),
        list: Listed {
            r#as: ListedAs::Nginx,
            signed: None,
        },
    };

    /// # Errors
    /// Every mistake in it.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::read(bytes, MAX_BYTES, |store: &mut Self, report| {
            store.check(report)
        })
    }

    /// A signature holds for one host, which must therefore be named.
    fn check(&self, report: &mut Report) {
        let at = Path::Root;
        if self.list.signed.is_some() && (self.address.is_none() || self.list.r#as != ListedAs::S3)
        {
            let expected = "only with \"as\": \"s3\" and an \"address\"";
            report.say(
                &at.field("list").field("signed"),
                "lists to be signed",
                expected,
            );
        }
    }

    /// Where files are added and listed, without a slash at the end; the box's own address where none is named.
    pub fn address<'a>(&'a self, home: &'a str) -> &'a str {
        match &self.address {
            Some(address) => address.as_str(),
            None => home.strip_suffix('/').unwrap_or(home),
        }
    }

    /// One line of JSON, fields in order.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }
}

/// A line of visible ASCII: part of an address, a header or a form, which it can therefore not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain(Box<str>);

impl Plain {
    /// `None` where there is a space, a control character or a letter beyond ASCII, or no character or over 4,096.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=4_096).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

textual!(
    Plain,
    "1 to 4096 visible ASCII characters without a space",
    "^[!-~]{1,4096}$",
    Self("".into())
);

/// `http://` or `https://`, a host, and perhaps folders; nothing after, not even a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    text: Box<str>,
    /// Where the host begins and ends.
    host: (usize, usize),
}

impl Address {
    /// `None` where the text is not such an address.
    pub fn parse(text: &str) -> Option<Self> {
        let begins = ["https://", "http://"]
            .iter()
            .find(|scheme| text.starts_with(**scheme))?
            .len();
        let ends = text[begins..]
            .find('/')
            .map_or(text.len(), |at| begins + at);
        let fits = |part: &str, extra: &[u8]| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || extra.contains(&b))
        };
        let whole = fits(&text[begins..ends], b".:[]-")
            && text[ends..]
                .split('/')
                .skip(1)
                .all(|part| fits(part, b"._~-"));
        whole.then(|| Self {
            text: text.into(),
            host: (begins, ends),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// With its port, as the `Host` header gives it.
    pub fn host(&self) -> &str {
        &self.text[self.host.0..self.host.1]
    }

    /// From the slash after the host on; empty where there is none.
    pub fn path(&self) -> &str {
        &self.text[self.host.1..]
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

textual!(
    Address,
    "an address such as https://store.example.org/box, without a slash at the end",
    "^https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~-]+)*$",
    Self {
        text: "".into(),
        host: (0, 0)
    }
);
