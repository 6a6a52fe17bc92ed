// Makes what wasm-bindgen wrote lighter: the names that a wasm file and its script agree on become short, and what may throw is
// wrapped once. A phone loads some 5,000 bytes less.

import { LOADERS, loaderOf } from './pieces.mjs';

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/** The module that a program imports its script's functions from, once for each of them; and what it is called then. */
const SCRIPT = /(["']?)\.\/[\w-]+_bg\.js\1/g;
const SHORT = '$1_$1';

/** What wasm-bindgen makes up for exports: for closures, and for itself. */
const MADE = /^(wasm_bindgen_|__wbindgen_|__externref_)/;

/** A module's bytes and its script's text, both lighter. */
export function slim(wasm, script) {
  const names = new Map();
  const bytes = renamed(wasm, names);
  return [bytes, wrapped(script).replace(SCRIPT, SHORT).replace(/\b(__wb|__externref_|wasm_bindgen_)\w+/g, (name) => names.get(name) ?? name)];
}

/** Functions that may throw are wrapped when the script is read, instead of each time that they are called. */
function wrapped(script) {
  const wrapper = /function handleError\(f, args\) \{\s*try \{\s*return f\.apply\(this, args\);([^]*?)\n\}\n/;
  if (!wrapper.test(script)) return script;
  return script
    .replace(wrapper, (_, rest) => `function handleError(f) {\n    return (...args) => {\n    try {\n        return f(...args);${rest}\n    };\n}\n`)
    .replace(/function\(\) \{ return handleError\(([^]*?), arguments\); \}/g, (_, call) => `handleError(${call})`);
}

/** The module with short names for what wasm-bindgen made up; `names` tells old to new. */
function renamed(bytes, names) {
  const reader = new Reader(bytes);
  const parts = [reader.take(8)];
  while (!reader.atEnd()) {
    const id = reader.byte();
    const section = reader.take(reader.number());
    const shorten = { [IMPORTS]: imports, [EXPORTS]: exports }[id];
    const content = shorten ? shorten(new Reader(section), names) : section;
    parts.push(Buffer.of(id), number(content.length), content);
  }
  return Buffer.concat(parts);
}

/** The import section: a count, then module, name and description of each. */
function imports(reader, names) {
  const count = reader.number();
  const parts = [number(count)];
  for (let at = 0; at < count; at++) {
    const script = reader.take(reader.number()).toString();
    const module = Buffer.from(script === LOADERS.module ? LOADERS.short : script.replace(SCRIPT, SHORT));
    const name = reader.take(reader.number()).toString();
    const description = reader.description();
    const made = description[0] === FUNCTION && name.startsWith('__wb');
    const short = Buffer.from(script === LOADERS.module ? `${loaderOf(name)}` : made ? shortened(name, names) : name);
    parts.push(number(module.length), module, number(short.length), short, description);
  }
  return Buffer.concat(parts);
}

/** The export section: a count, then name, kind and index of each. Those for closures tell their whole types. */
function exports(reader, names) {
  const count = reader.number();
  const parts = [number(count)];
  for (let at = 0; at < count; at++) {
    const name = reader.take(reader.number()).toString();
    const kind = reader.byte();
    const short = Buffer.from(MADE.test(name) ? shortened(name, names) : name);
    parts.push(number(short.length), short, Buffer.of(kind), number(reader.number()));
  }
  return Buffer.concat(parts);
}

function shortened(name, names) {
  if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
  return names.get(name);
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
