//! An event with a key of its own, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use documents::{Budget, Code, Id};
use seals::Voter;
use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "teapot ladder orbit fox";

pub(crate) struct Event {
    folder: TempDir,
    keys: OnceLock<seals::Event>,
}

impl Event {
    /// A budget with a key for the kind of event that these options name; the event is over since 2020.
    pub(crate) fn new(options: &[&str]) -> Event {
        let event = Event::plain();
        let mut args = vec!["key", "new", "hall.key", "--budget", "budget.json"];
        args.extend(options);
        event.good(&args);
        event
    }

    /// The same without a key.
    pub(crate) fn plain() -> Event {
        let folder = TempDir::new().unwrap();
        let event = Event {
            folder,
            keys: OnceLock::new(),
        };
        let text = fs::read_to_string(super::BUDGET).unwrap();
        let text = text.replace("2026-12-31", "2020-12-31");
        let opens = text.find("\"opens\": \"").unwrap() + 10;
        let text = format!("{}2020-01-01{}", &text[..opens], &text[opens + 10..]);
        fs::write(event.path("budget.json"), text).unwrap();
        fs::write(
            event.path("passphrase"),
            format!("{PASSPHRASE}\nnot this\n"),
        )
        .unwrap();
        event
    }

    /// An event with codes and their list in the box.
    pub(crate) fn with_codes(options: &[&str], codes: &[&str]) -> Event {
        let event = Event::new(options);
        event.make_box();
        let mut args = codes_new("--out codes --box box");
        args.extend(codes);
        event.good(&args);
        event
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn make_box(&self) {
        for folder in ["ballots", "keys"] {
            fs::create_dir_all(self.path("box").join(folder)).unwrap();
        }
        fs::copy(self.path("budget.json"), self.path("box/budget.json")).unwrap();
    }

    /// Runs `purse` in the event's folder, with the passphrase where it is asked for.
    pub(crate) fn purse(&self, args: &[&str]) -> Output {
        let mut command = self.command(args);
        command.output().expect("purse is built before its tests")
    }

    /// The same, still to be started.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_purse"));
        command.current_dir(self.folder.path()).args(args);
        let file = self.path("passphrase");
        let wants = matches!(args[0], "open")
            || matches!(
                args[..2],
                ["key" | "codes", "new" | "void"] | ["ledger", "add" | "import"]
            );
        if wants && !args.contains(&"--passphrase-file") {
            command.arg("--passphrase-file").arg(file);
        }
        command
    }

    /// The codes as all lists in a folder say together.
    pub(crate) fn register(&self, folder: &str) -> Option<documents::CodeRegister> {
        let files: Vec<(Id, Vec<u8>)> = super::files_below(&self.path(folder).join("keys"))
            .iter()
            .map(|file| fs::read(file).unwrap())
            .map(|bytes| (Id::of(&bytes), bytes))
            .collect();
        let files = files.iter().map(|(id, bytes)| (id, bytes.as_slice()));
        seals::key_lists(self.event(), files).0
    }

    /// Runs `purse`, which must do what it is asked for; what it printed.
    pub(crate) fn good(&self, args: &[&str]) -> String {
        let output = self.purse(args);
        let (out, err) = (super::text(&output.stdout), super::text(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{args:?}: {out}{err}");
        out
    }

    /// Runs `purse`, which must refuse; what it said on stderr.
    pub(crate) fn bad(&self, args: &[&str]) -> String {
        let output = self.purse(args);
        let (out, err) = (super::text(&output.stdout), super::text(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{args:?}: {out}{err}");
        err
    }

    pub(crate) fn budget(&self) -> Budget {
        Budget::read(&fs::read(self.path("budget.json")).unwrap()).unwrap()
    }

    pub(crate) fn event(&self) -> &seals::Event {
        self.keys
            .get_or_init(|| seals::Event::of(&self.budget()).unwrap())
    }

    /// The codes of the private table, with their cards' numbers; test codes are `true`.
    pub(crate) fn codes(&self) -> Vec<(u64, Code, bool)> {
        self.codes_in("codes")
    }

    pub(crate) fn codes_in(&self, folder: &str) -> Vec<(u64, Code, bool)> {
        let table = fs::read_to_string(self.path(folder).join("codes.csv")).unwrap();
        let rows = table.lines().skip(2).map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            let code = Code::read(cells[1]).ok().unwrap();
            (cells[0].parse().unwrap(), code, cells[2] == "test")
        });
        rows.collect()
    }

    pub(crate) fn voters(&self) -> Vec<Voter> {
        let event = self.event();
        let codes = self.codes();
        codes
            .iter()
            .map(|(_, code, _)| Voter::new(code, event))
            .collect()
    }

    /// Puts the ballot of a line where it belongs; its id.
    pub(crate) fn put(&self, line: &[u8]) -> Id {
        let path = documents::boxes::path_of_ballot(line);
        self.put_at(&path, &documents::signed::file(line));
        documents::bundle::id(line)
    }

    pub(crate) fn put_at(&self, path: &str, bytes: &[u8]) {
        fs::write(self.path("box").join(path), bytes).unwrap();
    }

    /// The names in one of the box's folders, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let files = super::files_below(&self.path("box").join(folder));
        let name = |file: &PathBuf| file.file_name().unwrap().to_str().unwrap().to_owned();
        files.iter().map(name).collect()
    }

    /// The one file in a folder of the box.
    pub(crate) fn only_file(&self, folder: &str) -> Vec<u8> {
        let files = super::files_below(&self.path("box").join(folder));
        assert_eq!(files.len(), 1, "{files:?}");
        fs::read(&files[0]).unwrap()
    }
}

/// `codes new` of the event's budget and key, and these words.
pub(crate) fn codes_new(more: &str) -> Vec<&str> {
    let mut args = vec![
        "codes",
        "new",
        "--budget",
        "budget.json",
        "--key",
        "hall.key",
    ];
    args.extend(more.split_whitespace());
    args
}

/// `codes void` of cards in the event's table, and these words.
pub(crate) fn codes_void(more: &str) -> Vec<&str> {
    let mut args = vec![
        "codes",
        "void",
        "box",
        "--key",
        "hall.key",
        "--codes",
        "codes/codes.csv",
    ];
    args.extend(more.split_whitespace());
    args
}

/// Changes one byte in the middle of a file.
pub(crate) fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'0' { b'1' } else { b'0' };
    fs::write(path, bytes).unwrap();
}
