// What a program with all that it started, such as a browser, takes of this machine.
import { readFileSync, readdirSync } from 'node:fs';

/** Every so many milliseconds somebody looks. */
const LOOK = 200;

/** The most memory that a program and its children have had together, each shared page counted once, above what they have now. */
export function mostOf(t, pid) {
  const before = megabytes(pid);
  let most = before;
  const looks = setInterval(() => (most = Math.max(most, megabytes(pid))), LOOK);
  t.after(() => clearInterval(looks));
  return () => Math.round(most - before);
}

function megabytes(pid) {
  const all = family(String(pid)).map((one) => Number(read(`/proc/${one}/smaps_rollup`).match(/Pss:\s+(\d+)/)?.[1] ?? 0));
  return all.reduce((sum, one) => sum + one, 0) / 1024;
}

function family(pid) {
  const children = new Map();
  for (const one of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = read(`/proc/${one}/stat`).split(') ').at(-1).split(' ')[1];
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const all = [pid];
  for (const one of all) all.push(...(children.get(one) ?? []));
  return all;
}

/** Empty where the program has ended meanwhile. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
