// The widget's service worker: after one visit the page opens without a signal. It keeps the files of the version that it was
// built with, each only if it is the file that the build knows by its hash, and the box's budget. Of the box it touches
// nothing else, and nothing that is sent. The build puts BUILT in place: every file with its hash, and the page's own.
const { page, files } = BUILT;
const HOME = registration.scope, BUDGET = `${HOME}box/budget.json`;
/** Widgets under several paths of one host share the browser's stores: each looks at those with its own address alone. */
const OURS = `common-purse ${HOME} `, KEPT = OURS + page, BUDGETS = `${OURS}budget`;
/** So long the network has the first word. */
const PAGE_MS = 2_000, BUDGET_MS = 5_000;

const after = (ms) => new Promise((done) => setTimeout(done, ms));
const name = (address) => (address.startsWith(HOME) ? address.slice(HOME.length).replace(/[?#].*/s, '') : undefined);
const begins = (start) => Object.keys(files).filter((file) => file.startsWith(start));

// What the ballot needs is there before this version is used at all; a host that changes files on their way gets no worker.
addEventListener('install', (event) => event.waitUntil(Promise.all(['', ...begins('common-purse-'), ...begins('piece-later-'), 'device.js'].map(keep))));

// A version waits until the pages of the one before are closed, so that those keep their files: nothing here hurries it.
addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())));

async function tidy() {
  const old = (await caches.keys()).filter((cache) => cache.startsWith(OURS) && cache !== KEPT && cache !== BUDGETS);
  await Promise.all(old.map((cache) => caches.delete(cache)));
}

addEventListener('fetch', (event) => {
  const { request } = event, { method, mode, url, headers, integrity, cache } = request;
  const file = name(url);
  if (file === undefined || method !== 'GET' || headers.has('range')) return;
  if (mode === 'navigate') {
    if (file === '' || file === 'index.html') event.respondWith(opened(request));
  } else if (url === BUDGET) {
    // "Is it still this budget?" is asked past every cache, and so past this one.
    if (cache === 'default') event.respondWith(budget(event));
  } else if (Object.hasOwn(files, file) && (!integrity || integrity === files[file])) {
    event.respondWith(given(event, file));
  }
});

const kept = async (file) => (await caches.open(KEPT)).match(HOME + file);

/** Without an address of its own, so that a worker's script or a page finds what was asked behind its name. */
const fresh = (answer) => new Response(answer.body, answer);

/** The file, if it is the one that the build knows; what a portal has put under its name is asked for anew. */
function fetched(file) {
  const get = (cache) => fetch(HOME + file, { integrity: file ? files[file] : page, cache, redirect: 'error' });
  return get(file ? 'default' : 'no-cache').catch(() => get('reload'));
}

const store = async (file, answer) => answer.status === 200 && (await caches.open(KEPT)).put(HOME + file, answer);

async function keep(file) {
  if (!(await kept(file))) await store(file, await fetched(file));
}

/** The file for whoever asks, also on a device without room for it. */
async function given(event, file) {
  const known = await kept(file).catch(() => undefined);
  if (known) return fresh(known);
  const answer = await fetched(file);
  event.waitUntil(store(file, answer.clone()).catch(() => {}));
  return fresh(answer);
}

/** The page: whatever the network says, which may be a newer version or another page in its place; else the kept one. */
async function opened(request) {
  const asked = fetch(request);
  const answer = await Promise.race([asked.catch(() => undefined), after(PAGE_MS)]);
  if (answer && answer.status < 500) return answer;
  const ours = await kept('').catch(() => undefined);
  return ours ? fresh(ours) : asked;
}

/** The budget: whatever the network says; the kept one only where the network says nothing. */
async function budget(event) {
  const asked = look(event.request);
  const first = await Promise.race([asked.catch(() => undefined), after(BUDGET_MS)]);
  if (first) return first;
  const old = await keptBudget().catch(() => undefined);
  if (!old) return asked;
  // Who was too slow may have another budget by now: the page asks for itself.
  event.waitUntil(asked.then(() => tell(event.clientId), () => undefined));
  return fresh(old);
}

/** What the network says of it, kept if it is a budget; and where there is none any more, or no room for it, none is kept. */
async function look(request) {
  const answer = await fetch(request);
  if (answer.status === 404 || answer.status === 410) await forgetBudget();
  if (answer.status !== 200 || answer.type !== 'basic' || answer.redirected) return answer;
  const bytes = await answer.arrayBuffer().catch(() => undefined);
  // Half of it is no answer, and no leave to give the old one either.
  if (!bytes) return Response.error();
  if (asBudget(bytes)) await keepBudget(new Response(bytes, answer)).catch(forgetBudget);
  return new Response(bytes, answer);
}

/** A store that fails is no reason to keep the network's answer from anybody. */
const forgetBudget = () => caches.delete(BUDGETS).catch(() => {});

const keepBudget = async (answer) => (await caches.open(BUDGETS)).put(BUDGET, answer);

/** A budget, as far as a portal's answer is to be told from one: the page reads it strictly. */
function asBudget(bytes) {
  try {
    const read = asJson(bytes);
    return read.format === 'common-purse/budget/1' && read.dates.closes ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Until its last day: after that another event may be at this address. */
async function keptBudget() {
  const old = await (await caches.open(BUDGETS)).match(BUDGET);
  const { dates } = (old && asBudget(await old.clone().arrayBuffer())) ?? {};
  return dates && today() <= dates.closes ? old : undefined;
}

/** This device's day, as budgets write days. */
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** Pages that were told before they may have listened: what they say first comes later than that. */
const told = new Set();

async function tell(client) {
  told.add(client);
  (await clients.get(client))?.postMessage('answered');
}

// A page says what it has loaded, and whether bytes are dear: what is on this device already can be kept, and what the visitor
// may still ask for. Where one of these could not be, nothing is promised, and the next page asks again.
addEventListener('message', (event) => event.waitUntil(hear(event)));

async function hear({ data, source }) {
  if (told.delete(source.id)) source.postMessage('answered');
  if (await collect(data)) source.postMessage('kept');
}

/** Is all of it here now? */
async function collect({ loaded, dear }) {
  await look(new Request(BUDGET, { cache: 'no-cache' })).catch(() => {});
  const known = asBudget(await (await keptBudget().catch(() => undefined))?.arrayBuffer());
  const wanted = [...loaded.map(name).filter((file) => files[file]), ...(known?.keys ? [...begins('worker-'), ...begins('sealer-'), 'scan.js'] : [])];
  // By its language alone: `cy-GB` is spoken with the words of `cy`.
  const words = (known?.languages ?? []).map((lang) => lang.split('-')[0]).flatMap((lang) => [...begins(`words-${lang}-`), ...begins(`places-${lang}-`)]);
  const all = await Promise.allSettled([...wanted, ...(dear ? [] : [...begins('piece-'), 'place.js', ...words])].map(keep));
  return known !== undefined && all.every(({ status }) => status === 'fulfilled');
}

// The signal is back and no page may be open: ballots are put where they belong. The page alone calls them sent, and forgets
// them, once it has read them back; so the same ballot put by both is one, under one name, and none is lost here.
addEventListener('sync', (event) => event.waitUntil(deliver()));

async function deliver() {
  const ballots = (await waiting()).map((bytes) => [bytes, plain(bytes)]).filter(([, ballot]) => ballot);
  if (ballots.length === 0) return;
  const ask = (address) => fetch(address, { cache: 'no-store', credentials: 'omit', redirect: 'error' });
  const answer = await ask(BUDGET), bytes = await answer.arrayBuffer();
  const read = answer.ok && asBudget(bytes), sha256 = await hash(bytes);
  const now = read ? ballots.filter(([, { budget }]) => budget.id === read.id && budget.sha256 === sha256) : [];
  if (now.length === 0) return;
  const box = new URL(read.ballot_box ?? 'box/', HOME).href;
  // How a store is written to, the page knows; and any other answer is no box's.
  if ((await ask(`${box}store.json`)).status !== 404) return;
  for (const [body] of now) {
    const headers = { 'content-type': 'application/json', 'if-none-match': '*' }, id = await hash(body);
    // The box may have been slow: what was removed from the device meanwhile, or sent by the page, is not put.
    if (!(await Promise.all((await waiting()).map(hash))).includes(id)) continue;
    const { status } = await fetch(`${box}ballots/${id}.json`, { method: 'PUT', body, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' });
    // The browser tries again later what comes to an error here.
    if (status === 429 || status >= 500) throw new Error(`the box answered ${status}`);
  }
}

const asJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

const hash = async (bytes) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A ballot without a code; one with a code must be given its place first, which the page does. */
function plain(bytes) {
  try {
    const ballot = asJson(bytes);
    return ballot.format === 'common-purse/ballot/1' ? ballot : undefined;
  } catch {
    return undefined;
  }
}

/** What the page keeps (`src/shell/memory.rs`), if it keeps anything: only looked at. */
const waiting = () =>
  new Promise((done) => {
    const opening = indexedDB.open(new URL(HOME).pathname.replace(/\/$/, ''));
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => done([]);
    opening.onsuccess = () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains('kept')) return done([]);
      const ballots = database.transaction('kept').objectStore('kept').getAll(IDBKeyRange.bound('ballot ', 'ballot!'));
      ballots.onerror = () => done([]);
      ballots.onsuccess = () => (database.close(), done(ballots.result));
    };
  });
