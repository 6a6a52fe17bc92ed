// A tab of its own, opened out of a frame: takes the frame's draft along and goes on to the budget. The browser lets only
// pages of the same host look into each other, so that no other site can put a draft here or read one. The draft is put
// where `src/shell/stash.rs` looks for it, and never into an address.
const address = new URL('./', location);
try {
  const { document, location: { search } } = opener;
  const { lang, dataset } = document.documentElement;
  const { draft } = dataset;
  // Once: whoever comes to the frame next begins anew.
  delete dataset.draft;
  for (const [name, value] of new URLSearchParams(search)) address.searchParams.append(name, value);
  if (lang) address.searchParams.set('lang', lang);
  if (draft) localStorage.setItem(`${address.pathname.replace(/\/$/, '')} draft`, draft);
} catch {
  // Opened by hand, cut off from the frame, or on a device that keeps nothing: then it begins anew, and the frame still has it.
}
location.replace(address);
