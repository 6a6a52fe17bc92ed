// A proxy before a box that harms requests, each as the scenario says, and passes on all others as they are.
import { createServer, request as ask } from 'node:http';

/** What a request is about, as scenarios name it. */
const KINDS = [
  ['ballot', /^\/box\/ballots\/.+/],
  ['ballots', /^\/box\/ballots\/$/],
  ['result', /^\/box\/results\/.+/],
  ['results', /^\/box\/results\/$/],
  ['bundles', /^\/box\/bundle\/$/],
  ['keys', /^\/box\/keys\/$/],
  ['closes', /^\/box\/close\/$/],
  ['budget', /^\/box\/budget\.json$/],
  ['store', /^\/box\/store\.json$/],
];

/**
 * Before the box at `target`. `next('PUT ballot', fault, …)` harms the next requests of that kind one after the other,
 * `always` all from now on, until `calm`. A fault is a function of an exchange.
 */
export async function faultProxy(t, target) {
  const once = new Map();
  const ever = new Map();
  const seen = [];
  const server = createServer((request, response) => {
    const kind = `${request.method} ${kindOf(request.url)}`;
    seen.push(kind);
    const fault = once.get(kind)?.shift() ?? ever.get(kind) ?? through;
    // A page that goes away in the middle is what some scenarios are about.
    fault(exchange(target, request, response)).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    seen,
    next: (kind, ...faults) => once.set(kind, faults),
    always: (kind, fault) => ever.set(kind, fault),
    calm: () => {
      once.clear();
      ever.clear();
    },
  };
}

function kindOf(url) {
  return KINDS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'file';
}

/** One request with what can be done about it. */
function exchange(target, request, response) {
  const body = read(request);
  return {
    request,
    response,
    body: () => body,
    /** The box's own answer; `headers` take the place of the request's. */
    forward: async (headers = request.headers) => forward(target, request, headers, await body),
    answer: ({ status = 200, headers = {}, bytes = '' }) => {
      response.writeHead(status, headers);
      response.end(bytes);
    },
  };
}

async function read(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function forward(target, { method, url }, headers, body) {
  const { host, 'accept-encoding': _, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const passed = ask(new URL(url, target), { method, headers: rest }, async (answer) => {
      const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers;
      resolve({ status: answer.statusCode, headers, bytes: await read(answer) });
    });
    passed.on('error', reject);
    passed.end(body);
  });
}

// Faults.

export async function through(x) {
  x.answer(await x.forward());
}

/** The box has it, and the device never hears so. */
export async function answerLost(x) {
  await x.forward();
  x.response.destroy();
}

export async function neverArrives(x) {
  x.response.destroy();
}

/** A portal's page, with 200, in place of everything. */
export async function portal(x) {
  x.answer({ headers: { 'content-type': 'text/html' }, bytes: '<!doctype html><title>Welcome to our Wi-Fi</title>' });
}

export const says = (status, headers = {}) => async (x) => x.answer({ status, headers });

/** As [`says`], but the box keeps it. */
export const keptYetSays = (status) => async (x) => {
  await x.forward();
  x.answer({ status });
};

export const redirect = (status, to) => async (x) => x.answer({ status, headers: { location: to } });

/** Written, and there is room for more or nobody left. */
function taken(response, chunk) {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.write(chunk, () => {
      response.off('close', resolve);
      resolve();
    });
  });
}

/** A body that does not end, for as long as anybody listens. */
export async function endless(x) {
  x.response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1 << 16, ' ');
  while (!x.response.destroyed) await taken(x.response, chunk);
}

/** So many bytes, all alike. */
export const large = (bytes) => async (x) => {
  x.response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1 << 20, ' ');
  for (let left = bytes; left > 0 && !x.response.destroyed; left -= chunk.length) await taken(x.response, chunk);
  x.response.end();
};

/** Only what cannot be left out comes through, in either direction. */
export async function stripped(x) {
  const { 'content-length': length, 'content-type': type } = x.request.headers;
  const { status, bytes } = await x.forward({ ...(length && { 'content-length': length }), ...(type && { 'content-type': type }) });
  x.answer({ status, bytes });
}

/** Not even the kind of file is told to the box. */
export async function bare(x) {
  const { status, bytes } = await x.forward({ 'content-length': x.request.headers['content-length'] ?? '0' });
  x.answer({ status, bytes });
}

/** The box's answer with its text changed. */
export const changed = (change) => async (x) => {
  const { status, bytes } = await x.forward();
  x.answer({ status, headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' }, bytes: change(bytes.toString()) });
};

/** The box's answer with other headers. */
export const changedHeaders = (change) => async (x) => {
  const { status, headers, bytes } = await x.forward();
  x.response.sendDate = false;
  x.answer({ status, headers: change(headers), bytes });
};

/** Waits until it is let go, and then goes on with another fault. */
export function held(fault = through) {
  const arrived = signal();
  const let_go = signal();
  const act = async (x) => {
    await x.body();
    arrived.resolve();
    await let_go.promise;
    await fault(x);
  };
  return Object.assign(act, { arrived: arrived.promise, letGo: let_go.resolve });
}

function signal() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
