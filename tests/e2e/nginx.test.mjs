// The same widget and the same folder behind a real nginx with its DAV module, set up as deploy/nginx.conf says.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';

import { ballots } from './support/ballots.mjs';
import { WIDGET, fill, folder, purse } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

const NGINX = process.env.NGINX ?? '/usr/sbin/nginx';

test('behind nginx: a ballot is cast, and the browser counts as purse does, to the byte', async (t) => {
  const budget = example();
  const { url, path } = await behindNginx(t, budget, ballots(budget, 30));
  const me = resident(await visitor(t));
  await me.arrive(url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  const receipt = await me.receipt();
  assert.ok(readdirSync(join(path, 'ballots')).includes(`${receipt}.json`));

  await me.later();
  await me.page.goto(`${url}#results`);
  await me.page.reload();
  await me.count();
  await me.says('results.posted');
  const [result] = readdirSync(join(path, 'results')).filter((name) => name.endsWith('.json'));
  const counted = readFileSync(join(path, 'results', result));
  assert.equal(purse('count', path, '--format', 'json').toString().trimEnd(), counted.toString());
  assert.equal(JSON.parse(counted).counted.length, 31);
});

test('behind nginx: a ballot that is there is not overwritten', async (t) => {
  const budget = example();
  const [[id, bytes]] = ballots(budget, 1);
  const { url, path } = await behindNginx(t, budget, new Map([[id, bytes]]));
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}box/ballots/${id}.json`, { method: 'PUT', body: '{}', headers });
  assert.equal(answer.status, 412);
  assert.equal(readFileSync(join(path, 'ballots', `${id}.json`), 'utf8'), bytes);
});

/** Starts nginx with the published configuration, its folder and its port changed for this test. */
async function behindNginx(t, budget, made) {
  let child;
  let ended;
  t.after(async () => {
    child?.kill('SIGQUIT');
    await ended;
  });
  const root = folder(t);
  const path = fill(join(root, 'box'), budget, made);
  cpSync(WIDGET, join(root, 'widget'), { recursive: true });
  mkdirSync(join(root, 'uploads'));
  const port = await freePort();
  const published = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8');
  const site = published
    .replaceAll('/srv/common-purse', root)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('listen [::]:80;', '');
  assert.ok(site.includes(`127.0.0.1:${port}`) && site.includes(root), 'deploy/nginx.conf has the folder and the port that the test changes');
  writeFileSync(join(root, 'site.conf'), site);
  writeFileSync(join(root, 'nginx.conf'), main(root));
  child = spawn(NGINX, ['-p', root, '-e', 'stderr', '-c', join(root, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  ended = new Promise((resolve) => child.once('exit', resolve));
  await listening(port, child, () => said);
  return { url: `http://127.0.0.1:${port}/`, path };
}

/** What Debian's own nginx.conf does around the sites, without its folders. */
function main(root) {
  const user = process.getuid() === 0 ? 'user root;' : '';
  const temporary = ['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${root}/${kind};`).join('\n  ');
  return `${user}
daemon off;
pid ${root}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${temporary}
  include ${root}/site.conf;
}
`;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** nginx does not say when it is ready: asks until it answers or has ended. */
async function listening(port, child, said) {
  while (child.exitCode === null) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.once('connect', () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nginx ended with ${child.exitCode}:\n${said()}`);
}
