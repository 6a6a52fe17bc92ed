// Everywhere that a page and its browser could keep something of whoever was there.

/** As texts by place: two calls with the same answer have found the same. */
export async function traces(page, session) {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const all = databases.map(({ name }) => name).map(
      (name) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const stores = [...database.objectStoreNames];
            if (stores.length === 0) return resolve([]);
            const transaction = database.transaction(stores);
            const found = stores.map((store) => {
              const objects = transaction.objectStore(store);
              return [store, objects.getAllKeys(), objects.getAll()];
            });
            transaction.oncomplete = () => {
              const text = (value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value));
              resolve(found.map(([store, keys, values]) => [store, keys.result, values.result.map(text)]));
              database.close();
            };
          };
        }),
    );
    const cached = [];
    for (const name of globalThis.caches ? await caches.keys() : []) {
      for (const request of await (await caches.open(name)).keys()) cached.push(request.url);
    }
    const fields = [...document.querySelectorAll('input, textarea, select')];
    return {
      page: document.documentElement.outerHTML,
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
      databases: JSON.stringify(await Promise.all(all)),
      caches: JSON.stringify(cached),
      cookies: document.cookie,
      address: location.href + document.title + JSON.stringify(history.state),
      fields: JSON.stringify(fields.map((it) => [it.id, it.value, it.defaultValue, it.checked, it.autocomplete, it.matches(':autofill')])),
    };
  });
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const read = nodes.filter(({ ignored }) => !ignored).map(({ role, name, value }) => [role?.value, name?.value, value?.value]);
  return { ...kept, accessibility: JSON.stringify(read) };
}
