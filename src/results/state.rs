//! What is true on the results page: the count on this device, and how it compares with what the box has published.

use std::rc::Rc;

use documents::result::{Beside, Refused};
use documents::{Budget, Id, Lang, ResultFile};

use workers::messages::{CountFailure, InBox};

use super::compared::{Counts, Published};
use super::receipt::{Sought, find};
use super::refresh::Refresh;
use crate::pieces::More;
use crate::state::{MoneyStyle, Texts};

/// Everything the results page reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    pub budget: Rc<Budget>,
    pub lang: Lang,
    pub money: Rc<MoneyStyle>,
    /// The words, where they came in a file.
    pub texts: Option<Texts>,
    /// The amounts of the visitor's own ballot, where this device knows it.
    pub yours: Option<Rc<[u64]>>,
    /// The id of that ballot.
    pub receipt: Option<Id>,
    pub counting: Counting,
    /// The box asked the count to come later: after so many seconds it goes on.
    pub waits: Option<u32>,
    /// Is the event over? Only then may a count be put into the box: before, each would soon be one of many.
    pub over: bool,
    /// The day of the count as ISO 8601 has it, where the device knows it.
    pub today: Option<Rc<str>>,
    pub refresh: Refresh,
    pub more: Rest,
    /// Whether the picture's description could be copied, once that was asked for.
    pub copied: Option<bool>,
    /// A receipt in the field, and what was found when it was last looked for.
    pub typed: String,
    pub sought: Option<Sought>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    CountPressed,
    /// `of` is 0 until it is known.
    /// The box asks to come later; the count goes on by itself after so many seconds.
    CountWaits {
        seconds: u32,
    },
    CountProgressed {
        done: u32,
        of: u32,
        /// Of those done.
        refused: u32,
    },
    /// A result file without the checks that take long: those still run.
    OutcomeCounted {
        result: Vec<u8>,
        beside: Rc<Beside>,
    },
    /// The worker's result file, canonical bytes, and the results that the box holds already.
    CountFinished {
        result: Vec<u8>,
        beside: Rc<Beside>,
        /// Which names the box listed.
        seen: u64,
        /// After the close: is it the very result that the organiser has signed?
        agreed: Option<bool>,
        held: InBox,
    },
    /// No ballot can be counted yet.
    NothingCounted {
        sealed: Vec<Id>,
        refused: Refused,
        seen: u64,
    },
    CountFailed(CountFailure),
    /// The box lists the same names as at the last count.
    BoxUnchanged,
    /// It is time to look whether the box has changed.
    LookDue,
    /// Whether anybody can see the page now.
    PageSeen(bool),
    MoreCame(Brought),
    MoreMissing,
    MoreAsked,
    ResultPosted {
        id: Id,
        ok: bool,
    },
    DownloadPressed(Format),
    CopyPressed,
    PrintPressed,
    /// Whether the browser let the page copy.
    TextCopied(bool),
    ReceiptTyped(String),
    FindPressed,
}

/// What the shell must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Unless the box still lists the same names, by the number that the count before has told.
    Count {
        unless: Option<u64>,
    },
    /// The message that a look is due, in so many seconds.
    LookAfter(u32),
    /// Bring in what follows the outcome.
    FetchMore,
    PostResult {
        id: Id,
        bytes: Vec<u8>,
    },
    /// Make this file and hand it over.
    Download(Format),
    /// Copy the picture's description.
    CopyText,
    Print,
}

/// What follows the outcome on the page, a piece of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Rest {
    #[default]
    Unasked,
    Awaited,
    Here(Brought),
    Missing,
}

/// The piece's table; there is one.
#[derive(Clone, Copy)]
pub struct Brought(pub &'static More);

impl PartialEq for Brought {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl std::fmt::Debug for Brought {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Brought")
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Counting {
    /// `of` is 0 until it is known.
    Running {
        done: u32,
        of: u32,
        /// Of those done.
        refused: u32,
    },
    /// The outcome is there; checks that take long still run.
    Checking {
        result: Rc<ResultFile>,
        beside: Rc<Beside>,
    },
    /// There are no ballots, or their choices are sealed until the close.
    Nothing {
        /// Sorted.
        sealed: Rc<[Id]>,
        refused: Rc<Refused>,
    },
    Done {
        result: Rc<ResultFile>,
        beside: Rc<Beside>,
        id: Id,
        bytes: Rc<[u8]>,
        /// After the close: is it the very result that the organiser has signed?
        agreed: Option<bool>,
        published: Published,
        counts: Counts,
        posted: Posted,
    },
    Failed(CountFailure),
}

impl Counting {
    fn is_under_way(&self) -> bool {
        matches!(self, Self::Running { .. } | Self::Checking { .. })
    }
}

/// Has this count been put into the box?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It has nothing new to say.
    NotNeeded,
    /// It has, and is too large to put there.
    TooLarge,
    UnderWay,
    Done,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    Svg,
    Png,
}

impl Results {
    /// Counting begins at once: who asks for the results wants to see them.
    #[must_use]
    pub fn new(
        budget: Rc<Budget>,
        lang: Lang,
        money: MoneyStyle,
        texts: Option<Texts>,
        yours: Option<Rc<[u64]>>,
        receipt: Option<Id>,
    ) -> (Self, Vec<Effect>) {
        let counting = Counting::Running {
            done: 0,
            of: 0,
            refused: 0,
        };
        (
            Self {
                budget,
                waits: None,
                lang,
                money: money.into(),
                texts,
                yours,
                receipt,
                counting,
                over: false,
                today: None,
                refresh: Refresh::default(),
                more: Rest::default(),
                copied: None,
                typed: String::new(),
                sought: None,
            },
            vec![Effect::Count { unless: None }],
        )
    }

    /// Takes in what happened, and says what must be done about it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.take(message);
        if self.more == Rest::Unasked && self.has_more() {
            effects.extend(self.more_asked());
        }
        effects
    }

    /// Is there an outcome, which more follows?
    fn has_more(&self) -> bool {
        matches!(
            self.counting,
            Counting::Checking { .. } | Counting::Done { .. }
        )
    }

    fn more_asked(&mut self) -> Vec<Effect> {
        self.more = Rest::Awaited;
        vec![Effect::FetchMore]
    }

    fn take(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::CountPressed => self.count_pressed(),
            Message::CountWaits { seconds } => {
                self.waits = self.counting.is_under_way().then_some(seconds);
                Vec::new()
            }
            Message::CountProgressed { done, of, refused } => {
                self.count_progressed(done, of, refused)
            }
            Message::OutcomeCounted { result, beside } => self.outcome_counted(&result, beside),
            Message::CountFinished {
                result,
                beside,
                seen,
                agreed,
                held,
            } => {
                let effects = self.count_finished(result, beside, agreed, &held);
                let looks = self.counted(seen);
                [effects, looks].concat()
            }
            Message::NothingCounted {
                sealed,
                refused,
                seen,
            } => {
                self.nothing_counted(sealed, refused);
                self.counted(seen)
            }
            Message::CountFailed(why) => self.count_failed(why),
            Message::BoxUnchanged => self.nothing_new(),
            Message::LookDue => self.look_due(),
            Message::PageSeen(somebody) => self.seen_by(somebody),
            Message::MoreCame(more) => {
                self.more = Rest::Here(more);
                Vec::new()
            }
            Message::MoreMissing => {
                self.more = Rest::Missing;
                Vec::new()
            }
            Message::MoreAsked => self.more_asked(),
            Message::ResultPosted { id, ok } => self.result_posted(id, ok),
            Message::DownloadPressed(format) => vec![Effect::Download(format)],
            Message::CopyPressed => vec![Effect::CopyText],
            Message::PrintPressed => vec![Effect::Print],
            Message::TextCopied(copied) => {
                self.copied = Some(copied);
                Vec::new()
            }
            Message::ReceiptTyped(text) => self.receipt_typed(text),
            Message::FindPressed => self.find_pressed(),
        }
    }

    /// Where the ballot of this device is: `None` inside where it has none, outside where there is nothing to find.
    pub fn own(&self) -> Option<Option<Sought>> {
        let receipt = self.receipt.map(|id| id.to_string());
        match receipt {
            Some(receipt) => self.find(&receipt).map(Some),
            None => self.find("").map(|_| None),
        }
    }

    /// `None` where there is nothing to find.
    fn find(&self, receipt: &str) -> Option<Sought> {
        match &self.counting {
            Counting::Done { result, .. } | Counting::Checking { result, .. } => {
                let found = find(receipt, &result.counted, &[], &result.refused);
                Some(match found {
                    Sought::Nowhere { unlisted } if result.close.is_some() => {
                        Sought::Late { unlisted }
                    }
                    found => found,
                })
            }
            Counting::Nothing { sealed, refused } if !sealed.is_empty() || refused.number > 0 => {
                Some(find(receipt, &[], sealed, refused))
            }
            _ => None,
        }
    }

    /// What was found does not stand beside another receipt.
    fn receipt_typed(&mut self, text: String) -> Vec<Effect> {
        self.typed = text;
        self.sought = None;
        Vec::new()
    }

    fn find_pressed(&mut self) -> Vec<Effect> {
        self.sought = self.find(&self.typed);
        Vec::new()
    }

    fn count_pressed(&mut self) -> Vec<Effect> {
        // A count that has not begun to read may be waiting for a program that never comes.
        let begun = !matches!(self.counting, Counting::Running { of: 0, .. });
        if begun && self.counting.is_under_way() {
            return Vec::new();
        }
        self.counting = Counting::Running {
            done: 0,
            of: 0,
            refused: 0,
        };
        self.waits = None;
        self.sought = None;
        self.refresh.under_way = false;
        vec![Effect::Count { unless: None }]
    }

    fn count_progressed(&mut self, done: u32, of: u32, refused: u32) -> Vec<Effect> {
        if matches!(self.counting, Counting::Running { .. }) {
            self.counting = Counting::Running { done, of, refused };
            self.waits = None;
        }
        Vec::new()
    }

    fn nothing_counted(&mut self, sealed: Vec<Id>, refused: Refused) {
        if self.refresh.under_way || matches!(self.counting, Counting::Running { .. }) {
            self.counting = Counting::Nothing {
                sealed: sealed.into(),
                refused: Rc::new(refused),
            };
            self.found_again();
        }
    }

    fn outcome_counted(&mut self, bytes: &[u8], beside: Rc<Beside>) -> Vec<Effect> {
        if matches!(self.counting, Counting::Running { .. })
            && let Ok(result) = ResultFile::read(bytes)
        {
            self.counting = Counting::Checking {
                result: Rc::new(result),
                beside,
            };
        }
        Vec::new()
    }

    /// What was looked for in a count is looked for in the next.
    fn found_again(&mut self) {
        if self.sought.is_some() {
            self.sought = self.find(&self.typed);
        }
    }

    fn count_finished(
        &mut self,
        bytes: Vec<u8>,
        beside: Rc<Beside>,
        agreed: Option<bool>,
        held: &InBox,
    ) -> Vec<Effect> {
        if !self.refresh.under_way && !self.counting.is_under_way() {
            return Vec::new();
        }
        let result = match ResultFile::read(&bytes) {
            Ok(result) => Rc::new(result),
            Err(problems) => {
                let says = problems
                    .first()
                    .map_or_else(String::new, ToString::to_string);
                return self.count_failed(CountFailure::Problem { says });
            }
        };
        let id = Id::of(&bytes);
        // What is signed is published, wherever its file is.
        let published = match agreed {
            Some(true) => Published::Same,
            _ => Published::of(&result, &bytes, held.published.as_deref()),
        };
        let counts = Counts::of(&result, &bytes, held);
        let known = published == Published::Same || counts.same;
        let final_one = self.over || result.close.is_some();
        let posted = match final_one && !known {
            false => Posted::NotNeeded,
            true if bytes.len() > ResultFile::MAX_POSTED => Posted::TooLarge,
            true => Posted::UnderWay,
        };
        self.counting = Counting::Done {
            result,
            beside,
            id,
            bytes: bytes.as_slice().into(),
            agreed,
            published,
            counts,
            posted,
        };
        self.found_again();
        if posted == Posted::UnderWay {
            vec![Effect::PostResult { id, bytes }]
        } else {
            Vec::new()
        }
    }

    fn count_failed(&mut self, why: CountFailure) -> Vec<Effect> {
        if self.counting.is_under_way() {
            self.counting = Counting::Failed(why);
        }
        // What is shown still holds; a look that failed is one that found nothing.
        self.nothing_new()
    }

    fn result_posted(&mut self, which: Id, ok: bool) -> Vec<Effect> {
        if let Counting::Done { id, posted, .. } = &mut self.counting
            && *id == which
        {
            *posted = if ok { Posted::Done } else { Posted::Failed };
        }
        Vec::new()
    }
}
