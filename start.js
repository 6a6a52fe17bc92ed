// What the page does before the program runs. The build puts this at the end of the program's own script, where `init`
// begins the program, and BUILT in place: the built files' names.
const { program, words, scripts } = BUILT;

// Whatever text should ever reach a place that runs scripts: only the widget's own are run.
globalThis.trustedTypes?.createPolicy('default', { createScriptURL: (url) => (scripts.includes(url) ? url : null) });

// The visitor's words come along with the program instead of after it. The program looks for them in the same order.
const asked = [new URLSearchParams(location.search).get('lang'), ...navigator.languages];
const file = asked.map((lang) => words[lang?.split('-')[0]]).find((file) => file !== undefined);
if (file) {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href: file }));
}

init({ module_or_path: program });
