//! A part of a listing, as it is and compressed.

use axum::body::Bytes;
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};

#[derive(Clone)]
pub(super) struct Block {
    pub(super) plain: Bytes,
    /// Whole bytes of a deflate stream that goes on, and that needs nothing from before.
    deflated: Bytes,
    sum: Hasher,
}

impl Block {
    pub(super) fn of(text: String) -> Self {
        let mut sum = Hasher::new();
        sum.update(text.as_bytes());
        Self {
            deflated: Bytes::copy_from_slice(&deflated(text.as_bytes())),
            plain: text.into_bytes().into_boxed_slice().into(),
            sum,
        }
    }
}

/// In one step, with room for the worst case (zlib's `deflateBound`): streams that are asked again for what did not fit,
/// as `flate2::write::DeflateEncoder` asks them, lose the end of large blocks.
fn deflated(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 4 + 1_024);
    let mut stream = Compress::new(Compression::fast(), false);
    stream
        .compress_vec(text, &mut out, FlushCompress::Sync)
        .expect("a stream that has only begun takes more");
    assert!(
        stream.total_in() == text.len() as u64 && out.len() < out.capacity(),
        "there is room for more than deflate ever writes"
    );
    out
}

/// One gzip file of them all (RFC 1952 section 2.3): no name and no time; the last block of deflate is an empty one.
pub(super) fn gzip(blocks: &[Block]) -> Vec<Bytes> {
    let (mut sum, mut length) = (Hasher::new(), 0_u32);
    for block in blocks {
        sum.combine(&block.sum);
        // Modulo 2³², as the format has it.
        length = length.wrapping_add(block.plain.len() as u32);
    }
    let mut end = vec![3, 0];
    end.extend(sum.finalize().to_le_bytes());
    end.extend(length.to_le_bytes());
    let start = Bytes::from_static(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    let parts = blocks.iter().map(|block| block.deflated.clone());
    [start]
        .into_iter()
        .chain(parts)
        .chain([end.into()])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    /// Names as those of ballots with codes: what cannot be made much shorter.
    fn names(bytes: usize, mut seed: u64) -> String {
        let sign = |_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b"0123456789abcdefghjkmnpqrstvwxyz"[(seed >> 59) as usize])
        };
        (0..bytes).map(sign).collect()
    }

    #[test]
    fn no_block_loses_its_end_however_large_it_is() {
        let sizes = (0..40).map(|step| 20_000 + step * 3_001);
        for size in sizes.chain([1_000_000, 3_000_000]) {
            let texts = [names(size, 1), names(size, 2)];
            let blocks = texts.clone().map(Block::of);
            let file = gzip(&blocks).concat();
            let mut read = String::new();
            let mut decoder = GzDecoder::new(&file[..]);
            decoder.read_to_string(&mut read).unwrap();
            assert!(read == texts.concat(), "{size}");
        }
    }

    #[test]
    fn blocks_put_together_are_one_gzip_file() {
        for texts in [
            vec![],
            vec![""],
            vec!["[\r\n]"],
            vec!["one, ", "", "two, ", "one, "],
        ] {
            let blocks: Vec<Block> = texts.iter().map(|text| Block::of((*text).into())).collect();
            let file = gzip(&blocks).concat();
            let mut read = String::new();
            // It checks sum and length as well.
            let mut decoder = GzDecoder::new(&file[..]);
            decoder.read_to_string(&mut read).unwrap();
            assert_eq!(read, texts.concat());
        }
    }
}
