// The pieces of the widget's program that come after the first one, as `xtask/path/wasm-bindgen` has split them off.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For size, and in the linker's order: the other way round what the first piece has, both compress better here. */
const OPT = ['-O2', '--rse', '--vacuum', '--dealign', '--strip-producers', '--strip-target-features'];

/** In the order in which they are loaded: each brings along what it shares with those after it, since one file compresses better than two. */
const ORDER = ['later', 'results', 'more', 'promises', 'places'];

/** The module that a program imports the loaders of its pieces from, and what it is called once it is lighter. */
export const LOADERS = { module: './__wasm_split.js', short: '$l' };

/**
 * The file of the first piece, made lighter and kept by `keep`, which gives a name and a hash; behind these how long each of
 * its modules is. Behind its modules the file lists those of the other pieces likewise, in their order. `undefined` where the
 * program is in one piece.
 */
export function pieces(split, keep) {
  if (!split) return undefined;
  const script = readFileSync(join(split, '__wasm_split.js'), 'utf8');
  const files = new Map(readdirSync(split).filter((name) => /^(split|chunk)_\w+\.wasm$/.test(name)).map((name) => [name.slice(0, -'.wasm'.length), name]));
  const shared = new Map([...script.matchAll(/const (__chunk_\w+) = makeLoad\([^]*?"\.\/(\w+)\.wasm"/g)].map(([, variable, base]) => [variable, base]));
  const loaders = [...script.matchAll(/export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\([^]*?"\.\/(\w+)\.wasm"[^]*?, \[(.*?)\]\)\)/g)];
  const modules = new Map(loaders.map(([, piece, base, needs]) => [piece, [...needs.split(', ').filter(Boolean).map((need) => shared.get(need)), base]]));
  const known = ORDER.length === modules.size && ORDER.every((piece) => modules.has(piece));
  if (!known || [...modules.values()].flat().some((base) => !files.has(base))) throw new Error(`__wasm_split.js: expected a loader for each of ${ORDER}, with the files that it needs`);
  const packed = ([piece, bases], list = '') => {
    const all = bases.map((base) => lighter(join(split, files.get(base)))).filter(holdsAnything);
    return [...keep(`piece-${piece}`, Buffer.concat([...all, Buffer.from(list)])), ...all.map(({ length }) => length)];
  };
  // What the last two share is in the file before them, so that each does without the other.
  const [between, ...apart] = ORDER.slice(-3).map((piece) => modules.get(piece));
  between.push(...apart[0].filter((base) => apart[1].includes(base)));
  const before = new Set();
  const [first, ...others] = ORDER.map((piece) => {
    const own = modules.get(piece).filter((base) => !before.has(base));
    own.forEach((base) => before.add(base));
    return [piece, own];
  });
  return packed(first, JSON.stringify(others.map((other) => packed(other))));
}

/** Has this module functions, data or places in a table? Where pieces share nothing, there is a module of imports alone. */
function holdsAnything(module) {
  const HOLDS = [9, 10, 11];
  for (let at = 8; at < module.length; ) {
    const kind = module[at++];
    if (HOLDS.includes(kind)) return true;
    let size = 0, shift = 0, byte;
    do {
      byte = module[at++];
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    at += size;
  }
  return false;
}

function lighter(file) {
  const folder = mkdtempSync(join(tmpdir(), 'piece-'));
  try {
    const out = join(folder, 'out.wasm');
    const { status, stderr, error } = spawnSync('wasm-opt', [...OPT, file, '-o', out], { encoding: 'utf8' });
    if (status !== 0) throw error ?? new Error(`wasm-opt: ${stderr}`);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Which of the loaders in the program's script loads this piece: their list is all that the program imports. */
export function loaderOf(name) {
  const at = ORDER.indexOf(name.replace(/^__wasm_split_load_/, ''));
  if (at < 0) throw new Error(`${name}: expected a loader of one of ${ORDER}`);
  return at;
}

/** The program's script, which loads its pieces, of which `first` is the first's file, by `load` instead of by a script of their own. */
export function withLoader(script, first, load) {
  const without = script
    .replace(/^import \* as import\d+ from ["'][^"']*__wasm_split[^"']*["'];?$/gm, '')
    .replace(/(?:["'][^"']*__wasm_split\.js["']: import\d+,?\s*)+/g, () => `${LOADERS.short}: LOADERS,`);
  if (/^import\b/m.test(without)) throw new Error('the program’s script: expected nothing else to be imported');
  return `const FIRST = ${JSON.stringify(first)};\n${load}const LOADERS = [${ORDER.map((_, at) => at)}].map(loader);\n${without}`;
}
