//! How fast requests may come, a budget for each kind: what one kind uses up is missing from no other. Each is so many a
//! minute, evenly, and a whole minute's number at once (the generic cell rate algorithm, ITU-T I.371).
//!
//! An honest device that is asked to wait keeps its ballot and comes again when it was told to.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use documents::PublicKey;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{NotUntil, Quota, RateLimiter};

/// Uploads a minute of one code's ballots that still go first: nobody changes their mind more often.
const EACH_CODE: NonZeroU32 = NonZeroU32::new(20).expect("20 is not zero");

/// Requests of one kind a minute, as many at once.
#[derive(Clone, Copy)]
pub(crate) struct Quotas {
    /// From one address.
    pub(crate) each: u32,
    /// From all addresses together; `None` where only the machine is the limit.
    pub(crate) all: Option<u32>,
}

/// The kinds of requests that have a budget of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// An upload to `ballots/`, whatever its bytes are.
    Ballot,
    /// An upload to `ballots/` that found no place among those and has the form of a ballot of this budget.
    SoundBallot,
    /// An upload to `results/`.
    Result,
    /// Reading what a device needs to take part: the budget, the organiser's keys and close, its own ballot.
    TakePart,
    /// Reading anything else of the box: above all lists of ballots and results.
    Read,
}

pub(crate) struct Pace<C: Clock = DefaultClock> {
    clock: C,
    ballots: Budget<C>,
    sound: Budget<C>,
    results: Budget<C>,
    read_backs: Budget<C>,
    reads: Budget<C>,
    codes: Keyed<PublicKey, C>,
}

/// The budgets of [`Pace`]; an upload of either kind of ballot has the same.
#[derive(Clone, Copy)]
pub(crate) struct Paces {
    pub(crate) ballots: Quotas,
    pub(crate) results: Quotas,
    pub(crate) read_backs: Quotas,
    pub(crate) reads: Quotas,
}

impl Paces {
    /// Everybody has one address: what is meant for all is for that one.
    pub(crate) fn in_a_hall(self) -> Self {
        let shared = |quotas: Quotas| Quotas {
            each: quotas.all.unwrap_or(u32::MAX),
            all: None,
        };
        Self {
            ballots: shared(self.ballots),
            results: shared(self.results),
            read_backs: shared(self.read_backs),
            reads: shared(self.reads),
        }
    }
}

impl Pace {
    pub(crate) fn new(paces: Paces) -> Self {
        Self::by(DefaultClock::default(), paces)
    }
}

impl<C: Clock + Clone> Pace<C> {
    fn by(clock: C, paces: Paces) -> Self {
        let budget = |quotas| Budget::new(quotas, &clock);
        Self {
            ballots: budget(paces.ballots),
            sound: budget(paces.ballots),
            results: budget(paces.results),
            read_backs: budget(paces.read_backs),
            reads: budget(paces.reads),
            codes: Keyed::new(EACH_CODE, &clock),
            clock,
        }
    }

    /// Takes note of a request; where it comes too early, how long until one of its kind finds a place.
    pub(crate) fn ask(&self, kind: Kind, from: IpAddr) -> Result<(), Duration> {
        let budget = match kind {
            Kind::Ballot => &self.ballots,
            Kind::SoundBallot => &self.sound,
            Kind::Result => &self.results,
            Kind::TakePart => &self.read_backs,
            Kind::Read => &self.reads,
        };
        budget.ask(household(from), &self.clock)
    }

    /// Forgets every address that may begin afresh.
    pub(crate) fn forget(&self) {
        for budget in [
            &self.ballots,
            &self.sound,
            &self.results,
            &self.read_backs,
            &self.reads,
        ] {
            budget.each.0.retain_recent();
        }
        self.codes.0.retain_recent();
    }

    /// The same for a ballot that this code has signed, wherever it comes from.
    pub(crate) fn ask_of_code(&self, key: PublicKey) -> Result<(), Duration> {
        self.codes.ask(&key, &self.clock)
    }
}

struct Budget<C: Clock> {
    each: Keyed<IpAddr, C>,
    all: Option<RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>>,
}

impl<C: Clock + Clone> Budget<C> {
    fn new(quotas: Quotas, clock: &C) -> Self {
        Self {
            each: Keyed::new(at_least_one(quotas.each), clock),
            all: quotas.all.map(|all| {
                let quota = Quota::per_minute(at_least_one(all));
                RateLimiter::direct_with_clock(quota, clock.clone())
            }),
        }
    }

    /// An address that is refused takes nothing from the others.
    fn ask(&self, from: IpAddr, clock: &C) -> Result<(), Duration> {
        self.each.ask(&from, clock)?;
        match &self.all {
            Some(all) => all.check().map_err(|early| wait(&early, clock)),
            None => Ok(()),
        }
    }
}

/// A budget for each key.
struct Keyed<K: Clone + Eq + Hash, C: Clock>(
    RateLimiter<K, HashMapStateStore<K>, C, NoOpMiddleware<C::Instant>>,
);

impl<K: Clone + Eq + Hash, C: Clock + Clone> Keyed<K, C> {
    fn new(each: NonZeroU32, clock: &C) -> Self {
        let quota = Quota::per_minute(each);
        Self(RateLimiter::hashmap_with_clock(quota, clock.clone()))
    }

    fn ask(&self, key: &K, clock: &C) -> Result<(), Duration> {
        self.0.check_key(key).map_err(|early| wait(&early, clock))
    }
}

fn wait<C: Clock>(early: &NotUntil<C::Instant>, clock: &C) -> Duration {
    early.wait_time_from(clock.now())
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

/// One household or phone has at least 2⁶⁴ addresses of IPv6 (RFC 6177), so they count as one.
pub(super) fn household(address: IpAddr) -> IpAddr {
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
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn pace(each: u32, all: u32) -> (Pace<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let quotas = Quotas {
            each,
            all: Some(all),
        };
        let paces = Paces {
            ballots: quotas,
            results: quotas,
            read_backs: quotas,
            reads: quotas,
        };
        (Pace::by(clock.clone(), paces), clock)
    }

    #[test]
    fn whoever_comes_again_when_told_to_finds_a_place() {
        let (pace, clock) = pace(3, 100);
        let one = address("192.0.2.1");
        for _ in 0..3 {
            assert_eq!(pace.ask(Kind::Ballot, one), Ok(()));
        }
        for _ in 0..5 {
            let wait = pace.ask(Kind::Ballot, one).unwrap_err();
            assert_eq!(wait, Duration::from_secs(20));
            clock.advance(wait - Duration::from_millis(1));
            assert!(pace.ask(Kind::Ballot, one).is_err(), "not before");
            clock.advance(Duration::from_millis(1));
            assert_eq!(pace.ask(Kind::Ballot, one), Ok(()));
        }
    }

    #[test]
    fn one_that_is_refused_takes_nothing_from_the_others() {
        let (pace, _) = pace(1, 2);
        assert_eq!(pace.ask(Kind::Ballot, address("192.0.2.1")), Ok(()));
        for _ in 0..50 {
            assert!(pace.ask(Kind::Ballot, address("192.0.2.1")).is_err());
        }
        assert_eq!(pace.ask(Kind::Ballot, address("192.0.2.2")), Ok(()));
        assert_eq!(
            pace.ask(Kind::Ballot, address("192.0.2.3")),
            Err(Duration::from_secs(30)),
            "all together have a limit too"
        );
    }

    #[test]
    fn what_one_kind_uses_up_is_missing_from_no_other() {
        let (pace, _) = pace(1, 1);
        let one = address("192.0.2.1");
        for kind in [
            Kind::Result,
            Kind::Read,
            Kind::TakePart,
            Kind::Ballot,
            Kind::SoundBallot,
        ] {
            assert_eq!(pace.ask(kind, one), Ok(()), "{kind:?}");
            assert!(pace.ask(kind, one).is_err(), "{kind:?}");
        }
        for key in [1, 2] {
            for _ in 0..EACH_CODE.get() {
                assert_eq!(pace.ask_of_code(PublicKey([key; 32])), Ok(()));
            }
            assert!(pace.ask_of_code(PublicKey([key; 32])).is_err());
        }
    }

    #[test]
    fn in_a_hall_one_address_has_what_is_meant_for_all() {
        let quotas = Quotas {
            each: 1,
            all: Some(40),
        };
        let paces = Paces {
            ballots: quotas,
            results: quotas,
            read_backs: quotas,
            reads: quotas,
        };
        let pace = Pace::by(FakeRelativeClock::default(), paces.in_a_hall());
        for _ in 0..40 {
            assert_eq!(pace.ask(Kind::Ballot, address("192.0.2.1")), Ok(()));
        }
        assert!(pace.ask(Kind::Ballot, address("192.0.2.1")).is_err());
    }

    #[test]
    fn a_household_of_ipv6_is_one_and_an_old_address_in_new_clothes_is_the_old_one() {
        let (pace, _) = pace(1, 100);
        let ask = |text| pace.ask(Kind::Ballot, address(text));
        assert_eq!(ask("2001:db8::1"), Ok(()));
        assert!(ask("2001:db8::2").is_err());
        assert_eq!(ask("2001:db8:0:1::1"), Ok(()));
        assert_eq!(ask("192.0.2.1"), Ok(()));
        assert!(ask("::ffff:192.0.2.1").is_err());
    }

    #[test]
    fn addresses_are_forgotten_once_they_may_begin_afresh() {
        let (pace, clock) = pace(60, u32::MAX);
        for n in 0..1_000_u32 {
            assert_eq!(pace.ask(Kind::Ballot, IpAddr::V4(n.into())), Ok(()));
        }
        pace.forget();
        assert_eq!(pace.ballots.each.0.len(), 1_000);
        clock.advance(Duration::from_secs(62));
        pace.forget();
        assert_eq!(pace.ballots.each.0.len(), 0);
    }
}
