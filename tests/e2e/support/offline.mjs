// A browser in which the widget's service worker works, and another version of the widget.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { WIDGET, folder } from './box.mjs';
import { visitor } from './browser.mjs';
import { resident } from './resident.mjs';

/** A resident whose page opens without a signal from now on. */
export async function kept(t, url, { hands, lang, ...options } = {}) {
  const page = await visitor(t, { serviceWorkers: 'allow', ...options });
  const me = resident(page, hands, lang);
  await me.arrive(url);
  await isKept(page);
  return me;
}

/** Until the worker has said that all is there. */
export const isKept = (page) => page.locator('html[data-device="kept"]').waitFor({ state: 'attached' });

/** Until the worker keeps a file whose name has this in it. */
export const holds = (page, part) =>
  page.waitForFunction(async (part) => {
    for (const name of await caches.keys()) {
      const files = await (await caches.open(name)).keys();
      if (files.some(({ url }) => url.includes(part))) return true;
    }
    return false;
  }, part);

/** What the worker keeps: by its address what is in it. Texts only, and of other files how they begin. */
export const inStore = (page) =>
  page.evaluate(async () => {
    const all = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all[new URL(request.url).pathname] = (await (await cache.match(request)).text()).slice(0, 100_000);
    }
    return all;
  });

/** By its name with a hash in it: is this file what its name says? */
export const faulty = (page) =>
  page.evaluate(async () => {
    const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const wrong = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const hash = url.match(/-([0-9a-f]{16})[._]/)?.[1];
        const bytes = await (await cache.match(url)).arrayBuffer();
        if (hash && !hex(await crypto.subtle.digest('SHA-256', bytes)).startsWith(hash)) wrong.push(url);
      }
    }
    return wrong;
  });

const sum = (algorithm, form) => (bytes) => createHash(algorithm).update(bytes).digest(form);
const integrity = (bytes) => `sha256-${sum('sha256', 'base64')(bytes)}`;

/** The widget as it is, in a folder of its own, whose files `put` replaces by those of a newer version. */
export function widgetToReplace(t) {
  const widget = join(folder(t), 'widget');
  cpSync(WIDGET, widget, { recursive: true });
  return { widget, replace: () => replace(widget) };
}

/** As if it had been built anew: the program's script and its page have changed, and so has the worker's list. */
function replace(widget) {
  for (const name of readdirSync(widget, { recursive: true })) if (/\.(br|gz)$/.test(name)) rmSync(join(widget, name));
  const at = (name) => join(widget, name);
  const change = (name, ...pairs) => {
    let text = readFileSync(at(name), 'utf8');
    for (const [from, to] of pairs) text = text.replaceAll(from, to);
    writeFileSync(at(name), text);
  };
  const old = readdirSync(widget).find((name) => /^common-purse-\w+\.js$/.test(name));
  const before = readFileSync(at(old)), page = integrity(readFileSync(at('index.html')));
  const script = Buffer.concat([before, Buffer.from('\ndocument.documentElement.dataset.version = "new";\n')]);
  const name = `common-purse-${sum('sha256', 'hex')(script).slice(0, 16)}.js`;
  renameSync(at(old), at(name));
  writeFileSync(at(name), script);
  const pairs = [[old, name], [integrity(before), integrity(script)]];
  change('index.html', ...pairs);
  change('preload.map', ...pairs);
  change('sw.js', ...pairs, [page, integrity(readFileSync(at('index.html')))]);
}

/** Until the browser has found the newer version's worker, which waits. */
export const newWaits = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    while (worker.state === 'installing') await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
  });

/** Looks at the browser's workers from a page that is none of theirs; the answer waits until the one that waits is in its place. */
export async function newTakesOver(page) {
  const session = await page.context().newCDPSession(page);
  let installed;
  const activated = new Promise((done) =>
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      installed ??= versions.find(({ status }) => status === 'installed')?.versionId;
      if (versions.some(({ versionId, status }) => versionId === installed && status === 'activated')) done();
    }),
  );
  await session.send('ServiceWorker.enable');
  return () => activated;
}
