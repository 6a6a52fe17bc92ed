// The page as it is served: one style sheet inside it, one script from a file, and a policy that allows nothing else.
import { createHash } from 'node:crypto';

/** `html` as Trunk wrote it; `locales`: for every language its texts by key. */
export function page(html, { program, script, boxes, locales }) {
  const styles = [];
  const bare = said(html, locales).replace(/<style[^>]*>(.*?)<\/style>/gs, (_, style) => (styles.push(style), '')).replace(/<link[^>]* data-trunk[^>]*>/g, '');
  if (styles.length === 0 || /<script/.test(bare)) throw new Error('index.html: expected styles in it and no script');
  const style = styles.join('');
  const head = [
    // Before the policy: a browser that reads ahead stops there until it has read everything before, and nothing runs by
    // being fetched.
    ...alongside({ program, script }).map(([rel, href, more]) => `<link rel="${rel}" href="${href}" ${more}>`),
    `<meta http-equiv="Content-Security-Policy" content="${policy(style, boxes)}">`,
    `<script type="module" src="./${script.name}" integrity="${script.integrity}" crossorigin></script>`,
    `<style>${style}</style>`,
  ];
  return bare.replace(/(<meta charset="?utf-8"?\s*\/?>)/i, (charset) => charset + head.join(''));
}

/** What comes along with the page: how it is called (HTML, 4.6.7), where it is, and how it is asked for. */
function alongside({ program, script }) {
  return [
    ['preload', `./${program}`, 'as="fetch" type="application/wasm" crossorigin'],
    ['modulepreload', `./${script.name}`, `integrity="${script.integrity}" crossorigin`],
    ['preload', 'box/budget.json', 'as="fetch" crossorigin'],
  ];
}

/**
 * The same for servers to say in a header (RFC 8288), which a browser has before it has read anything of the page: a line of
 * nginx's `map`, which `purse serve` reads too.
 */
export function preload(built) {
  const links = alongside(built).map(([rel, href, more]) => `<${href}>; rel="${rel}"; ${more.replaceAll(' ', '; ')}`);
  return `/index.html '${links.join(', ')}';\n`;
}

/** What is said before the program runs: each part that has `data-each` once for every language, with its texts. */
function said(html, locales) {
  return html.replace(/<(\w+) data-each(?:="")?>(.*?)<\/\1>/gs, (_, name, inside) =>
    Object.entries(locales).map(([lang, texts]) => `<${name} lang="${lang}">${filled(inside, lang, texts)}</${name}>`).join(''),
  );
}

function filled(inside, lang, texts) {
  return inside.replace(/\{([\w.]+)\}/g, (_, key) => {
    if (texts[key] === undefined) throw new Error(`locales/${lang}.json: expected ${key}, which index.html says`);
    return texts[key].replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt()};`);
  });
}

/** What a host that sends no headers would leave out; `crates/purse/src/server/headers.rs` is the same in headers. */
function policy(style, boxes) {
  const origins = boxes.split(' ').filter(Boolean);
  const wrong = origins.find((origin) => !/^https?:\/\/[\w.:[\]-]+$/.test(origin));
  if (wrong) throw new Error(`PURSE_BOX_ORIGINS: found ${wrong}, expected hosts with nothing after, as https://store.example.org, by spaces`);
  const hash = createHash('sha256').update(style).digest('base64');
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'sha256-${hash}'`,
    "img-src 'self' data:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
    ['connect-src', "'self'", ...origins].join(' '),
  ].join(';');
}
