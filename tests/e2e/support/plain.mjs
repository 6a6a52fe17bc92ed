// A browser as somebody at home has it: a profile on disk, and nobody who listens to its network. What drives browsers for
// the tests keeps every answer and is told of every request, which costs more than the page itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { folder } from './box.mjs';
import { ARGUMENTS, PROGRAM } from './browser.mjs';

/** Opens `url` once `first`, a function, has run in its page; the page, and the browser's process. */
export async function plainPage(t, url, first) {
  const args = [...ARGUMENTS, `--user-data-dir=${folder(t)}`, '--remote-debugging-pipe', 'about:blank'];
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const ask = speaker(child);
  const { targetInfos } = await ask('Target.getTargets');
  const { targetId } = targetInfos.find(({ type }) => type === 'page');
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const inPage = (method, params) => ask(method, params, sessionId);
  await inPage('Page.enable');
  await inPage('Page.addScriptToEvaluateOnNewDocument', { source: `(${first})()` });
  return {
    pid: child.pid,
    visit: () => inPage('Page.navigate', { url }),
    /** What a function, given plain values, comes to in the page. */
    evaluate: async (call, ...values) => {
      const expression = `(${call})(${values.map((value) => JSON.stringify(value)).join()})`;
      const { result, exceptionDetails } = await inPage('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
  };
}

/** Asks the browser over its pipe: JSON messages, each ended by a zero. */
function speaker(child) {
  const [, , , into, from] = child.stdio;
  const waiting = new Map();
  let heard = Buffer.alloc(0);
  from.on('data', (data) => {
    heard = Buffer.concat([heard, data]);
    for (let end = heard.indexOf(0); end >= 0; end = heard.indexOf(0)) {
      const { id, result, error } = JSON.parse(heard.subarray(0, end));
      heard = heard.subarray(end + 1);
      const turn = waiting.get(id);
      waiting.delete(id);
      if (error) turn?.fail(new Error(error.message));
      else turn?.done(result);
    }
  });
  let last = 0;
  return (method, params = {}, sessionId = undefined) =>
    new Promise((done, fail) => {
      last += 1;
      waiting.set(last, { done, fail });
      into.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}
