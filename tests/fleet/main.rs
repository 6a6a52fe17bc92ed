//! Many devices through every harm that a network, a box or a device can do, drawn from one seed; then the real count.
//!
//! Each device runs the widget's own `State::update`, and a model carries out its effects. Nothing waits: time is a queue
//! of what is due. `FLEET_BALLOTS` and `FLEET_SEED` run it larger, or again.

mod device;
mod dice;
mod network;
mod power;
mod promises;
mod resident;
mod shell;
mod store;
mod world;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;

use common_purse::state::Mode;
use counter::Count;
use documents::{Budget, Id, ResultFile, bundle};

use device::{Device, Keeps};
use resident::Resident;
use store::{Kind, Store};
use world::{CALM, Due, MINUTE, World};

/// Everyday numbers; `cargo xtask faults` asks for more.
const BALLOTS: u64 = 500;
const SEED: u64 = 1;
const KIOSKS: usize = 4;

#[test]
fn a_box_that_only_creates_loses_nothing_and_counts_nothing_twice() {
    hold(Kind::CreateOnly);
}

#[test]
fn a_box_that_overwrites_loses_nothing_and_counts_nothing_twice() {
    hold(Kind::Overwrites);
}

fn hold(kind: Kind) {
    let (ballots, seed) = (number("FLEET_BALLOTS", BALLOTS), number("FLEET_SEED", SEED));
    let budget = budget();
    let mut world = event(kind, seed, ballots as usize, &budget);
    world.run_until(CALM);
    calm_down(&mut world);
    let result = count(&mut world, &budget);
    judge(&world, &result, seed);
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}={text}: expected a whole number"))
    })
}

fn budget() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/budgets/small-fund.json");
    std::fs::read(path).expect("the example budget is there")
}

/// Residents, their devices, and the harm that will come to these.
fn event(kind: Kind, seed: u64, ballots: usize, budget: &[u8]) -> World {
    let open = Budget::read(budget).expect("the example is in order").dates;
    let mut world = World::new(seed, budget.to_vec(), open.opens, Store::new(kind));
    world.residents = (0..ballots).map(|_| Resident::default()).collect();
    let at_kiosks = ballots / 10;
    let each = at_kiosks / KIOSKS + 1;
    let mut who: VecDeque<usize> = (0..ballots).collect();
    while !who.is_empty() {
        let kiosk = who.len() <= at_kiosks;
        // A family shares a device; where the box overwrites, only the last ballot of each device is looked after.
        let family = kind == Kind::CreateOnly && world.dice.percent(10);
        let number = if kiosk { each } else { 1 + usize::from(family) };
        let visitors: VecDeque<usize> = (0..number).map_while(|_| who.pop_front()).collect();
        let mode = if kiosk { Mode::Kiosk } else { Mode::Own };
        let keeps = match world.dice.below(100) {
            _ if kiosk => Keeps::Well,
            0..5 => Keeps::Nothing,
            5..8 => Keeps::NoBallots,
            8..11 => Keeps::Slowly,
            _ => Keeps::Well,
        };
        let weather = world.dice.pick(&[0, 30, 70, 95]);
        world
            .devices
            .push(Device::new(mode, keeps, weather, visitors));
        harm(&mut world, kiosk);
    }
    world
}

/// What will happen to the newest device.
fn harm(world: &mut World, kiosk: bool) {
    let at = world.devices.len() - 1;
    let begins = if kiosk { 0 } else { world.dice.below(CALM / 2) };
    world.after(begins, Due::SwitchOn(at));
    let stays = if kiosk { CALM } else { 10 * MINUTE };
    for _ in 0..world.dice.below(if kiosk { 12 } else { 4 }) {
        let ms = begins + world.dice.below(stays);
        world.after(ms, Due::SwitchOff(at));
        let back = ms + world.dice.between(1, 40) * MINUTE / 2;
        world.after(back, Due::SwitchOn(at));
    }
    for _ in 0..world.dice.below(3) {
        let ms = begins + world.dice.below(stays);
        world.after(ms, Due::Online(at, false));
        let back = ms + world.dice.between(1, 30) * MINUTE;
        world.after(back, Due::Online(at, true));
    }
    if world.dice.percent(10) {
        let ms = begins + world.dice.below(stays);
        let years = world.dice.pick(&[-10, 10]);
        let (wrong, right) = (power::years_on(world.today, years), world.today);
        world.after(ms, Due::Day(at, wrong));
        world.after(ms + 20 * MINUTE, Due::Day(at, right));
    }
    // Where the box overwrites, a device that has forgotten its ballot cannot put it back.
    if world.store.kind == Kind::CreateOnly && world.dice.percent(3) {
        let ms = begins + world.dice.below(stays);
        world.after(ms, Due::Wiped(at));
    }
}

/// No more harm: every device comes back once, and goes on until it has nothing left to do.
fn calm_down(world: &mut World) {
    world.calm = true;
    for at in 0..world.devices.len() {
        world.after(0, Due::Online(at, true));
        let today = world.today;
        world.after(0, Due::Day(at, today));
        world.after(1, Due::SwitchOff(at));
        world.after(2, Due::SwitchOn(at));
    }
    world.run_until(10 * CALM);
    assert!(world.is_quiet(), "every device has come to rest");
}

/// The real count, of files in any order, some of them packed, some both, with junk among them.
fn count(world: &mut World, budget: &[u8]) -> ResultFile {
    let mut files: Vec<(Id, Vec<u8>)> = world
        .store
        .files()
        .map(|(id, bytes)| (*id, bytes.clone()))
        .collect();
    world.dice.shuffle(&mut files);
    let packed = files.len() / 3;
    let mut count = Count::new(budget).expect("the example is in order");
    let bundle = bundle::pack(files[..packed].iter().map(|(_, bytes)| bytes.as_slice()));
    for _ in 0..2 {
        count.bundle(&format!("{}.jsonl", Id::of(&bundle)), &bundle, |_| ());
    }
    for (id, bytes) in &files[packed / 2..] {
        count.loose(&format!("{id}.json"), bytes);
        count.loose(
            &format!("{}.json", Id::of(id.to_string().as_bytes())),
            bytes,
        );
    }
    count.finish().expect("there are ballots")
}

fn judge(world: &World, result: &ResultFile, seed: u64) {
    let counted: BTreeSet<Id> = result.counted.iter().copied().collect();
    assert_eq!(
        counted.len(),
        result.counted.len(),
        "nothing is counted twice"
    );
    let strangers = counted.iter().find(|id| !world.owners.contains_key(id));
    assert_eq!(strangers, None, "nothing is counted that nobody cast");
    for (promise, ballots) in [("sent", &world.acknowledged), ("safe", &world.promised)] {
        let mut lost = ballots.difference(&counted);
        if let Some(id) = lost.next() {
            let whose = world.device_of(*id);
            panic!(
                "seed {seed}: said to be {promise} and not counted: {id} of {whose}, and {} more",
                lost.count()
            );
        }
    }

    let mut of: BTreeMap<usize, u64> = BTreeMap::new();
    for id in &counted {
        *of.entry(world.owners[id]).or_default() += 1;
    }
    let ends = world.residents.iter().enumerate();
    let missing: Vec<usize> = ends
        .filter(|(who, resident)| !resident.left && !of.contains_key(who))
        .map(|(who, _)| who)
        .collect();
    assert!(
        missing.is_empty(),
        "seed {seed}: these residents stayed, and were not counted: {missing:?}"
    );
    let twice: Vec<usize> = of
        .iter()
        .filter(|(_, times)| **times > 1)
        .map(|(who, _)| *who)
        .collect();
    let could_not_know = |who: &usize| {
        let device = world.devices.iter().find(|device| device.who.contains(who));
        device.is_some_and(|device| device.mode == Mode::Kiosk || device.keeps != Keeps::Well)
    };
    if let Some(who) = twice.iter().find(|who| !could_not_know(who)) {
        panic!("seed {seed}: resident {who} was counted twice");
    }
    let left = world.residents.iter().filter(|resident| resident.left);
    say(&format!(
        "fleet: seed {seed}, {:?}: {} residents, {} ballots counted, {} acknowledged, {} harmed requests and files, none lost, none \
         counted twice; {} voted again because a device that keeps nothing or is shared was shut before it could tell them, {} left before it did\n",
        world.store.kind,
        world.residents.len(),
        counted.len(),
        world.acknowledged.len(),
        world.harm,
        twice.len(),
        left.count(),
    ));
}

/// The figures are seen also where all is well.
fn say(text: &str) {
    // Nobody is there to read them when it is closed.
    let _ = std::io::stdout().write_all(text.as_bytes());
}
