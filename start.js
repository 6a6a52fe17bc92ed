// What the page does before the program runs. The build puts this at the end of the program's own script, with what
// wasm-bindgen wrote there, and BUILT in place: the built files' names.
const { program, words, scripts } = BUILT;

// Whatever text should ever reach a place that runs scripts: only the widget's own are run.
self.trustedTypes?.createPolicy('default', { createScriptURL: (url) => (scripts.includes(url) ? url : null) });

// The visitor's words come along with the program instead of after it. The program looks for them in the same order.
const asked = [new URLSearchParams(location.search).get('lang'), ...navigator.languages];
const file = asked.map((lang) => words[lang?.split('-')[0]]).find((file) => file !== undefined);
if (file) {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href: file }));
}

/** As wasm-bindgen would begin it, for the one way in which it comes here. A server may call the file something else. */
async function beginProgram() {
  const answer = await fetch(program);
  if (!answer.ok) throw new Error(`${program}: ${answer.status}`);
  const imports = __wbg_get_imports();
  const streams = WebAssembly.instantiateStreaming && answer.headers.get('content-type') === 'application/wasm';
  const { instance, module } = await (streams ? WebAssembly.instantiateStreaming(answer, imports) : WebAssembly.instantiate(await answer.arrayBuffer(), imports));
  __wbg_finalize_init(instance, module);
}

beginProgram().catch(async (error) => {
  console.error(error);
  // The page has the words for this: see `styles/skeleton.css`, which brings them forth later by itself.
  const stopped = document.querySelector('.stopped');
  const each = (parts, change) => stopped?.querySelectorAll(parts).forEach(change);
  stopped?.classList.add('known-stopped');
  // Where no page is around this one, such as on a kiosk, a tab of its own could do no more.
  if (parent === self) each('a[target]', (link) => link.remove());
  if (!self.WebAssembly) each('[hidden]', (why) => (why.hidden = false));
  // A link to this page would lose the code that may stand in its address.
  each('a:not([target])', (link) => (link.onclick = () => (location.reload(), false)));
  const { organiser } = await (await fetch('box/budget.json')).json();
  each('b', (contact) => (contact.textContent = organiser.contact ?? ''));
});
