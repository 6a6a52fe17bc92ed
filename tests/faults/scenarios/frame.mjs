// A page of somebody else's around the widget.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

import { visitor } from '../../e2e/support/browser.mjs';
import { resident } from '../../e2e/support/resident.mjs';
import { clicks, ends, openEvent } from '../support/event.mjs';

/** A site whose one page shows whatever is put into it. */
async function site(s) {
  const held = { body: '' };
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A site</title>${held.body}`));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  s.after(() => server.close());
  return Object.assign(held, { origin: `http://127.0.0.1:${server.address().port}` });
}

export const frame = [
  {
    name: 'unlisted-parent',
    what: 'a site that the organiser did not list shows the widget in a frame, and so does one that is listed',
    end: 'the listed site’s visitors vote; the other site’s frame stays empty, so that no ballot can be cast under its cover',
    run: async (s) => {
      const [council, stranger] = [await site(s), await site(s)];
      const event = await openEvent(s, { options: ['--frame-ancestors', council.origin] });
      for (const host of [council, stranger]) host.body = `<iframe src="${event.url}" width="360" height="640" title="Budget"></iframe>`;
      const page = await visitor(s);
      const me = resident(page.frameLocator('iframe'), clicks);
      await page.goto(council.origin);
      await me.heading('ballot.title').waitFor();
      await me.press(me.button('ballot.today'));
      await me.check();
      await me.press(me.button('check.send'));
      await me.sent();
      const id = await me.receipt();
      // Not watched for errors: the browser is to report one.
      const other = await page.context().newPage();
      await other.goto(stranger.origin);
      const [, framed] = other.frames();
      assert.doesNotMatch(framed?.url() ?? '', new RegExp(event.url));
      const seen = resident(other.frameLocator('iframe'), clicks);
      assert.equal(await seen.heading('ballot.title').count(), 0);
      ends(event.box, [id]);
    },
  },
];
