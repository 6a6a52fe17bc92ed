// The worker's first script. Trunk's own shim calls wasm-bindgen in a way that warns on the console.
const verifier = "verifier.js";
// Where the server's policy asks for it (trusted types), this script and no other may be run.
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === verifier ? url : null) });
importScripts(verifier);
// Whoever started this worker is told of errors, not of broken promises.
wasm_bindgen({ module_or_path: "verifier_bg.wasm" }).catch((error) => setTimeout(() => { throw error; }));
