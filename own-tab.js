// A tab of its own, opened out of a frame: takes the frame's draft along and goes on to the budget. The browser lets only
// pages of the same host look into each other, so that no other site can put a draft here or read one. The draft is put
// where `src/shell/stash.rs` looks for it, and never into an address. A ballot that was begun on this device stays what it is.
const address = new URL('./', location), folder = address.pathname.replace(/\/$/, '');
try {
  const { document, location: { search } } = opener;
  const { lang, dataset } = document.documentElement;
  const { draft } = dataset;
  // Once: no later tab takes it again.
  delete dataset.draft;
  for (const [name, value] of new URLSearchParams(search)) address.searchParams.append(name, value);
  if (lang) address.searchParams.set('lang', lang);
  if (draft && !isOf(draft, await keptDraft())) {
    localStorage.setItem(`${folder} draft`, draft);
    beginFrameAnew(`${folder} draft`);
  }
} catch {
  // Opened by hand, cut off from the frame, or on a device that keeps nothing: then it begins anew, and the frame still has it.
}
// A sandbox that the frame hands down to its tabs would make the budget's page the browser's error: the address can be copied.
if (origin === 'null') document.body.textContent = address.href;
else location.replace(address);

/**
 * The draft goes on here and only here: changed here and sent from both, one person's draft would be two ballots. Where frame
 * and tab share what the device keeps, they are two tabs of one ballot, as any others.
 */
function beginFrameAnew(name) {
  try {
    if (opener.localStorage.getItem(name) !== null) return;
    // What was put aside comes before what the frame keeps, and this is no draft.
    opener.localStorage.setItem(name, 'gone');
  } catch {
    // It keeps nothing.
  }
  // Nothing is lost that the browser need ask about.
  opener.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
  opener.location.reload();
}

/** Is what is kept a draft of the same budget? Its name is the second word (`src/state/kept_draft.rs`). */
function isOf(draft, kept) {
  return kept && new TextDecoder().decode(kept).split(' ')[1] === draft.split(' ')[1];
}

/** What the page keeps (`src/shell/memory.rs`), if it keeps anything: only looked at. */
function keptDraft() {
  return new Promise((done) => {
    const opening = indexedDB.open(folder);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => done();
    opening.onsuccess = () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains('kept')) return done();
      const asked = database.transaction('kept').objectStore('kept').get('draft');
      asked.onerror = () => done();
      asked.onsuccess = () => (database.close(), done(asked.result));
    };
  });
}
