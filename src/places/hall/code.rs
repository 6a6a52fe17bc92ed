//! The address as a square code, for phones' cameras.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};
use std::fmt::Write as _;
use yew::prelude::*;

/// ISO 18004 asks for a margin of four modules, without which cameras do not find the code.
const QUIET: usize = 4;

/// Dark or light, row by row, without the margin; `None` where the address is longer than such a code holds.
///
/// A screen is neither torn nor dirty: the lowest error correction keeps the modules large.
#[must_use]
pub fn modules(address: &str) -> Option<Vec<Vec<bool>>> {
    let code: QRCode = QRBuilder::new(address).ecl(ECL::L).build().ok()?;
    let row = |row: usize| (0..code.size).map(|at| code[row][at].value()).collect();
    Some((0..code.size).map(row).collect())
}

/// The code as a picture: dark on white whatever the page's colours are, since many cameras read no other.
#[must_use]
pub fn svg(address: &str, label: String) -> Option<Html> {
    let modules = modules(address)?;
    let side = modules.len() + 2 * QUIET;
    let mut dark = String::new();
    for (y, row) in modules.iter().enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|module| **module).count();
            if run > 0 {
                let (x, y) = (x + QUIET, y + QUIET);
                // A `String` takes whatever is written to it.
                let _ = write!(dark, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Some(html! {
        <svg class="hall-code" role="img" aria-label={label} viewBox={format!("0 0 {side} {side}")} shape-rendering="crispEdges">
            <path fill="#fff" d={format!("M0 0h{side}v{side}h-{side}z")} />
            <path fill="#000" d={dark} />
        </svg>
    })
}
