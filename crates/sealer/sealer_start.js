// The worker's first script. What the page asks before the program is there waits for it.
importScripts("sealer.js");
const ready = wasm_bindgen({ module_or_path: "sealer_bg.wasm" });
onmessage = async ({ data }) => {
  try {
    await ready;
  } catch {
    return postMessage(["missing"]);
  }
  wasm_bindgen.asked(data);
};
