//! How much `purse serve` takes, how fast, and for how long it waits. What is set fits a hall and a town, so the help
//! names only what an organiser has to know; `deploy/embedded.md` has all of it.

use std::path::Path;
use std::time::Duration;

use clap::value_parser;
use documents::{boxes, signed};

use crate::failure::Failure;
use crate::server::{Amount, Connections, Pace, Paces, Patience, Quotas, Room, Taking};
use crate::words::say;

#[derive(clap::Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct Limits {
    /// All phones come from one address, as in a hall's Wi-Fi or behind a proxy: it may do what all together may
    #[arg(long)]
    hall: bool,
    /// The largest ballot taken, in bytes
    #[arg(long, hide = true, value_name = "BYTES", default_value_t = signed::MAX_BYTES as u64)]
    max_ballot: u64,
    /// The largest result taken, in bytes (a result lists every ballot counted: 67 bytes each)
    #[arg(long, hide = true, value_name = "BYTES", default_value_t = 8_000_000)]
    max_result: u64,
    /// Ballots a minute from one address, as many at once; a phone beyond is asked to wait, and does. A ballot that is
    /// signed with a code of the list, or sound in an event without codes, then still goes first
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 120, value_parser = value_parser!(u32).range(1..))]
    per_address: u32,
    /// Ballots a minute from all addresses together, as many at once
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 6_000, value_parser = value_parser!(u32).range(1..))]
    per_minute: u32,
    /// Results a minute from one address
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 30, value_parser = value_parser!(u32).range(1..))]
    results_per_address: u32,
    /// Results a minute from all addresses together
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 300, value_parser = value_parser!(u32).range(1..))]
    results_per_minute: u32,
    /// Readings of a single ballot a minute from one address; a device's own, just sent, come on top
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 600_000, value_parser = value_parser!(u32).range(1..))]
    read_backs_per_address: u32,
    /// Readings of lists and all other files of the box a minute from one address
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 6_000, value_parser = value_parser!(u32).range(1..))]
    reads_per_address: u32,
    /// Ballots beyond which more are asked to wait until there is room
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 200_000)]
    most_files: u64,
    /// Bytes of ballots beyond which more are asked to wait
    #[arg(
        long,
        hide = true,
        value_name = "BYTES",
        default_value_t = 4_000_000_000
    )]
    most_bytes: u64,
    /// Results beyond which more are asked to wait
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 1_000)]
    most_results: u64,
    /// Bytes of results beyond which more are asked to wait
    #[arg(long, hide = true, value_name = "BYTES", default_value_t = 100_000_000)]
    most_result_bytes: u64,
    /// Connections at once; beyond, the one that has done nothing for longest is ended
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 4_096)]
    connections: usize,
    /// The same for one address
    #[arg(long, hide = true, value_name = "NUMBER", default_value_t = 256)]
    connections_per_address: usize,
    /// Seconds until a connection has sent a request's header
    #[arg(long, hide = true, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    header_time: Duration,
    /// Seconds in which nothing of an upload arrives, or nothing of an answer is taken
    #[arg(long, hide = true, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    silence: Duration,
    /// Seconds until an upload has arrived whole
    #[arg(long, hide = true, value_name = "SECONDS", default_value = "120", value_parser = seconds)]
    upload_time: Duration,
    /// Seconds from a request to the last byte of its answer
    #[arg(long, hide = true, value_name = "SECONDS", default_value = "900", value_parser = seconds)]
    request_time: Duration,
}

impl Limits {
    pub(super) fn connections(&self) -> Connections {
        let of_one = match self.hall {
            true => self.connections,
            false => self.connections_per_address,
        };
        Connections {
            most: self.connections,
            most_of_one: of_one,
            header: self.header_time,
            unread: self.silence,
            whole: self.request_time,
        }
        .within_the_machine()
    }

    /// Looks through the box.
    pub(super) fn taking(&self, ballot_box: &Path) -> Result<Taking, Failure> {
        let room = |folder, options, files, bytes| {
            let folder = ballot_box.join(folder);
            Room::of(folder.clone(), options, Amount { files, bytes }).map_err(|error| {
                Failure::bad(say!("io.look_through", place = folder.display(), error))
            })
        };
        let ballots = say!("serve.files_or_bytes");
        let results = say!("serve.results_or_bytes");
        Ok(Taking {
            pace: Pace::new(self.paces()),
            room: room(boxes::BALLOTS, ballots, self.most_files, self.most_bytes)?,
            results_room: room(
                boxes::RESULTS,
                results,
                self.most_results,
                self.most_result_bytes,
            )?,
            max_ballot: self.max_ballot,
            max_result: self.max_result,
            patience: Patience {
                silence: self.silence,
                whole: self.upload_time,
            },
        })
    }

    fn paces(&self) -> Paces {
        let quotas = |each, all| Quotas { each, all };
        let paces = Paces {
            ballots: quotas(self.per_address, Some(self.per_minute)),
            results: quotas(self.results_per_address, Some(self.results_per_minute)),
            read_backs: quotas(self.read_backs_per_address, None),
            reads: quotas(self.reads_per_address, None),
        };
        if self.hall { paces.in_a_hall() } else { paces }
    }
}

/// With a fraction where that is wanted, and more than none.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds
        .filter(|seconds| !seconds.is_zero() && *seconds < Duration::from_secs(1_000_000))
        .ok_or_else(|| say!("serve.expected_seconds").into())
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command};

    use super::*;

    #[test]
    fn what_the_help_does_not_name_is_in_the_guide() {
        let guide = include_str!("../../../../../deploy/embedded.md");
        let command = Limits::augment_args(Command::new("serve"));
        let hidden = command
            .get_arguments()
            .filter(|option| option.is_hide_set());
        let names: Vec<String> = hidden
            .map(|option| format!("`--{}", option.get_long().unwrap()))
            .collect();
        assert!(names.len() > 10);
        for name in names {
            assert!(guide.contains(&name), "{name}");
        }
    }
}
