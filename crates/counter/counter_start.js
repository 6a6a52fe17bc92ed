// The worker's first script. Trunk's own shim calls wasm-bindgen in a way that warns on the console.
const counter = self.location.search === "?every" ? "counter_every" : "counter";
const script = `${counter}.js`;
// Where the server's policy asks for it (trusted types), these scripts and no others may be run.
const scripts = [script, "verifier_start.js"];
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (scripts.includes(url) ? url : null) });
importScripts(script);
// The page is told of errors, not of broken promises.
wasm_bindgen({ module_or_path: `${counter}_bg.wasm` }).catch((error) => setTimeout(() => { throw error; }));
