// The first script of every worker: `?` and the program's name follow its own. Trunk's own shim calls wasm-bindgen in a way
// that warns on the console. The build puts each program's files, named by their hashes, in place of BUILT.
const [script, wasm] = BUILT[location.search.slice(1)] ?? [];
// Where the server's policy asks for it (trusted types), these scripts and no others may be run.
const scripts = [script, "?verifier"];
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (scripts.includes(url) ? url : null) });
// What is said before the program listens waits for it.
const early = [];
onmessage = (event) => early.push(event);
// Whoever started this worker is told of errors, not of broken promises. What a portal has put into the browser's cache under
// these names is not taken again.
const failed = async (error) => {
  await Promise.allSettled([script, wasm].map((file) => fetch(file, { cache: "reload", signal: AbortSignal.timeout?.(10_000) })));
  setTimeout(() => { throw error; });
};
try {
  if (script) importScripts(script);
  wasm_bindgen({ module_or_path: wasm }).then(() => early.forEach((event) => onmessage(event)), failed);
} catch (error) {
  failed(error);
}
