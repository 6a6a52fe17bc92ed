use yew::prelude::*;

use crate::words::{Key, Plural, Value, Words};

/// When something is tried again: in tens of seconds, or in minutes.
pub fn again_in(seconds: u32, words: &Words) -> Html {
    match seconds {
        0..60 => {
            let tens = u64::from(seconds).next_multiple_of(10);
            words.rich(Key::AppAgainSeconds, &[("number", Value::Number(tens))])
        }
        _ => words.show(Value::Count(
            Plural::CountedAgain,
            u64::from(seconds.div_ceil(60)),
        )),
    }
}
