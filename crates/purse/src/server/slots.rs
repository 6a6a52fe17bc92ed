//! Who is connected. Where all places are taken, a newcomer displaces whoever has done nothing for longest: so sockets
//! that are slow or silent, however many, keep nobody out.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

pub(super) struct Slots {
    most: usize,
    most_of_one: usize,
    began: Instant,
    taken: Mutex<HashMap<IpAddr, Vec<Arc<Slot>>>>,
}

/// One connection.
pub(super) struct Slot {
    from: IpAddr,
    /// When its last request began, or else the connection itself; milliseconds.
    since: AtomicU64,
    /// A request of it is being answered.
    busy: AtomicBool,
    pub(super) displaced: Notify,
}

impl Slots {
    /// At least one connection from one address, and in all.
    pub(super) fn new(most: usize, most_of_one: usize) -> Self {
        Self {
            most: most.max(1),
            most_of_one: most_of_one.max(1),
            began: Instant::now(),
            taken: Mutex::default(),
        }
    }

    /// A place for a connection from this address; somebody else's where there is none left.
    pub(super) fn take(&self, from: IpAddr) -> Arc<Slot> {
        let mut taken = self.lock();
        let of_one = taken.get(&from).map_or(0, Vec::len);
        if of_one >= self.most_of_one {
            displace(&mut taken, from);
        } else if taken.values().map(Vec::len).sum::<usize>() >= self.most {
            displace_one_of_the_crowd(&mut taken);
        }
        let slot = Arc::new(Slot {
            from,
            since: self.now().into(),
            busy: false.into(),
            displaced: Notify::new(),
        });
        taken.entry(from).or_default().push(slot.clone());
        slot
    }

    /// The machine has no connection to spare: somebody's place is given up.
    pub(super) fn make_room(&self) {
        displace_one_of_the_crowd(&mut self.lock());
    }

    pub(super) fn leave(&self, slot: &Arc<Slot>) {
        let mut taken = self.lock();
        if let Some(slots) = taken.get_mut(&slot.from) {
            slots.retain(|one| !Arc::ptr_eq(one, slot));
            if slots.is_empty() {
                taken.remove(&slot.from);
            }
        }
    }

    pub(super) fn begin_request(&self, slot: &Slot) {
        slot.since.store(self.now(), Ordering::Relaxed);
        slot.busy.store(true, Ordering::Relaxed);
    }

    /// When the last request of this connection began.
    pub(super) fn since(&self, slot: &Slot) -> Instant {
        self.began + std::time::Duration::from_millis(slot.since.load(Ordering::Relaxed))
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, Vec<Arc<Slot>>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    pub(super) fn end_request(&self) {
        self.busy.store(false, Ordering::Relaxed);
    }
}

/// Where many addresses have as many connections, the one of them all that has done nothing for longest goes.
fn displace_one_of_the_crowd(taken: &mut HashMap<IpAddr, Vec<Arc<Slot>>>) {
    let crowd = |(_, slots): &(&IpAddr, &Vec<Arc<Slot>>)| {
        let first = slots.iter().map(rank).min();
        (slots.len(), Reverse(first))
    };
    if let Some((address, _)) = taken.iter().max_by_key(crowd) {
        let address = *address;
        displace(taken, address);
    }
}

/// First those that wait for a request, then those whose request has lasted longest.
fn rank(slot: &Arc<Slot>) -> (bool, u64) {
    (
        slot.busy.load(Ordering::Relaxed),
        slot.since.load(Ordering::Relaxed),
    )
}

fn displace(taken: &mut HashMap<IpAddr, Vec<Arc<Slot>>>, of: IpAddr) {
    let Some(slots) = taken.get_mut(&of) else {
        return;
    };
    let worst = (0..slots.len()).min_by_key(|&place| rank(&slots[place]));
    if let Some(place) = worst {
        slots.swap_remove(place).displaced.notify_one();
    }
    if slots.is_empty() {
        taken.remove(&of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn is_displaced(slot: &Slot) -> bool {
        tokio::select! {
            biased;
            () = slot.displaced.notified() => true,
            () = std::future::ready(()) => false,
        }
    }

    #[tokio::test]
    async fn whoever_waits_longest_goes_first_and_whoever_is_busy_last() {
        let slots = Slots::new(100, 3);
        let one = IpAddr::from([192, 0, 2, 1]);
        let taken = [slots.take(one), slots.take(one), slots.take(one)];
        for (slot, since) in taken.iter().zip([30, 10, 20]) {
            slot.since.store(since, Ordering::Relaxed);
        }
        taken[1].busy.store(true, Ordering::Relaxed);
        let mut gone = Vec::new();
        for newcomer in [100, 101, 102] {
            slots.take(one).since.store(newcomer, Ordering::Relaxed);
            for (place, slot) in taken.iter().enumerate() {
                if is_displaced(slot).await {
                    gone.push(place);
                }
            }
        }
        assert_eq!(
            gone,
            [2, 0],
            "the busy one outlasts a newcomer that says nothing"
        );
    }

    #[tokio::test]
    async fn of_many_addresses_with_one_connection_each_the_slowest_goes() {
        let slots = Slots::new(100, 100);
        let taken: Vec<_> = (0..100_u8)
            .map(|last| {
                let slot = slots.take(IpAddr::from([192, 0, 2, last]));
                let since = if last == 42 { 0 } else { 1_000 };
                slot.since.store(since, Ordering::Relaxed);
                slot
            })
            .collect();
        slots.take(IpAddr::from([198, 51, 100, 1]));
        assert!(is_displaced(&taken[42]).await);
    }

    #[tokio::test]
    async fn a_crowd_from_one_address_makes_room_for_another_address() {
        let slots = Slots::new(4, 100);
        let (crowd, resident) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let first = slots.take(resident);
        let taken = [slots.take(crowd), slots.take(crowd), slots.take(crowd)];
        slots.take(resident);
        assert!(is_displaced(&taken[0]).await);
        assert!(!is_displaced(&first).await);
        slots.leave(&taken[1]);
        slots.take(resident);
        assert!(
            !is_displaced(&taken[2]).await,
            "a place that was left is free"
        );
    }
}
