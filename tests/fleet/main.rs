//! Many devices through every harm that a network, a box or a device can do, drawn from one seed; then the real count.
//!
//! Each device runs the widget's own `State::update`, and a model carries out its effects. Nothing waits: time is a queue
//! of what is due. `FLEET_BALLOTS` and `FLEET_SEED` run it larger, or again.

mod device;
mod dice;
mod event;
mod judge;
mod network;
mod power;
mod promises;
mod resident;
mod shell;
mod store;
mod tabs;
mod world;

use std::collections::VecDeque;

use common_purse::state::Mode;

use device::{Device, Keeps};
use dice::Dice;
use event::{Event, Kind};
use judge::judge;
use resident::Resident;
use store::{Store, Writes};
use world::{CALM, Due, MINUTE, World};

/// Everyday numbers, for each kind of event; `cargo xtask faults` asks for more.
const BALLOTS: u64 = 150;
const SEED: u64 = 1;
const KIOSKS: usize = 4;

#[test]
fn an_open_event_in_a_box_that_only_creates() {
    hold(Kind::Open, Writes::Once);
}

#[test]
fn an_open_event_in_a_box_that_overwrites() {
    hold(Kind::Open, Writes::Over);
}

#[test]
fn an_event_with_codes_in_a_box_that_overwrites() {
    hold(Kind::Codes, Writes::Over);
}

#[test]
fn an_event_with_codes_and_sealed_choices() {
    hold(Kind::Sealed, Writes::Once);
}

fn hold(kind: Kind, writes: Writes) {
    let (ballots, seed) = (number("FLEET_BALLOTS", BALLOTS), number("FLEET_SEED", SEED));
    let mut world = prepare(kind, writes, seed, ballots as usize);
    world.run_until(CALM);
    calm_down(&mut world);
    let result = world.event.count(world.store.files(), &mut world.dice);
    judge(&world, &result, seed);
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}={text}: expected a whole number"))
    })
}

/// Residents, their devices, and the harm that will come to these.
fn prepare(kind: Kind, writes: Writes, seed: u64, ballots: usize) -> World {
    let mut dice = Dice::of(seed);
    let event = Event::new(kind, ballots, &mut dice);
    let mut world = World::new(dice, event, Store::new(writes));
    world.residents = (0..ballots).map(|_| Resident::default()).collect();
    let at_kiosks = ballots / 10;
    let each = at_kiosks / KIOSKS + 1;
    let mut who: VecDeque<usize> = (0..ballots).collect();
    while !who.is_empty() {
        let kiosk = who.len() <= at_kiosks;
        // A family shares a device; where the box overwrites, only the last ballot of each device is looked after.
        let family = writes == Writes::Once && world.dice.percent(10);
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
    if !kiosk && world.dice.percent(30) {
        for _ in 0..world.dice.between(2, 5) {
            let ms = begins + world.dice.below(2 * MINUTE);
            world.after(ms, Due::OtherTab(at));
        }
    }
    if world.dice.percent(10) {
        let ms = begins + world.dice.below(stays);
        let years = world.dice.pick(&[-10, 10]);
        let (wrong, right) = (power::years_on(world.today, years), world.today);
        world.after(ms, Due::Day(at, wrong));
        world.after(ms + 20 * MINUTE, Due::Day(at, right));
    }
    // Where the box overwrites, a device that has forgotten its ballot cannot put it back.
    if world.store.writes == Writes::Once && world.dice.percent(3) {
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
