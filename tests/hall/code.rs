//! The square code, read back by a reader that knows nothing of who drew it.

use common_purse::places::hall::modules;
use rqrr::PreparedImage;

/// Points a module and modules around it, as a camera sees it.
const LARGE: usize = 4;
const QUIET: usize = 4;

fn read(address: &str) -> String {
    let modules = modules(address).expect("an address that fits");
    let side = (modules.len() + 2 * QUIET) * LARGE;
    let mut image = PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let at = |point: usize| (point / LARGE).checked_sub(QUIET);
        let dark = at(y).zip(at(x)).and_then(|(y, x)| modules.get(y)?.get(x));
        if dark == Some(&true) { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "{address}");
    grids[0].decode().expect("a code that can be read").1
}

#[test]
fn a_phone_reads_the_address_that_is_meant() {
    for address in [
        "http://192.0.2.7:8080/",
        crate::support::ADDRESS,
        "https://consultations.a-long-name-of-a-council.example/health-and-care/2027/share/?place=caffir-ty",
    ] {
        assert_eq!(read(address), address);
    }
}

#[test]
fn an_address_that_fits_no_code_is_none() {
    assert_eq!(modules(&"x".repeat(5_000)), None);
}
