//! `cargo xtask …`: set-up and chores in one place.

mod audit;
mod engine;
mod fuzz;
mod project;
mod release;
mod run;
mod scripts;
mod serve;
mod setup;
mod terminal;
mod test;
mod tools;
mod weigh;
mod widget;

use std::process::ExitCode;

use project::Project;
use setup::Needs;

const HELP: &str = "\
Chores of Common Purse. On a fresh machine, start with the first one.

  cargo xtask serve [OPTIONS]   set up, build, and open a box on this machine with an example budget;
                                prints the addresses to visit. OPTIONS go on to `purse serve`:
                                  --port 8080   --budget budgets/small-fund.json   --box my-box
  cargo xtask test [STEP…]      set up, then run every test there is, or only the steps named:
                                  format  lint  native  browser  weigh  e2e  nginx  faults
  cargo xtask test --stores     a step that otherwise never runs: an S3 store (Garage, three nodes) and Azure's
                                emulator (Azurite). Building Garage takes 10 to 20 minutes, once
  cargo xtask test --browsers   the other one: a ballot and a council's page in Chromium, Firefox and WebKitGTK,
                                and 500 visitors at a kiosk
  cargo xtask release           purse for this kind of machine, with the widget inside and its SHA-256 beside, into release/:
                                one file that an organiser starts without a compiler
  cargo xtask build             build the widget for release into dist/, with .br and .gz beside each file
  cargo xtask weigh             what the ballot page loads, file by file, in brotli bytes, against its budgets
                                (of the widget in dist/; builds it when there is none); with `--table`, what is
                                loaded when
  cargo xtask bench [RUNS [WORD]]
                                first paint, answering and change to paint (each beside a bare page, in turn), the count
                                of 10,000 ballots, and floods: 7 RUNS; with a WORD, only what is called by it, such as
                                `slower` or `forgeries`
  cargo xtask bench engine [FILE.pb…]
                                the counting engine natively and in a browser's worker, side by side
  cargo xtask fuzz [SECONDS]    random and broken files for everything that reads bytes from outside (60 seconds)
  cargo xtask faults [NAME…]    every scenario of the fault bench, or only those named, in a table; `--seed N` draws the
                                faults otherwise, `--list` only names the scenarios
  cargo xtask screens [FOLDER]  pictures of the screens, into docs/screens or FOLDER
  cargo xtask icons             the icons of the installed page, from icons/icon.svg
  cargo xtask audit             every dependency against deny.toml: licences, sources, versions, and known weaknesses
                                where their list can be fetched
  cargo xtask setup             only the set-up, with everything that the tests need

Set-up fetches only what is missing. Tools of the right version on PATH are used; trunk, wasm-bindgen, its
splitter and wasm-opt are otherwise kept in the folder `common-purse` of your cache ($XDG_CACHE_HOME, or ~/.cache), Rust's
own parts come by rustup, and for the tests Chromium, its driver and nginx by apt-get. The first time takes
about 8 minutes on two cores.

Exit code: 0 when all is well, 1 when something failed, 2 when the command was not understood.
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_else(|| "help".into());
    let rest: Vec<String> = words.collect();
    if rest.iter().any(|word| word == "--help" || word == "-h") && command != "serve" {
        terminal::say(HELP);
        return ExitCode::SUCCESS;
    }
    let project = Project::here();
    let done = match command.as_str() {
        "serve" => serve::serve(&project, &rest),
        "test" => test::test(&project, &rest),
        "build" => {
            setup::set_up(&project, Needs::Build).and_then(|tools| widget::build(&project, &tools))
        }
        "release" => release::release(&project),
        "weigh" => weigh::weigh_alone(&project, rest.iter().any(|word| word == "--table")),
        "bench" => match rest.split_first() {
            Some((what, elections)) if what == "engine" => engine::bench(&project, elections),
            _ => scripts::bench(&project, &rest),
        },
        "fuzz" => fuzz::fuzz(&project, &rest),
        "faults" => scripts::faults(&project, &rest),
        "screens" => scripts::screens(&project, &rest),
        "icons" => scripts::icons(&project),
        "audit" => audit::audit(&project),
        "setup" => setup::set_up(&project, Needs::Tests).map(|_| ()),
        "help" | "--help" | "-h" => {
            terminal::say(HELP);
            Ok(())
        }
        other => {
            terminal::complain(&format!(
                "There is no `{other}`. `cargo xtask --help` lists what there is."
            ));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            terminal::complain(&sentence);
            ExitCode::FAILURE
        }
    }
}
