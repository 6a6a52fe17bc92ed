//! Parts of pages. Data comes down, `on…` callbacks go up; none of them knows a `Message`.

mod again;
mod consequences;
mod contact;
mod control;
mod details;
mod elements;
mod faults;
mod languages;
mod line;
mod memo;
mod on;
mod paint;
mod pot;
mod priority_line;
mod reason;
mod share;
mod share_bar;
mod table;

pub use again::again_in;
pub use consequences::{consequence, consequences, last_line};
pub use contact::contact;
pub use control::typed;
pub(crate) use details::{details, paid};
pub use elements::{
    Tone, all, both, button, element, fold, heading, link_out, link_to, list, named_button, notice,
    paragraph, part, unseen, verdict,
};
pub use faults::{Problem, counted, faults};
pub use languages::languages;
pub use line::{LineChange, LineProps};
pub use memo::{Memo, MemoProps, Part, Source, memo};
pub use on::{on, press, press_to};
pub use paint::{grains, swatch};
pub use pot::pot;
pub use reason::reason;
pub use share::share;
pub use share_bar::share_bar;
pub use table::{Row, table};
