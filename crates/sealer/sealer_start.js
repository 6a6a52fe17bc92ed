// The worker's first script. What the page asks before the program is there waits for it.
const sealer = "sealer.js";
// Where the server's policy asks for it (trusted types), this script and no other may be run.
self.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === sealer ? url : null) });
importScripts(sealer);
const ready = wasm_bindgen({ module_or_path: "sealer_bg.wasm" });
let settling = Promise.resolve();
onmessage = async ({ data }) => {
  try {
    await ready;
  } catch {
    return postMessage(["missing"]);
  }
  // Places are given one after the other, in the order of the ballots.
  if (data[0] === "settle") settling = settling.then(() => wasm_bindgen.asked(data));
  else wasm_bindgen.asked(data);
};
