//! A part of a listing, as it is and compressed.

use std::io::Write;

use axum::body::Bytes;
use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;

#[derive(Clone)]
pub(super) struct Block {
    pub(super) plain: Bytes,
    /// Whole bytes of a deflate stream that goes on, and that needs nothing from before.
    deflated: Bytes,
    sum: Hasher,
}

impl Block {
    pub(super) fn of(text: String) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder
            .write_all(text.as_bytes())
            .and_then(|()| encoder.flush())
            .expect("memory takes what is written into it");
        let mut sum = Hasher::new();
        sum.update(text.as_bytes());
        Self {
            deflated: Bytes::copy_from_slice(encoder.get_ref()),
            plain: text.into_bytes().into_boxed_slice().into(),
            sum,
        }
    }
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
