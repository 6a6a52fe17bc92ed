// A real Chromium, shown as a small phone unless a test asks for another.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { folder } from './box.mjs';

export const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };

/** A new visitor's page, in a browser of its own, which finds the host `name` here. Anything that goes wrong inside it fails the test. */
export async function visitor(t, { name, ...options } = {}) {
  const names = name ? [`--host-resolver-rules=MAP ${name} 127.0.0.1`] : [];
  const browser = await chromium.launch({ executablePath: PROGRAM, args: [...ARGUMENTS, ...names] });
  t.after(() => browser.close());
  // What a service worker answers, tests could not harm on its way: only those that are about it let it in.
  const context = await browser.newContext({ ...PHONE, locale: 'en-GB', reducedMotion: 'reduce', serviceWorkers: 'block', ...options });
  return watched(t, await context.newPage());
}

/** A script error or a panic on the page fails the test that opened it. */
export function watched(t, page) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && /panicked|CSP|Content Security Policy/.test(message.text()) && errors.push(message.text()));
  t.after(() => {
    if (errors.length > 0) throw new Error(`The page had errors:\n${errors.join('\n')}`);
  });
  page.setDefaultTimeout(15_000);
  return page;
}

/** A device of its own: a Chromium with a profile that outlives it, which can be killed like a phone with an empty battery. */
export async function device(t, { storage = true } = {}) {
  let running;
  t.after(() => running?.kill());
  const profile = folder(t);
  if (!storage) forbidStorage(profile);
  return {
    switchOn: async () => {
      running = await start(profile);
      const page = watched(t, await running.context.newPage());
      await page.setViewportSize(PHONE.viewport);
      return page;
    },
    kill: () => running.kill(),
  };
}

async function start(profile) {
  const child = spawn(PROGRAM, [...ARGUMENTS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}:\n${said}`)));
  });
  const connection = await chromium.connectOverCDP(address);
  return {
    context: connection.contexts()[0],
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}

/** As a visitor would in the browser's settings: no site may keep anything. */
function forbidStorage(profile) {
  mkdirSync(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds against the WCAG 2.2 AA on the page as it stands, a line for each place. */
export async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}\n${node.failureSummary}`));
}
