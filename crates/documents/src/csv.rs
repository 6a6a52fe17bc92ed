//! Rows of a table for a spreadsheet (RFC 4180).

/// What Excel takes for a sign that a file is UTF-8; other readers pass over it.
pub const MARK: &str = "\u{feff}";

/// One row, without a line end. A text that a spreadsheet would take for a formula begins with an apostrophe, so that
/// nothing runs on the computer of whoever opens it; numbers stay numbers.
pub fn row(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        let cell = harmless(cell.as_ref());
        if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
            text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            text.push_str(&cell);
        }
    }
    text
}

/// Where spreadsheets of other countries begin a new cell, a formula may begin too.
const BREAKS: [char; 4] = [';', '\t', '\r', '\n'];

fn harmless(cell: &str) -> String {
    if is_number(cell) {
        return cell.to_owned();
    }
    let mut text = String::new();
    // What some pass over at the start leaves the rest a formula.
    let shown = cell.trim_start_matches(is_unseen);
    if cell.starts_with(BREAKS) || shown.starts_with(is_formula) {
        text.push('\'');
    }
    let mut begins = false;
    for sign in cell.chars() {
        if begins && is_formula(sign) {
            text.push('\'');
        }
        begins = BREAKS.contains(&sign) || begins && is_unseen(sign);
        match sign {
            '\n' | '\r' | '\t' => text.push(sign),
            // No sign of a terminal's, whoever prints the table.
            _ if sign.is_control() => text.extend(sign.escape_debug()),
            _ => text.push(sign),
        }
    }
    text
}

/// Excel, LibreOffice and Google Sheets read what begins so as a formula, also in full width.
fn is_formula(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            '"' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

/// Such as 12, -3, 2.50 or 1/3.
fn is_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let cell = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    match cell.split_once(['.', '/']) {
        Some((whole, rest)) => digits(whole) && digits(rest),
        None => digits(cell),
    }
}
