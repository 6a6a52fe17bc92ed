// In a frame of somebody else's page: tells that page how tall this one is and what happens in it, never what anybody
// chooses, and keeps in sight what would be out of it. The other side is `embed.js`; the widget adds this script.
const STEADY = 4, PAUSE_MS = 50, SHRINKS = 10, LOW = 384, WIDE = '(min-width: 66rem)';

const tell = (said) => parent.postMessage({ purse: 1, ...said }, '*');
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
/** What the host says can be seen of this page; the bar that was moved for that, and how far. */
let seen, moved, shift = 0;

// What takes the focus is brought into sight: some browsers scroll no page of another host to it, and tell of no focus in a
// frame that nobody has touched.
let focused;
const reveal = () => {
  const { activeElement } = document;
  if (activeElement === focused) return;
  focused = activeElement;
  const { top, bottom } = focused.getBoundingClientRect();
  const covered = shift ? document.querySelector('.bar')?.offsetHeight ?? 0 : 0;
  if (seen && focused !== document.body && (top < seen.from + covered || bottom > seen.to)) tell({ top: Math.max(0, top - covered - 32) });
};
// A button that is pressed is in sight; a page that moved under it before it is let go would make the press none.
let down = false;
for (const what of ['pointerdown', 'pointerup', 'pointercancel']) addEventListener(what, () => (down = what === 'pointerdown'), { capture: true, passive: true });
addEventListener('focusin', ({ target }) => {
  if (down) focused = target;
  requestAnimationFrame(() => (place(), reveal()));
});

// A frame as tall as its content never scrolls, so that nothing sticks in it. The rules come once: what follows the scrolling
// is set on the bar alone.
const DOCKED = `
  .bar { position: relative; inset: auto; }
  .ballot :is(a, button, input, summary, h2, h3, li) { scroll-margin-block: 9rem 2rem; }
  dialog { position: absolute; inset-block: 2rem auto; }
`;
let docked = false;
const place = () => {
  const docks = seen !== undefined && document.scrollingElement.scrollHeight <= innerHeight + STEADY;
  if (docks !== docked) sheet.replaceSync((docked = docks) ? DOCKED : '');
  for (const dialog of document.querySelectorAll('dialog')) dialog.style.insetBlockStart = docks ? `${Math.max(0, seen.from) + 32}px` : '';
  const bar = document.querySelector('.bar');
  if (!bar) return;
  if (bar !== moved) [moved, shift] = [bar, 0];
  const { top, height } = bar.getBoundingClientRect();
  const room = bar.parentElement.getBoundingClientRect().bottom - height - (top - shift);
  const edge = matchMedia(WIDE).matches ? 24 : 0;
  const wanted = !docks || seen.to - seen.from < LOW ? 0 : seen.from + edge - (top - shift);
  shift = Math.round(Math.max(0, Math.min(wanted, room)));
  bar.style.transform = docks ? `translateY(${shift}px)` : '';
};

// Height. A page whose width follows from its height (a scroll bar that comes and goes) could shrink and grow for ever:
// between two touches it shrinks a few times at most.
let told = 0, shrinks = 0, due;
const measure = () => {
  due = undefined;
  place();
  reveal();
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  const shrunk = told - height;
  // A hidden frame has no size, and is told of none when it is shown again.
  if (innerWidth === 0 || height === 0 || shrunk === 0 || (shrunk > 0 && (shrunk <= STEADY || ++shrinks > SHRINKS))) return;
  tell({ height, event: told ? 'resize' : 'ready' });
  told = height;
};
new ResizeObserver(() => (due ??= setTimeout(measure, PAUSE_MS))).observe(document.body);
// Nobody who is out of sight is told of a size.
measure();
for (const what of ['pointerdown', 'keydown']) addEventListener(what, () => (shrinks = 0), { passive: true });
addEventListener('common-purse-submitted', () => tell({ event: 'submitted' }));

addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.purse !== 1 || !Number.isFinite(data.from) || !Number.isFinite(data.to)) return;
  // A host that has only now begun to listen has heard nothing yet.
  if (!seen && told) tell({ height: told });
  seen = data;
  place();
});

// The host's colours, where its address names them.
const theme = new URLSearchParams(location.search).get('theme');
function paint(rules) {
  for (const rule of rules) {
    const asks = rule.media?.mediaText.match(/prefers-color-scheme: (\w+)/);
    if (asks) rule.media.mediaText = asks[1] === theme ? 'all' : 'not all';
    else if (rule.cssRules) paint(rule.cssRules);
  }
}
if (theme === 'light' || theme === 'dark') {
  document.documentElement.style.colorScheme = theme;
  for (const { cssRules } of document.styleSheets) paint(cssRules);
}
