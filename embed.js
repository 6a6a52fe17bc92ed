// Keeps the frame of a budget as tall as what is in it: see deploy/council-page.md. It is told no choices.
(() => {
  const { currentScript: script } = document;
  const home = new URL('.', script.src).href;
  const kept = customElements.get('common-purse');
  const homes = kept?.homes ?? new Set();
  homes.add(home);

  function frame(given) {
    const address = new URL(given('budget') || home, home);
    homes.add(new URL('.', address).href);
    for (const [name, part] of [['language', 'lang'], ['mode', 'mode'], ['place', 'place'], ['theme', 'theme']]) {
      if (given(name)) address.searchParams.set(part, given(name));
    }
    const frame = document.createElement('iframe');
    frame.title = given('title') || 'Common Purse';
    frame.allow = 'camera; clipboard-write; fullscreen; local-network-access; screen-wake-lock; web-share';
    frame.height = 800;
    frame.style.cssText = 'border:0;width:1px;min-width:100%';
    frame.src = address;
    return frame;
  }

  if (!kept) {
    const ours = () => [...document.querySelectorAll('iframe')].filter(({ src }) => [...homes].some((home) => src.startsWith(home)));

    // Nothing sticks in a frame that never scrolls: it is told which part of it is seen.
    const look = (frame) => {
      const { top } = frame.getBoundingClientRect();
      frame.contentWindow?.postMessage({ purse: 1, from: -top, to: innerHeight - top }, '*');
    };

    addEventListener('message', ({ source, origin, data }) => {
      const frame = data?.purse === 1 && ours().find(({ contentWindow }) => contentWindow === source);
      if (!frame || ![new URL(frame.src).origin, 'null'].includes(origin)) return;
      const height = Math.min(Math.max(data.height, 150), 30000);
      if (height) frame.style.height = `${height}px`;
      const y = data.top + frame.getBoundingClientRect().top;
      if (y < 0 || y > innerHeight - 99) scrollBy(0, y);
      if (/^(ready|resize|submitted)$/.test(data.event)) frame.dispatchEvent(new CustomEvent(data.event, { bubbles: true }));
      look(frame);
    });
    const all = () => ours().forEach(look);
    for (const what of ['load', 'scroll', 'resize']) addEventListener(what, all, { capture: true, passive: true });

    customElements.define('common-purse', class extends HTMLElement {
      static homes = homes;
      connectedCallback() {
        if (!this.firstChild) this.append(frame((name) => this.getAttribute(name)));
      }
    });
  }

  if (script.dataset.budget !== undefined) script.after(frame((name) => script.dataset[name]));
})();
