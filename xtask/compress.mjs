// Writes a brotli (.br) and a gzip (.gz) twin beside each file of a folder that compresses well,
// so that any static server can send them as they are: node compress.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSES_WELL = /\.(html|css|m?js|wasm|json|svg|txt|webmanifest)$/;
const folder = process.argv[2];

for (const name of readdirSync(folder, { recursive: true }).filter((name) => COMPRESSES_WELL.test(name)).sort()) {
  const file = join(folder, name);
  const bytes = readFileSync(file);
  const small = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  writeFileSync(`${file}.br`, small);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  console.log(`${name}: ${bytes.length} bytes, ${small.length} as brotli`);
}
