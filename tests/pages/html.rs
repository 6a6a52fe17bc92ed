//! Just enough of HTML to ask questions of the pages: what Yew writes is always well-formed.

use std::collections::BTreeMap;

/// One element, with all the text inside it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
    /// The names of the elements it stands in, from the root down.
    pub(crate) within: Vec<String>,
}

impl Element {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// All elements in the order in which they begin.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        add_text(&mut all, &open, &rest[..start]);
        let end = start + rest[start..].find('>').expect("every tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().expect("what ends has begun");
            assert_eq!(
                all[last].name, name,
                "elements end in the order in which they began"
            );
            continue;
        }
        let within = open.iter().map(|&at| all[at].name.clone()).collect();
        let element = Element {
            within,
            ..element(tag.trim_end_matches('/'))
        };
        let ends_here = VOID.contains(&element.name.as_str()) || tag.ends_with('/');
        all.push(element);
        if !ends_here {
            open.push(all.len() - 1);
        }
    }
    add_text(&mut all, &open, rest);
    assert!(open.is_empty(), "every element ends");
    all
}

/// Every text that is not blank, with the tag around it.
pub(crate) fn texts(html: &str) -> Vec<(String, String)> {
    let mut open: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("every tag ends");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
        } else if !tag.starts_with('!') && !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(tag);
        }
        if !text.trim().is_empty() {
            let around = open.last().expect("no text stands outside the page");
            found.push(((*around).to_owned(), unescaped(text)));
        }
    }
    found
}

fn add_text(all: &mut [Element], open: &[usize], text: &str) {
    for &at in open {
        all[at].text.push_str(&unescaped(text));
    }
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while let Some((name, after)) = rest.trim_start().split_once("=\"") {
        let (value, after) = after.split_once('"').expect("every value ends");
        // Attributes without a value stand before the name.
        let mut names = name.split_whitespace().rev();
        let twice = attributes.insert(
            names.next().unwrap_or_default().to_owned(),
            unescaped(value),
        );
        assert!(twice.is_none(), "an attribute twice in <{tag}>");
        attributes.extend(names.map(|name| (name.to_owned(), String::new())));
        rest = after;
    }
    attributes.extend(
        rest.split_whitespace()
            .map(|name| (name.to_owned(), String::new())),
    );
    Element {
        name: name.to_owned(),
        attributes,
        ..Element::default()
    }
}

fn unescaped(text: &str) -> String {
    let named = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    named
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}
