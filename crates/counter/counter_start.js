// The worker's first script. Trunk's own shim calls wasm-bindgen in a way that warns on the console.
const counter = "counter.js";
// Where the server's policy asks for it (trusted types), this script and no other may be run.
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === counter ? url : null) });
importScripts(counter);
wasm_bindgen({ module_or_path: "counter_bg.wasm" });
