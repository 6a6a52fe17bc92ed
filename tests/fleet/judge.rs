//! What must be true in the end, whatever happened.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use common_purse::state::Mode;
use documents::{Id, ResultFile};

use crate::device::{Device, Keeps};
use crate::event::Kind;
use crate::world::World;

/// Nothing is lost, nothing is counted twice, and every ballot acknowledged is in the result.
pub(crate) fn judge(world: &World, result: &ResultFile, seed: u64) {
    let counted: BTreeSet<Id> = result.counted.iter().copied().collect();
    assert_eq!(
        counted.len(),
        result.counted.len(),
        "seed {seed}: an id is counted twice"
    );
    let stranger = counted.iter().find(|id| !world.owners.contains_key(id));
    assert_eq!(stranger, None, "seed {seed}: nobody cast this");

    let mut of: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
    for id in &counted {
        of.entry(world.owners[id]).or_default().push(*id);
    }
    for (promise, ballots) in [("sent", &world.acknowledged), ("safe", &world.promised)] {
        for id in ballots.difference(&counted) {
            // With a code the last ballot counts, in place of those before.
            let replaced = world.event.kind != Kind::Open && of.contains_key(&world.owners[id]);
            assert!(
                replaced,
                "seed {seed}: said to be {promise} and not counted: {id} of {}",
                world.device_of(*id)
            );
        }
    }
    for (who, resident) in world.residents.iter().enumerate() {
        let counts = of.get(&who).map_or(&[][..], Vec::as_slice);
        assert!(
            resident.left || !counts.is_empty(),
            "seed {seed}: resident {who} stayed and is not counted"
        );
        let device = device_of(world, who);
        let once = counts.len() <= 1
            || world.event.kind == Kind::Open
                && (could_not_be_told(world, who) || why_unknown(device).is_some());
        assert!(
            once,
            "seed {seed}: resident {who} is counted {} times, wiped: {}, shut: {}",
            counts.len(),
            device_of(world, who).was_wiped,
            device_of(world, who).was_shut
        );
        if let Some(last) = last_of(world, who).filter(|_| world.event.kind != Kind::Open) {
            assert_eq!(
                counts,
                [last],
                "seed {seed}: the last ballot of resident {who} counts"
            );
        }
    }
    let twice = of.iter().filter(|(_, ballots)| ballots.len() > 1);
    let mut where_from: BTreeMap<String, usize> = BTreeMap::new();
    for (who, _) in twice {
        let device = device_of(world, *who);
        let why = why_unknown(device).unwrap_or_default();
        *where_from
            .entry(format!("{:?} {:?} {why}", device.mode, device.keeps))
            .or_default() += 1;
    }
    say(world, counted.len(), &where_from, seed);
}

/// An open event cannot know that somebody votes again because their device was shut before it could tell them that
/// their ballot was safe. Where the device remembers, it can tell.
fn could_not_be_told(world: &World, who: usize) -> bool {
    let device = device_of(world, who);
    device.mode == Mode::Kiosk || device.keeps != Keeps::Well
}

/// Why a device with a good memory may not have told somebody. Once it was shut, it shows one ballot of the people who
/// share it first, and lists the others below; and what the browser threw away it cannot show.
fn why_unknown(device: &Device) -> Option<&'static str> {
    match (device.was_shut, device.was_wiped, device.who.len()) {
        (true, true, _) => Some("wiped and shut"),
        (true, false, 2..) => Some("shared and shut"),
        _ => None,
    }
}

/// The last ballot that a device with a good memory has taken in for this resident.
fn last_of(world: &World, who: usize) -> Option<Id> {
    let mut own = world
        .frozen
        .iter()
        .rev()
        .filter(|id| world.owners[id] == who);
    let last = own.find(|id| world.promised.contains(id)).copied();
    last.filter(|_| !could_not_be_told(world, who) && !device_of(world, who).was_wiped)
}

fn device_of(world: &World, who: usize) -> &Device {
    let mut devices = world.devices.iter();
    devices
        .find(|device| device.who.contains(&who))
        .expect("every resident has a device")
}

/// The figures are seen also where all is well.
fn say(world: &World, counted: usize, twice: &BTreeMap<String, usize>, seed: u64) {
    let some = |is: fn(&crate::resident::Resident) -> bool| {
        world.residents.iter().filter(|one| is(one)).count()
    };
    let text = format!(
        "fleet: seed {seed}, {:?}, written {:?}: {} residents, {counted} ballots counted, {} acknowledged, {} changed their mind; {} requests and \
         files came to harm; none lost, none counted twice; \
         {} pressed send again in another tab; {} voted again because their device was shut before it could tell them {twice:?}, \
         {} left before it did\n",
        world.event.kind,
        world.store.writes,
        world.residents.len(),
        world.acknowledged.len(),
        some(|one| one.again),
        world.harm,
        world.again_in_tabs,
        twice.values().sum::<usize>(),
        some(|one| one.left),
    );
    // Nobody is there to read it when it is closed.
    let _ = std::io::stdout().write_all(text.as_bytes());
}
