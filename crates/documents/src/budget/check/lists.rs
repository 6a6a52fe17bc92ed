//! Lists: how long, each name once, and no reference that leads nowhere.

use crate::json::{Node, Path, Report, Said};

/// At most so many priorities.
pub(super) const PRIORITIES: usize = 60;

/// What is asked of a file's lists.
pub(in crate::budget) struct Lists {
    /// From so many items to so many.
    pub(in crate::budget) lengths: &'static [(&'static str, usize, usize)],
    /// Lists whose items are names, or have one in this field; none of them twice.
    pub(in crate::budget) names: &'static [(&'static str, &'static str)],
    /// What names an item of a list, and the list.
    pub(in crate::budget) references: &'static [(&'static str, &'static str)],
}

pub(super) const LISTS: Lists = Lists {
    lengths: &[
        ("languages", 1, 20),
        ("priorities", 2, PRIORITIES),
        ("priorities.*.delivered_by", 0, 20),
        ("priorities.*.levels", 0, 20),
        ("protected", 0, 60),
        ("limits", 0, 30),
        ("limits.*.priorities", 1, PRIORITIES),
        ("consequences", 0, 100),
        ("consequences.*.when", 1, 20),
        ("consequences.*.when.*.priorities", 1, PRIORITIES),
        ("tags", 0, 30),
        ("evidence", 0, 200),
        ("about", 0, 10),
        ("about.*.answers", 2, 30),
    ],
    names: &[
        ("languages", ""),
        ("checks", ""),
        ("priorities", "id"),
        ("priorities.*.tags", ""),
        ("priorities.*.evidence", ""),
        ("priorities.*.levels.*.evidence", ""),
        ("protected", "id"),
        ("limits", "id"),
        ("limits.*.priorities", ""),
        ("consequences", "id"),
        ("consequences.*.when.*.priorities", ""),
        ("consequences.*.evidence", ""),
        ("tags", "id"),
        ("evidence", "id"),
        ("about", "id"),
        ("about.*.answers", "id"),
    ],
    references: &[
        ("headline", "tags"),
        ("priorities.*.tags.*", "tags"),
        ("priorities.*.evidence.*", "evidence"),
        ("priorities.*.levels.*.evidence.*", "evidence"),
        ("limits.*.priorities.*", "priorities"),
        ("consequences.*.when.*.priorities.*", "priorities"),
        ("consequences.*.evidence.*", "evidence"),
    ],
};

pub(in crate::budget) fn check(lists: &Lists, report: &mut Report) {
    let (root, here) = (report.root(), Path::Root);
    for &(pattern, least, most) in lists.lengths {
        root.visit(&here, pattern, &mut |list, at| {
            check_length(list, at, least, most, report)
        });
    }
    for &(pattern, field) in lists.names {
        root.visit(&here, pattern, &mut |list, at| {
            check_names(list, at, field, report)
        });
    }
    for &(pattern, list) in lists.references {
        let Some(ids) = ids(root.field(list)) else {
            continue;
        };
        root.visit(&here, pattern, &mut |node, at| match node.text() {
            Some(text) if !ids.contains(&text) => {
                report.say(at, node, Said::With("an id in $.#", &[list.into()]))
            }
            _ => {}
        });
    }
}

fn check_length(list: &Node, at: &Path, least: usize, most: usize, report: &mut Report) {
    let length = list.items().len();
    if list.is_list() && !(least..=most).contains(&length) {
        report.say(
            at,
            Said::With("length #", &[length.into()]),
            Said::With("a length from # to #", &[least.into(), most.into()]),
        );
    }
}

/// Longer lists than this are too long anyway.
const COMPARED: usize = 200;

fn check_names(list: &Node, at: &Path, field: &str, report: &mut Report) {
    let name = |item: &'_ Node| {
        if field.is_empty() {
            item.text().map(String::from)
        } else {
            item.text_at(field).map(String::from)
        }
    };
    let items = &list.items()[..list.items().len().min(COMPARED)];
    for (i, item) in items.iter().enumerate() {
        let Some(own) = name(item) else { continue };
        let Some(first) = items[..i]
            .iter()
            .position(|other| name(other).as_ref() == Some(&own))
        else {
            continue;
        };
        let first = at.item(first);
        let first = [Said::Path(&first)];
        let expected = Said::With("another name: # has this one", &first);
        item.visit(&at.item(i), field, &mut |node, at| {
            report.say(at, node, expected)
        });
    }
}

/// The ids in a list that others refer to; `None` where one is in doubt, or the list too long, so that no reference can be said to
/// lead nowhere.
fn ids<'n>(list: Option<&'n Node<'n>>) -> Option<Vec<&'n str>> {
    match list {
        Some(list) if !list.is_list() || list.items().len() > COMPARED => None,
        list => list
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .map(|item| item.text_at("id"))
            .collect(),
    }
}
