// The three engines that people have, driven alike: Chromium, Firefox, and WebKitGTK, the nearest to the engine of iPhones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { Builder, By, Capabilities, until } from 'selenium-webdriver';

import { folder } from './box.mjs';
import { PROGRAM } from './browser.mjs';
import { say } from './words.mjs';

const WEBKIT = '/usr/lib';

/** By name: the driver's command, and what to ask it for. */
export const ENGINES = {
  chromium: (port, profile) => [
    ['chromedriver', `--port=${port}`],
    { browserName: 'chrome', 'goog:chromeOptions': { binary: PROGRAM, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=800,700', `--user-data-dir=${profile}`] } },
  ],
  firefox: (port) => [
    [process.env.GECKODRIVER ?? 'geckodriver', '--port', `${port}`],
    { browserName: 'firefox', 'moz:firefoxOptions': { args: ['-headless', '--width=800', '--height=700'] } },
  ],
  webkit: (port) => [
    ['xvfb-run', '-a', 'WebKitWebDriver', `--port=${port}`],
    { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } },
  ],
};

/** Distributions keep it under the name of the machine and the library's version. */
function miniBrowser() {
  for (const machine of readdirSync(WEBKIT)) {
    for (const version of ['4.1', '6.0']) {
      const place = join(WEBKIT, machine, `webkit2gtk-${version}`);
      try {
        if (readdirSync(place).includes('MiniBrowser')) return join(place, 'MiniBrowser');
      } catch {
        // Not this one.
      }
    }
  }
  throw new Error('MiniBrowser is not there: expected the package webkit2gtk-driver');
}

/** A window of this engine, until the test ends. */
export async function window(t, engine) {
  const port = await freePort();
  let browser, driver;
  // Before the profile's folder, which goes after the browser that writes into it.
  t.after(async () => {
    await browser?.quit();
    const ended = once(driver, 'exit');
    process.kill(-driver.pid);
    await ended;
  });
  const [[program, ...args], wanted] = ENGINES[engine](port, folder(t));
  // In a group of its own, so that what it starts ends with it.
  driver = spawn(program, args, { stdio: 'ignore', detached: true, env: { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: '1' } });
  await answers(`http://127.0.0.1:${port}/status`);
  browser = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(new Capabilities(wanted)).build();
  return browser;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function answers(url) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    if (await fetch(url).then((answer) => answer.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

const PATIENCE_MS = 30_000;
const quoted = (text) => `"${text}"`;

/** A resident in the window, or in its first frame, which the browser is in then. */
export function resident(browser, { framed = false } = {}) {
  const found = async (xpath) => {
    const element = await browser.wait(until.elementLocated(By.xpath(xpath)), PATIENCE_MS);
    return browser.wait(until.elementIsVisible(element), PATIENCE_MS);
  };
  const press = async (xpath) => {
    const target = await found(xpath);
    await browser.executeScript('arguments[0].scrollIntoView({ block: "center" })', target);
    // Not every engine scrolls the page around a frame to it, and none presses what is out of sight.
    if (framed) await scrollHost(browser, await browser.executeScript('return arguments[0].getBoundingClientRect().top', target));
    await target.click();
  };
  return {
    heading: (key) => found(`//h1[normalize-space()=${quoted(say(key))}]`),
    begins: (key) => found(`//h1[starts-with(normalize-space(),${quoted(say(key).split('{')[0].trim())})]`),
    /** A button by its words; a digit is its own word. */
    press: (key) => press(`//button[normalize-space()=${quoted(/^\d$/.test(key) ? key : say(key))}]`),
    follow: (key) => press(`//a[normalize-space()=${quoted(say(key))}]`),
    title: (key) => found(`//h2[normalize-space()=${quoted(say(key))}]`),
  };
}

async function scrollHost(browser, top) {
  await browser.switchTo().defaultContent();
  await browser.executeScript('scrollBy(0, document.querySelector("iframe").getBoundingClientRect().top + arguments[0] - innerHeight / 2)', top);
  await browser.switchTo().frame(0);
}

/** Presses these keys, one after the other, wherever the focus is. */
export const keys = (browser, ...all) => browser.actions().sendKeys(...all).perform();

/** Looks again until it holds, in the page. */
export const holds = (browser, script, ...values) => browser.wait(() => browser.executeScript(`return Boolean((${script})(...arguments))`, ...values), PATIENCE_MS, script);
