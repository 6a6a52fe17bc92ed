// Makes what wasm-bindgen wrote lighter: the names that a wasm file and its script agree on become short, and the
// script loses its indentation. Trunk runs this on its finished files; a phone loads some 5,000 bytes less.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const IMPORTS = 2;
const FUNCTION = 0;

function slim(wasm, script) {
  const names = new Map();
  writeFileSync(wasm, renamed(readFileSync(wasm), names));
  const short = readFileSync(script, 'utf8').replace(/\b__wb\w+/g, (name) => names.get(name) ?? name);
  writeFileSync(script, short.replace(/^[ \t]+|^\s*\n/gm, ''));
}

/** The module with short names for the imports that wasm-bindgen made up; `names` tells old to new. */
function renamed(bytes, names) {
  const reader = new Reader(bytes);
  const parts = [reader.take(8)];
  while (!reader.atEnd()) {
    const id = reader.byte();
    const section = reader.take(reader.number());
    const content = id === IMPORTS ? imports(new Reader(section), names) : section;
    parts.push(Buffer.of(id), number(content.length), content);
  }
  return Buffer.concat(parts);
}

/** The import section: a count, then module, name and description of each. */
function imports(reader, names) {
  const count = reader.number();
  const parts = [number(count)];
  for (let at = 0; at < count; at++) {
    const module = reader.take(reader.number());
    const name = reader.take(reader.number()).toString();
    const description = reader.description();
    const made = description[0] === FUNCTION && name.startsWith('__wb');
    if (made && !names.has(name)) {
      names.set(name, `_${names.size.toString(36)}`);
    }
    const short = Buffer.from(names.get(name) ?? name);
    parts.push(number(module.length), module, number(short.length), short, description);
  }
  return Buffer.concat(parts);
}

/** LEB128, as wasm writes whole numbers. */
function number(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) {
    bytes.push((value & 127) | 128);
  }
  return Buffer.of(...bytes, value);
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  atEnd() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) {
        return value;
      }
    }
  }

  /** What kind of thing is imported: a function's type, a table, a memory, a global, or a tag. */
  description() {
    const from = this.at;
    const kind = this.byte();
    if (kind === FUNCTION) {
      this.number();
    } else if (kind === 1 || kind === 2) {
      this.at += kind === 1 ? 1 : 0;
      const flags = this.number();
      this.number();
      if (flags & 1) {
        this.number();
      }
    } else {
      this.at += 2;
    }
    return this.bytes.subarray(from, this.at);
  }
}

const folder = process.env.TRUNK_STAGING_DIR;
for (const wasm of readdirSync(folder).filter((name) => name.endsWith('_bg.wasm'))) {
  slim(join(folder, wasm), join(folder, wasm.replace('_bg.wasm', '.js')));
}
