// A page of another site, with a frame in it.
import { createServer } from 'node:http';

/** What goes before and after a frame on a page that people read. */
export const PROSE = `<p>${'Every resident may share out the fund. '.repeat(40)}</p>`;

/**
 * Serves a page with this body until the test ends; `headers` go with it. Boxes are at 127.0.0.1, the page is at
 * localhost: browsers take the two for two sites.
 */
export async function council(t, body, headers = {}) {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Council</title><body>${body}`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://localhost:${server.address().port}/`;
}

/** The frame that works where a site strips scripts, and the script beside it. */
export const frame = (src, attributes = '') => `<iframe src="${src}" width="100%" height="800" title="Share out the fund" frameborder="0" ${attributes}></iframe>`;
export const script = (url, attributes = '') => `<script src="${url}embed.js" ${attributes}></script>`;
