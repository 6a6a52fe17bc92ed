// What this device keeps beside the page's own memory. Once the page has been painted: from now on it opens without a signal
// (sw.js) and can be installed. And when the visitor asks: everything goes.
const home = new URL('./', location).href, folder = new URL(home).pathname.replace(/\/$/, '');
const OURS = `common-purse ${home} `;
const { dataset } = document.documentElement;
/** What `ask` says; nothing where the browser forbids the question, as in a sandboxed frame. */
const allowed = (ask) => {
  try {
    return ask();
  } catch {}
};
const serviceWorker = allowed(() => navigator.serviceWorker);

/** On a page that was opened to remove everything nothing is kept, until the visitor goes on. */
const REMOVING = '#device';

async function keepPage() {
  if (location.hash === REMOVING) return;
  removeEventListener('hashchange', begin);
  document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: 'app.webmanifest' }));
  await serviceWorker.register('sw.js', { updateViaCache: 'none' });
  const { active, sync } = await serviceWorker.ready;
  const { saveData, effectiveType } = navigator.connection ?? {};
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  active.postMessage({ loaded, dear: saveData || effectiveType?.endsWith('2g') });
  // What is not sent when the page is left is sent when there is a signal, where the browser can.
  document.addEventListener('visibilitychange', () => document.hidden && sync?.register('ballots').catch(() => {}));
}

serviceWorker?.addEventListener('message', ({ data }) => {
  if (data === 'kept') dataset.device = 'kept';
  // The network was too slow for the budget, and has answered by now: the page looks whether its own still holds.
  else dispatchEvent(new Event('online'));
});
// No page around a frame opens without a signal; and what a browser forbids there, or in a private window, is no harm.
const begin = () => keepPage().catch(() => {});
if (serviceWorker && parent === self) {
  addEventListener('hashchange', begin);
  begin();
}

const tabs = allowed(() => new BroadcastChannel(OURS));
if (tabs) tabs.onmessage = ({ data }) => (stop(), setTimeout(again, data));

/** Nothing that this page still does is kept, and nobody is asked whether to leave it. */
function stop() {
  IDBObjectStore.prototype.put = Storage.prototype.setItem = () => {
    throw new Error('everything on this device is being removed');
  };
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
}

async function remove() {
  stop();
  // No other tab begins anew before all is gone, or this one was closed.
  tabs?.postMessage(10_000);
  await Promise.allSettled([forgetShelf(), forgetStore(() => localStorage), forgetStore(() => sessionStorage), forgetWorker()]);
  // Last, since the worker may have kept something meanwhile.
  await forgetCaches().catch(() => {});
  tabs?.postMessage(0);
  again();
}

function again() {
  history.replaceState(null, '', REMOVING);
  location.reload();
}

const forgetShelf = () =>
  new Promise((done, fail) => {
    const opening = indexedDB.open(folder);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = done;
    opening.onsuccess = () => {
      const clearing = opening.result.transaction('kept', 'readwrite');
      clearing.objectStore('kept').clear();
      [clearing.oncomplete, clearing.onabort] = [done, fail];
    };
  });

async function forgetStore(store) {
  for (const name of Object.keys(store())) if (name.startsWith(`${folder} `)) store().removeItem(name);
}

async function forgetCaches() {
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}

async function forgetWorker() {
  const registration = await serviceWorker.getRegistration(home);
  // A widget further up may have a worker for its own pages.
  if (registration?.scope === home) await registration.unregister();
}

addEventListener('common-purse-remove', remove);
// By this the page knows that somebody is there who does it, and later that all is kept.
dataset.device = '';
