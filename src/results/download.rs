//! Hands a file to the visitor: as bytes, or as a picture in points that the browser makes of the one in lines.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};
use yew::Callback;

use super::files::named;
use super::{File, Format, Message, Results, described, file};
use crate::shell::{by_name, document, window};
use crate::words::Words;

/// Long enough for a slow phone to begin reading the file.
const KEPT_MS: u32 = 60_000;

/// Cut from a longer word: what this piece says as another does comes in a module of its own, which weighs more than the word.
const SRC: &str = "srcset".split_at(3).0;

/// Makes a file and hands it over. Where the browser forbids downloads (a sandboxed iframe), it has said so itself.
pub(crate) fn download(results: &Results, format: Format) {
    let Some(file) = file(results, format) else {
        return;
    };
    if format != Format::Png {
        let _ = offer(&file);
        return;
    }
    let name = named(results, "png");
    spawn_local(async move {
        if let Ok(address) = in_points(&file.bytes).await {
            let _ = click(&address, &name);
        }
    });
}

/// Copies the picture's description.
pub(crate) fn copy(results: &Results, send: &Callback<Message>) {
    let words = Words::new(results.lang.clone(), results.money.clone(), results.texts);
    let text = described(results, &words).unwrap_or_default().join("\n");
    let send = send.clone();
    spawn_local(async move {
        let clipboard = by_name::get(&window().navigator(), "clipboard");
        let copied = by_name::call(&clipboard, "writeText", &text.into());
        let copied = match copied.and_then(JsCast::dyn_into::<Promise>) {
            Ok(copied) => JsFuture::from(copied).await.is_ok(),
            Err(_) => false,
        };
        send.emit(Message::TextCopied(copied));
    });
}

pub(crate) fn print() {
    let _ = by_name::call(&window(), "print", &JsValue::UNDEFINED);
}

fn offer(file: &File) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(file.mime);
    let parts = Array::of1(&Uint8Array::from(&*file.bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    click(&address, &file.name)?;
    Timeout::new(KEPT_MS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}

fn click(address: &str, name: &str) -> Result<(), JsValue> {
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}

/// The address of the picture in points; the page's policy lets an image be its own address, and nothing from elsewhere.
async fn in_points(svg: &[u8]) -> Result<String, JsValue> {
    let image = document().create_element("img")?;
    image.set_attribute(SRC, &data_address(svg))?;
    came(by_name::call(&image, "decode", &JsValue::UNDEFINED)?).await?;
    let points = came(by_name::call(&window(), "createImageBitmap", &image)?).await?;
    let canvas = document().create_element("canvas")?;
    for side in ["width", "height"] {
        let length = by_name::get(&points, side).as_f64().unwrap_or_default();
        canvas.set_attribute(side, &(length as u32).to_string())?;
    }
    let brush = by_name::call(&canvas, "getContext", &"bitmaprenderer".into())?;
    by_name::call(&brush, "transferFromImageBitmap", &points)?;
    let address = by_name::call(&canvas, "toDataURL", &"image/png".into())?;
    address.as_string().ok_or(JsValue::UNDEFINED)
}

async fn came(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

/// Percent-encoded but for letters and digits (RFC 3986).
fn data_address(svg: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut address = String::from("data:image/svg+xml,");
    for &byte in svg {
        if byte.is_ascii_alphanumeric() {
            address.push(byte.into());
        } else {
            address.push('%');
            for half in [byte >> 4, byte & 15] {
                address.push(DIGITS[usize::from(half)].into());
            }
        }
    }
    address
}
