// The words people read, as the widget has them: tests find things by what a person would look for.
import { readFileSync } from 'node:fs';

const file = (name) => JSON.parse(readFileSync(new URL(`../../../locales/${name}.json`, import.meta.url)));
const read = (lang) => ({ ...file(lang), ...file(`places/${lang}`) });
const languages = new Map();

/** The sentence behind a key, with its `{places}` filled. */
export function say(key, values = {}, lang = 'en') {
  if (!languages.has(lang)) languages.set(lang, read(lang));
  const sentence = languages.get(lang)[key];
  if (sentence === undefined) throw new Error(`locales/${lang}.json has no "${key}"`);
  return sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** The sentence as a pattern: places not given match anything. */
export function like(key, values = {}, lang = 'en') {
  const pattern = say(key, values, lang).replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
  return new RegExp(pattern);
}
