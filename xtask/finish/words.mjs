// The words of every further language in a file of its own, which `build.rs` has written where Cargo lets it write. The program
// has the files' names in it, and each name the hash of what is in the file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every words file that is named in these programs: its kind, its language, its name and its text. `target`: Cargo's folder. */
export function wordsFiles(target, programs) {
  const files = new Map();
  for (const program of programs) {
    for (const [name, kind, lang] of program.toString('latin1').matchAll(/(words|places|promises)-([a-z]+)-[0-9a-f]{16}\.txt/g)) {
      files.set(name, { kind, lang, name, text: readFileSync(written(target, name), 'utf8') });
    }
  }
  return [...files.values()];
}

/** `target/wasm32-unknown-unknown/PROFILE/build/common-purse-HASH/out/NAME`. */
function written(target, name) {
  const browser = join(target, 'wasm32-unknown-unknown');
  const builds = readdirSync(browser).map((profile) => join(browser, profile, 'build')).filter((folder) => existsSync(folder));
  const places = builds.flatMap((folder) => readdirSync(folder).map((build) => join(folder, build, 'out', name)));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`${browser}: expected ${name}, which build.rs writes for the program, in the folder of a build`);
  return found;
}
