//! The engine's speed: the same measurements in a browser's worker and natively (`cargo xtask bench engine`).
//!
//! Natively: `engine FILE.pb…` prints a line for each measurement, its name and its milliseconds with a tab between.
//! In a worker: a message with pairs of a name and a file's text starts it, and each line comes back as a message.

mod allocations;
#[path = "../../benches/made_up.rs"]
mod made_up;
mod picks;
mod timing;
#[cfg(target_arch = "wasm32")]
mod worker;

/// Measures everything, and tells each line as soon as it is there.
fn measure(elections: &[(String, String)], now: impl Fn() -> f64, mut tell: impl FnMut(String)) {
    let mut clock = timing::Clock {
        now: &now,
        tell: &mut tell,
    };
    for (name, text) in elections {
        picks::measure(&mut clock, name, text);
    }
    let city = tally::picks::pabulib::Pabulib::of(&made_up::city()).text();
    picks::measure(&mut clock, "made-up city, 90,494 × 160", &city);
    drop(city);
    allocations::measure(&mut clock);
}

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::io::Result<()> {
    use std::io::Write;
    let mut elections = Vec::new();
    for file in std::env::args_os().skip(1) {
        let path = std::path::PathBuf::from(file);
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        elections.push((name.into_owned(), std::fs::read_to_string(&path)?));
    }
    let begun = std::time::Instant::now();
    measure(
        &elections,
        || begun.elapsed().as_secs_f64() * 1e3,
        // Whoever no longer reads ends the program at its next line; that is no accident.
        |line| drop(writeln!(std::io::stdout(), "{line}")),
    );
    Ok(())
}
