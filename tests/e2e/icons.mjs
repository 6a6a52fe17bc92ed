// The icons of the installed page, from icons/icon.svg: node icons.mjs (`cargo xtask icons`).
import { readFileSync } from 'node:fs';

import { visitor } from './support/browser.mjs';
import { event } from './support/event.mjs';

const FOLDER = new URL('../../icons/', import.meta.url).pathname;
const drawing = readFileSync(`${FOLDER}icon.svg`, 'utf8');

await event(async (t) => {
  for (const size of [192, 512]) {
    const page = await visitor(t, { viewport: { width: size, height: size }, isMobile: false, hasTouch: false });
    await page.setContent(`<!doctype html><style>body { margin: 0 } svg { display: block; inline-size: ${size}px }</style>${drawing}`);
    await page.screenshot({ path: `${FOLDER}icon-${size}.png` });
    console.log(`${FOLDER}icon-${size}.png`);
  }
});
