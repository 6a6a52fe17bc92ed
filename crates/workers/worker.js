// The first script of every worker: `?` and the program's name follow its own. Trunk's own shim calls wasm-bindgen in a way
// that warns on the console.
const program = location.search.slice(1);
const script = `${program}.js`;
// Where the server's policy asks for it (trusted types), these scripts and no others may be run.
const scripts = ["counter.js", "counter_every.js", "verifier.js", "sealer.js", "worker.js?verifier"];
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (scripts.includes(url) ? url : null) });
// What is said before the program listens waits for it.
const early = [];
onmessage = (event) => early.push(event);
if (scripts.includes(script)) importScripts(script);
// Whoever started this worker is told of errors, not of broken promises.
wasm_bindgen({ module_or_path: `${program}_bg.wasm` }).then(
  () => early.forEach((event) => onmessage(event)),
  (error) => setTimeout(() => { throw error; }),
);
