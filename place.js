// At a kiosk, in a hall, at a desk: what only a script of the page can do there. The program of the place says what is wanted
// by attributes of the page's root, and adds this script once; `docs/kiosk.md` says what no page can stop.
{
const page = document.documentElement;

// Looks: the page's policy allows no styles but those that came with it, and those that a script made.
// It comes beside that of `frame.js`.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
let worn;
const dress = () => {
  const { looks = '' } = page.dataset;
  if (looks !== worn) sheet.replaceSync((worn = looks));
};

// The one dialog that covers the widget, if any. The browser makes the rest inert, gives the dialog the focus and the focus
// back; whoever begins is taken to the heading.
const cover = () => {
  const wanted = document.getElementById(page.dataset.cover ?? '');
  for (const dialog of document.querySelectorAll('dialog[open]')) {
    if (dialog === wanted) continue;
    dialog.close();
    if (!wanted && dialog.id === 'waiting') {
      scrollTo(0, 0);
      document.getElementById('heading')?.focus();
    }
  }
  if (wanted && !wanted.open) wanted.showModal();
};

// A file for staff.
const offer = () => {
  const { file, fileName } = page.dataset;
  if (file === undefined) return;
  delete page.dataset.file;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file], { type: 'application/jsonl' }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

// A screen that stays on and is filled. The browser lets go of both whenever the page is hidden, and begins the second upon a
// touch alone; it may refuse either.
let awake;
const stayAwake = async () => {
  if (document.hidden || (awake && !awake.released)) return;
  awake = await navigator.wakeLock?.request('screen').catch(() => undefined);
};
const fill = () => {
  if (document.fullscreenEnabled) page.requestFullscreen({ navigationUI: 'hide' }).catch(() => {});
};
const turnFull = () => (document.fullscreenElement ? document.exitFullscreen().catch(() => {}) : fill());

/** On a shared device, once: stops whatever a browser would do beside what the page is for. */
let guarded = false;
const guard = () => {
  if (guarded || page.dataset.place !== 'kiosk') return;
  guarded = true;
  const stop = (names, when = () => true) => {
    for (const name of names) {
      addEventListener(name, (event) => when(event) && event.preventDefault(), { capture: true, passive: false });
    }
  };
  const inField = ({ target }) => target instanceof Element && target.matches('input, textarea');
  const withKey = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

  // The menu of a long press; what is dragged off the page, or onto it, such as a file.
  stop(['contextmenu', 'dragstart', 'dragover', 'drop']);
  stop(['selectstart'], (event) => !inField(event));
  // Also out of a field: a voting code would be in the clipboard for whoever comes next.
  stop(['copy', 'cut']);
  // Pinching, by two fingers, on a trackpad, by the wheel: the next person would find the page as large as the last one left it.
  stop(['gesturestart', 'gesturechange']);
  stop(['wheel'], (event) => event.ctrlKey);
  stop(['touchmove'], (event) => event.touches.length > 1);
  // Back and Forward of a mouse; its middle button, and a link pressed together with a key, open a tab.
  stop(['mousedown', 'mouseup'], (event) => event.button > 2);
  stop(['auxclick']);
  stop(['click'], (event) => withKey(event) && event.target instanceof Element && event.target.closest('a'));

  // Print, save, open, source, search, reload, bookmark, history, downloads, address, select all, zoom. New windows and tabs,
  // closing, and the keys of the system never reach a page.
  const WITH_CONTROL = 'psoufgrdhjlkeba+=-_0ntwqi';
  const ALONE = /^(F\d+|Browser\w+|ContextMenu|LaunchMail|ZoomToggle)$/;
  const WITH_ALT = ['ArrowLeft', 'ArrowRight', 'Home', 'd', 'f', 'e'];
  const forField = (event) => inField(event) && 'a' === event.key.toLowerCase();
  stop(['keydown'], (event) => {
    // What a browser fills in by itself has no key.
    if (event.key === undefined) return false;
    if (event.ctrlKey || event.metaKey) return WITH_CONTROL.includes(event.key.toLowerCase()) && !forField(event);
    return ALONE.test(event.key) || (event.altKey && WITH_ALT.includes(event.key));
  });

  // One entry of the history for the page, however many screens and visitors it has seen, and one address, which names no
  // screen: wherever Back leads, the widget finds the ballot there. By another fragment a kiosk may be set up, however that is
  // spelt; then Back leaves the screen as it is. The entries below lead up again: several, since Back may be pressed more
  // quickly than a page hears of it.
  const BELOW = 8;
  const [push, put] = [history.pushState, history.replaceState].map((own) => own.bind(history));
  const below = () => history.state?.below;
  const { pathname, search, hash } = location;
  const address = pathname + search + (/^#(code=|(ballot|about|check|receipt|results|promises)$)/.test(hash) ? '' : hash);
  const stay = () => below() || put({ top: true }, '', address);
  history.pushState = history.replaceState = stay;
  if (!history.state?.top) {
    for (let left = BELOW; left > 0; left -= 1) (left === BELOW ? put : push)({ below: left }, '');
    push({ top: true }, '');
  }
  addEventListener('popstate', () => below() && history.go(below()));
  stay();

  // WebKit puts a filled page over a dialog that is open, also over one that the same touch has opened.
  const covered = () => document.querySelector('dialog[open]');
  document.addEventListener('fullscreenchange', () => document.fullscreenElement && covered() && document.exitFullscreen().catch(() => {}));
  document.addEventListener('visibilitychange', stayAwake);
  addEventListener('pointerup', () => {
    stayAwake();
    const filled = document.fullscreenElement || matchMedia('(display-mode: fullscreen)').matches;
    if (!filled && !covered()) fill();
  });
  // A link to a part of the page would be one more entry of the history.
  addEventListener('click', (event) => {
    const part = event.target instanceof Element && document.getElementById(event.target.closest('a[href^="#"]')?.hash.slice(1));
    if (!part || event.defaultPrevented) return;
    event.preventDefault();
    part.scrollIntoView();
    part.focus();
  });
  stayAwake();
};

const look = () => (dress(), cover(), offer(), guard());
const asked = { 'data-awake': stayAwake, 'data-full': turnFull };
new MutationObserver((changes) => {
  look();
  for (const name of new Set(changes.map(({ attributeName }) => attributeName))) asked[name]?.();
}).observe(page, { attributeFilter: ['data-place', 'data-looks', 'data-cover', 'data-file', ...Object.keys(asked)] });
look();
// What was wanted before this script came.
if ('awake' in page.dataset) stayAwake();
}
