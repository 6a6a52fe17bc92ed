// How the pieces of the program that come after the first one are loaded. The build puts this into the program's own
// script, where `wasm` is what the running program exports, and FIRST is the file of the first of them: its name, its hash and how
// long each of its modules is. Behind the modules that file lists those after it, which no first touch needs to know.
const tried = {}, fetched = {}, begun = {};

/** What `make` promises for this file, once; where the promise is broken, the next call tries again. */
function once(kept, [name], make) {
  if (!kept[name]) (kept[name] = make()).catch(() => delete kept[name]);
  return kept[name];
}

/** Fetched whole: a server that calls the file something else than wasm does no harm, and no other bytes are run. */
const bytes = (file) =>
  once(fetched, file, async () => {
    const [name, integrity] = file;
    // What a portal has put into the browser's cache under this name is not taken again.
    const cache = tried[name] ? 'reload' : 'default';
    tried[name] = true;
    return (await fetch(name, { integrity, cache, priority: 'low', signal: AbortSignal.timeout?.(60_000) })).arrayBuffer();
  });

/** A file may be several modules, one behind the other. What is behind them all is the answer. */
const begin = (file) =>
  once(begun, file, async () => {
    const [, , ...sizes] = file;
    const all = await bytes(file);
    let from = 0;
    for (const size of sizes) await WebAssembly.instantiate(all.slice(from, (from += size)), { __wasm_split: wasm });
    return all.slice(from);
  });

/**
 * The first piece and so many after it: each needs those before it, but for the last two, which do without each other. They are on
 * their way at once, and begun in order.
 */
async function upTo(last) {
  const listed = await new Response(await begin(FIRST)).json();
  const files = listed.filter((_, at) => at < Math.min(last - 1, 2) || at === last - 1);
  files.forEach(bytes);
  for (const file of files) await begin(file);
}

/** Called by the program, which waits for the call back. */
const loader = (last) => async (callback, data) => {
  const done = await upTo(last).then(() => true, (error) => console.error(error));
  wasm.__indirect_function_table.get(callback)(data, done === true);
};
