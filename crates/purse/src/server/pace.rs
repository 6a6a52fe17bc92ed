//! How fast files may be added: an even pace with room for a rush (the generic cell rate algorithm, ITU-T I.371).
//!
//! An honest device that is asked to wait keeps its ballot and comes again when it was told to.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);

/// Uploads a minute, from one address and from all together. A whole minute's number may come at once.
pub(crate) struct Pace {
    each: Duration,
    all: Duration,
    /// When each address will have used up what it was given; those that have are forgotten.
    used_up: HashMap<IpAddr, Instant>,
    all_used_up: Instant,
    /// Addresses beyond which those that may begin afresh are looked for.
    crowd: usize,
}

impl Pace {
    /// At least one a minute of either.
    pub(crate) fn new(each: u32, all: u32, now: Instant) -> Self {
        Self {
            each: MINUTE / each.max(1),
            all: MINUTE / all.max(1),
            used_up: HashMap::new(),
            all_used_up: now,
            crowd: 1_000,
        }
    }

    /// Takes note of an upload; where it comes too early, for how long to wait, and no note is taken.
    pub(crate) fn ask(&mut self, from: IpAddr, now: Instant) -> Result<(), Duration> {
        let from = household(from);
        let before = self.used_up.get(&from).copied();
        let each = next(before.unwrap_or(now), self.each, now)?;
        self.all_used_up = next(self.all_used_up, self.all, now)?;
        self.used_up.insert(from, each);
        if self.used_up.len() > self.crowd {
            self.used_up.retain(|_, used_up| *used_up > now);
            self.crowd = 1_000 + 2 * self.used_up.len();
        }
        Ok(())
    }
}

fn next(used_up: Instant, gap: Duration, now: Instant) -> Result<Instant, Duration> {
    let next = used_up.max(now) + gap;
    match next.saturating_duration_since(now).checked_sub(MINUTE) {
        Some(wait) if !wait.is_zero() => Err(wait),
        _ => Ok(next),
    }
}

/// One household or phone has at least 2⁶⁴ addresses of IPv6 (RFC 6177), so they count as one.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let prefix = v6.to_bits() >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from_bits(prefix))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_minutes_number_may_come_at_once_and_then_one_at_a_time() {
        let start = Instant::now();
        let mut pace = Pace::new(3, 100, start);
        let one = address("192.0.2.1");
        for _ in 0..3 {
            assert_eq!(pace.ask(one, start), Ok(()));
        }
        assert_eq!(pace.ask(one, start), Err(Duration::from_secs(20)));
        assert_eq!(
            pace.ask(one, start + Duration::from_secs(15)),
            Err(Duration::from_secs(5))
        );
        assert_eq!(pace.ask(one, start + Duration::from_secs(20)), Ok(()));
        assert_eq!(
            pace.ask(one, start + Duration::from_secs(20)),
            Err(Duration::from_secs(20))
        );
    }

    #[test]
    fn one_that_is_refused_takes_nothing_from_the_others() {
        let start = Instant::now();
        let mut pace = Pace::new(1, 2, start);
        assert_eq!(pace.ask(address("192.0.2.1"), start), Ok(()));
        for _ in 0..50 {
            assert!(pace.ask(address("192.0.2.1"), start).is_err());
        }
        assert_eq!(pace.ask(address("192.0.2.2"), start), Ok(()));
        assert_eq!(
            pace.ask(address("192.0.2.3"), start),
            Err(Duration::from_secs(30)),
            "all together have a limit too"
        );
    }

    #[test]
    fn a_household_of_ipv6_is_one_and_an_old_address_in_new_clothes_is_the_old_one() {
        let start = Instant::now();
        let mut pace = Pace::new(1, 100, start);
        assert_eq!(pace.ask(address("2001:db8::1"), start), Ok(()));
        assert!(pace.ask(address("2001:db8::2"), start).is_err());
        assert_eq!(pace.ask(address("2001:db8:0:1::1"), start), Ok(()));
        assert_eq!(pace.ask(address("192.0.2.1"), start), Ok(()));
        assert!(pace.ask(address("::ffff:192.0.2.1"), start).is_err());
    }

    #[test]
    fn addresses_are_forgotten_once_they_may_begin_afresh() {
        let start = Instant::now();
        let mut pace = Pace::new(60, u32::MAX, start);
        for n in 0..100_000_u32 {
            let now = start + Duration::from_millis(u64::from(n));
            assert_eq!(pace.ask(IpAddr::V4(n.into()), now), Ok(()));
            assert!(pace.used_up.len() <= 3_100, "{}", pace.used_up.len());
        }
    }
}
