// How soon a page is seen and answers, and how long a press takes to be seen, on a slow phone with a slow network.
import { once } from 'node:events';
import { createServer } from 'node:http';

import { visitor } from './browser.mjs';

/** First paint, the moment the first field is there, the one at which a press of it is seen, and the layout's shift until then. */
export async function load(t, url, { cpu, latency, megabits }) {
  const page = await visitor(t);
  const devtools = await page.context().newCDPSession(page);
  const bytes = (megabits * 1e6) / 8;
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytes, uploadThroughput: bytes });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => globalThis.times.answers && performance.getEntriesByName('first-contentful-paint').length > 0);
  return page.evaluate(() => ({ ...globalThis.times, paint: performance.getEntriesByName('first-contentful-paint')[0].startTime }));
}

/** The same without a signal, after one visit that `isKept` waits for the end of. */
export async function loadAgain(t, url, { cpu }, isKept) {
  const page = await visitor(t, { serviceWorkers: 'allow' });
  await page.goto(url);
  await isKept(page);
  await page.context().setOffline(true);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  await page.addInitScript(watch);
  await page.reload({ waitUntil: 'commit' });
  await page.waitForFunction(() => globalThis.times?.answers && performance.getEntriesByName('first-contentful-paint').length > 0);
  return page.evaluate(() => ({ ...globalThis.times, paint: performance.getEntriesByName('first-contentful-paint')[0].startTime }));
}

/** In a page: presses + of the first line as soon as it is there, and tells when the amount has been painted. */
function watch() {
  const times = (globalThis.times = { shift: 0 });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (times.shift += entry.value))).observe({ type: 'layout-shift', buffered: true });
  const seen = new MutationObserver(() => {
    const field = document.getElementById('amount-0');
    const button = [...document.querySelectorAll('#line-0 button')].at(-1);
    if (!button) return;
    seen.disconnect();
    times.drawn = performance.now();
    const before = field.value;
    const look = () => {
      if (field.value === before) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (times.answers = performance.now());
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
    button.click();
  });
  seen.observe(document, { childList: true, subtree: true });
}

/** How long each press of + takes, from the start of a frame to the end of its painting: twenty rounds over ten lines, sorted. */
export async function presses(page, cpu) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  const times = await page.evaluate(async () => {
    const buttons = Array.from({ length: 10 }, (_, line) => [...document.querySelectorAll(`#line-${line} button`)].at(-1));
    const painted = () =>
      new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
    const press = (button) =>
      new Promise((done) =>
        requestAnimationFrame(() => {
          const begun = performance.now();
          button.click();
          painted().then(() => done(performance.now() - begun));
        }),
      );
    const times = [];
    for (let round = 0; round < 20; round += 1) for (const button of buttons) times.push(await press(button));
    return times;
  });
  return times.sort((a, b) => a - b);
}

/** The least that a page can be which shows such lines and answers: no program, no styles. What is beside it is the machine's. */
export async function barePage(t, lines) {
  const each = Array.from({ length: lines }, (_, line) => `<p id="line-${line}"><input id="amount-${line}" value="0"><button>+</button></p>`);
  const script = "document.onclick = ({ target }) => target.matches('button') && (target.previousElementSibling.value = +target.previousElementSibling.value + 1)";
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bare</title><script>${script}</script>${each.join('')}`;
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}
