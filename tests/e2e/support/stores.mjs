// Real stores on this machine, each with a box in it: what an organiser does before an event.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { folder, purse } from './box.mjs';

const JSON_TYPE = { 'content-type': 'application/json' };

/** A store in which everybody may read at `home`; its programs' address takes requests from pages of `origin` alone. */
export const STORES = { garage, azurite };

/** One address for a page and, under `store/`, for what a store gives to everybody: what a host with a certificate is. */
export async function front(t) {
  const roads = {};
  const server = createHttpServer((asked, answer) => {
    const [base, path] = asked.url.startsWith('/store/') ? [roads.store, asked.url.slice('/store/'.length)] : [roads.page, asked.url.slice(1)];
    const to = new URL(path, base);
    const onward = request({ host: '127.0.0.1', port: to.port, path: to.pathname + to.search, method: asked.method, headers: { ...asked.headers, host: to.host } });
    onward.on('response', (said) => said.pipe(answer.writeHead(said.statusCode, said.headers)));
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, leads: (to) => Object.assign(roads, to) };
}

/** Garage, one node: an S3 store whose bucket the public reads at an address of its own. */
async function garage(t, origin) {
  const started = starter(t);
  const root = folder(t);
  const [rpc, s3, web] = await freePorts(3);
  const config = join(root, 'garage.toml');
  writeFileSync(
    config,
    `metadata_dir = "${root}/meta"
data_dir = "${root}/data"
db_engine = "lmdb"
replication_factor = 1
rpc_bind_addr = "127.0.0.1:${rpc}"
rpc_public_addr = "127.0.0.1:${rpc}"
rpc_secret = "${'0a'.repeat(32)}"
[s3_api]
s3_region = "garage"
api_bind_addr = "127.0.0.1:${s3}"
[s3_web]
bind_addr = "127.0.0.1:${web}"
root_domain = ".web.localhost"
index = "index.html"
`,
  );
  const child = started(process.env.GARAGE, ['--config', config, 'server'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, RUST_LOG: 'error' } });
  await Promise.all([listening(s3, child), listening(web, child)]);
  const tell = (...words) => execFileSync(process.env.GARAGE, ['--config', config, ...words], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  tell('layout', 'assign', '--zone', 'a', '--capacity', '1G', tell('node', 'id', '--quiet').split('@')[0]);
  tell('layout', 'apply', '--version', '1');
  tell('bucket', 'create', 'box');
  tell('bucket', 'website', '--allow', 'box');
  const key = (name, ...rights) => {
    const { accessKeyId, secretAccessKey } = JSON.parse(tell('json-api', 'CreateKey', JSON.stringify({ name })));
    tell('bucket', 'allow', 'box', '--key', accessKeyId, ...rights);
    const file = join(root, `${name}.key`);
    writeFileSync(file, `${accessKeyId}\n${secretAccessKey}\n`);
    return { id: accessKeyId, secret: secretAccessKey, file };
  };
  const owner = key('owner', '--read', '--write', '--owner');
  const put = (path, body, headers = JSON_TYPE) => must(fetch(presigned(`http://127.0.0.1:${s3}/box${path}`, owner), { method: 'PUT', body, headers }));
  const rule = ['GET', 'HEAD', 'POST'].map((method) => `<AllowedMethod>${method}</AllowedMethod>`).join('');
  await put('?cors=', `<CORSConfiguration><CORSRule><AllowedOrigin>${origin}</AllowedOrigin>${rule}<AllowedHeader>*</AllowedHeader></CORSRule></CORSConfiguration>`, {});
  const told = purse(
    ...['store', 's3', '--address', `http://127.0.0.1:${s3}/box`, '--region', 'garage', '--until', '2099-12-31', '--dated-ahead'],
    ...['--results', '--add-key', key('add', '--write').file, '--list-key', key('list', '--read').file],
  );
  await put('/store.json', told);
  return { home: `http://box.web.localhost:${web}/`, origins: [`http://127.0.0.1:${s3}`], put: (path, body) => put(`/${path}`, body) };
}

/** Azurite: Azure's emulator, with a container that everybody may read and list. */
async function azurite(t, origin) {
  const started = starter(t);
  const root = folder(t);
  const secret = Buffer.from('a secret that no reader of the public page has');
  const child = started('node', [process.env.AZURITE, '--blobHost', '127.0.0.1', '--blobPort', '0', '--disableTelemetry', '--location', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, AZURITE_ACCOUNTS: `purse:${secret.toString('base64')}` },
  });
  const host = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = line.match(/successfully listens on (http:\S+)/);
      if (found) resolve(found[1]);
    });
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}`)));
  });
  const [version, until] = ['2021-12-02', '2099-12-31T00:00:00Z'];
  const sign = (text) => createHmac('sha256', secret).update(text).digest('base64');
  const all = new URLSearchParams({ sv: version, ss: 'b', srt: 'sco', sp: 'rwdlac', se: until });
  all.set('sig', sign(`purse\nrwdlac\nb\nsco\n\n${until}\n\n\n${version}\n\n`));
  const create = new URLSearchParams({ sv: version, sr: 'c', sp: 'c', se: until });
  create.set('sig', sign(`c\n\n${until}\n/blob/purse/box\n\n\n\n${version}\nc\n\n\n\n\n\n\n`));
  const rule = `<AllowedOrigins>${origin}</AllowedOrigins><AllowedMethods>GET,HEAD,PUT</AllowedMethods><AllowedHeaders>*</AllowedHeaders><ExposedHeaders>*</ExposedHeaders><MaxAgeInSeconds>60</MaxAgeInSeconds>`;
  const cors = `<StorageServiceProperties><Cors><CorsRule>${rule}</CorsRule></Cors></StorageServiceProperties>`;
  await must(fetch(`${host}/purse/?restype=service&comp=properties&${all}`, { method: 'PUT', body: cors }));
  await must(fetch(`${host}/purse/box?restype=container&${all}`, { method: 'PUT', headers: { 'x-ms-blob-public-access': 'container' } }));
  const home = `${host}/purse/box/`;
  const headers = { ...JSON_TYPE, 'x-ms-blob-type': 'BlockBlob' };
  const put = (path, body) => must(fetch(`${home}${path}?${all}`, { method: 'PUT', body, headers }));
  await put('store.json', purse('store', 'azure', '--results', '--address', home.slice(0, -1), '--token', create.toString()));
  return { home, origins: [new URL(host).origin], put };
}

/** The address with a signature in it (AWS Signature Version 4, "Using Query Parameters"), for a PUT. */
function presigned(address, { id, secret }) {
  const url = new URL(address);
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/garage/s3/aws4_request`;
  const signing = { Algorithm: 'AWS4-HMAC-SHA256', Credential: `${id}/${scope}`, Date: date, Expires: '600', SignedHeaders: 'host' };
  for (const [name, value] of Object.entries(signing)) url.searchParams.set(`X-Amz-${name}`, value);
  url.searchParams.sort();
  const asked = ['PUT', url.pathname, url.searchParams, `host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const hash = createHash('sha256').update(asked).digest('hex');
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
  const key = scope.split('/').reduce(hmac, `AWS4${secret}`);
  url.searchParams.set('X-Amz-Signature', hmac(key, ['AWS4-HMAC-SHA256', date, scope, hash].join('\n')).toString('hex'));
  return url;
}

async function must(asked) {
  const answer = await asked;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
}

/** Starts a child that ends with the test: asked for before the child's folder, so that it ends before that goes. */
function starter(t) {
  let end = () => {};
  t.after(() => end());
  return (...what) => {
    const child = spawn(...what);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    end = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    return child;
  };
}

/** Held all at once, so that they differ. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Asks until it answers or has ended. */
async function listening(port, child) {
  while (child.exitCode === null) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the store ended with ${child.exitCode}`);
}
