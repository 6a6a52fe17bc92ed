// Writes a brotli (.br) and a gzip (.gz) twin beside each file of a folder that compresses well, so that any static
// server can send them as they are: node compress.mjs FOLDER. With "-" it tells the brotli bytes of what it reads.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSES_WELL = /\.(html|css|m?js|wasm|json|svg|txt|webmanifest)$/;
/** In bytes: the counter and its like come after a question. */
const WAITED_FOR = 300_000;
const [folder] = process.argv.slice(2);

if (folder === '-') console.log(brotli(readFileSync(0)).length);
else for (const name of readdirSync(folder, { recursive: true }).sort()) if (COMPRESSES_WELL.test(name)) twins(name);

function twins(name) {
  const file = join(folder, name);
  const bytes = readFileSync(file);
  const small = brotli(bytes);
  writeFileSync(`${file}.br`, small);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  console.log(`${name}: ${bytes.length} bytes, ${small.length} as brotli`);
}

/**
 * Which distances are worth a code of their own differs from file to file, and a browser reads them all alike: for a file that a
 * phone may wait for, the smallest of four.
 */
function brotli(bytes) {
  const kinds = bytes.length < WAITED_FOR ? [[0, 0], [4, 24], [8, 0], [15, 0]] : [[0, 0]];
  const all = kinds.map(([direct, block]) => compressed(bytes, direct, block));
  return all.reduce((best, other) => (other.length < best.length ? other : best));
}

function compressed(bytes, direct, block) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_NDIRECT]: direct,
      [constants.BROTLI_PARAM_LGBLOCK]: block,
    },
  });
}
