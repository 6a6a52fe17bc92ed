//! How the browser writes money, read once from a sample, so that whole numbers can be written without floats.

use documents::Lang;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{Tell, clock};
use crate::state::{LanguageMessage, MoneyStyle};

/// Holds each digit once, in an order that tells them apart, and three groups.
const SAMPLE: f64 = 1_234_567_890.0;

/// Long enough for the page to be painted first: to make a formatter takes a cheap phone a tenth of a second.
const AFTER_PAINT_MS: u32 = 100;

/// Tells the style once the page has been painted; dropping the answer asks no more.
pub(crate) fn ask(lang: Lang, currency: String, tell: &Tell) -> Timeout {
    let tell = tell.clone();
    clock::after(AFTER_PAINT_MS, move || {
        if let Some(style) = style(lang.as_str(), &currency) {
            tell(LanguageMessage::MoneyStyleKnown(lang, style).into());
        }
    })
}

/// `None` where the browser does not know the language or the currency.
pub(crate) fn style(lang: &str, currency: &str) -> Option<MoneyStyle> {
    // A language it does not know (Welsh, in many) it would write in that of the device, or in none.
    if NumberFormat::supported(lang).ok()?.length() == 0 {
        return None;
    }
    let options = Object::new();
    for (name, value) in [
        ("style", "currency"),
        ("currency", currency),
        ("currencyDisplay", "narrowSymbol"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    Reflect::set(&options, &"maximumFractionDigits".into(), &0.into()).ok()?;
    let format = NumberFormat::new(lang, &options).ok()?;
    let parts: Vec<Part> = format
        .parts(SAMPLE)
        .iter()
        .map(|part| Part::of(&part))
        .collect::<Option<_>>()?;
    from_parts(&parts)
}

struct Part {
    kind: String,
    text: String,
}

impl Part {
    fn of(part: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
        Some(Self {
            kind: field("type")?,
            text: field("value")?,
        })
    }
}

fn from_parts(parts: &[Part]) -> Option<MoneyStyle> {
    let is_integer = |part: &Part| part.kind == "integer";
    let first = parts.iter().position(is_integer)?;
    let last = parts.iter().rposition(is_integer)?;
    let joined = |parts: &[Part]| {
        parts
            .iter()
            .map(|part| part.text.as_str())
            .collect::<String>()
    };

    let groups: Vec<String> = parts[first..=last]
        .iter()
        .filter(|p| is_integer(p))
        .map(|p| p.text.clone())
        .collect();
    let mut digits: Vec<char> = groups.concat().chars().collect();
    // The sample ends in zero, which comes first in a style.
    digits.rotate_right(1);

    let mut sizes = groups.iter().rev().map(|group| group.chars().count() as u8);
    let nearest = sizes.next()?;
    Some(MoneyStyle {
        before: joined(&parts[..first]),
        after: joined(&parts[last + 1..]),
        group: parts
            .iter()
            .find(|part| part.kind == "group")
            .map(|part| part.text.clone())
            .unwrap_or_default(),
        sizes: (nearest, sizes.next().unwrap_or(nearest)),
        digits: digits.try_into().ok()?,
    })
}

// `js_sys::Intl` has these without a way to catch a `RangeError`.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(lang: &str, options: &Object) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(catch, static_method_of = NumberFormat, js_namespace = Intl, js_name = supportedLocalesOf)]
    fn supported(lang: &str) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, js_name = formatToParts)]
    fn parts(this: &NumberFormat, number: f64) -> Array;
}
