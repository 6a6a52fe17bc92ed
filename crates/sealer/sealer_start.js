// The worker's first script. What the page asks before the program is there waits for it.
const sealer = "sealer.js";
// Where the server's policy asks for it (trusted types), this script and no other may be run.
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === sealer ? url : null) });
importScripts(sealer);
const ready = wasm_bindgen({ module_or_path: "sealer_bg.wasm" });
onmessage = async ({ data }) => {
  try {
    await ready;
  } catch {
    return postMessage(["missing"]);
  }
  wasm_bindgen.asked(data);
};
