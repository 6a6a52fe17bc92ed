// The worker's first script. Trunk's own shim calls wasm-bindgen in a way that warns on the console.
importScripts("counter.js");
wasm_bindgen({ module_or_path: "counter_bg.wasm" });
