// Writes a brotli (.br) and a gzip (.gz) twin beside each file of a folder that compresses well, so that any static
// server can send them as they are: node compress.mjs FOLDER. With "-" it tells the brotli bytes of what it reads.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSES_WELL = /\.(html|css|m?js|wasm|json|svg|txt|webmanifest)$/;
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

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
