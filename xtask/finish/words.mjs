// The words of every further language in a file of its own, a text a line, as `build.rs` makes them for the program:
// the plain texts in the order of their keys, then the counted ones with all their forms.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Plural categories of Unicode CLDR. */
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** By language: the file's name, which the program has in it, and its text. */
export function wordsFiles(root, program) {
  const files = new Map();
  for (const [name, lang] of program.toString('latin1').matchAll(/words-([a-z]+)-[0-9a-f]{16}\.txt/g)) {
    files.set(lang, { name, text: lines(JSON.parse(readFileSync(join(root, 'locales', `${lang}.json`)))) });
  }
  for (const [lang, { name, text }] of files) {
    const hash = createHash('sha256').update(text).digest('hex');
    if (!name.includes(hash.slice(0, 16))) throw new Error(`locales/${lang}.json: the program expects ${name}, found text with the hash ${hash}`);
  }
  return files;
}

function lines(locale) {
  const form = (key) => FORMS.find((form) => key.endsWith(`.${form}`));
  const keys = Object.keys(locale).sort();
  const counted = new Set(keys.filter(form).map((key) => key.slice(0, -form(key).length - 1)));
  const forms = [...counted].sort().flatMap((base) => FORMS.map((form) => locale[`${base}.${form}`] ?? locale[`${base}.other`]));
  return [...keys.filter((key) => !form(key)).map((key) => locale[key]), ...forms].join('\n');
}
