// Keys, signatures and seals written a second time, from the RFCs and docs alone: what the tool accepts must not depend on its own code.
import { createCipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, sign } from 'node:crypto';

export const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();

/** PKCS #8 and SPKI frames around 32 raw bytes (RFC 8410). */
const FRAMES = {
  ed25519: { secret: '302e020100300506032b657004220420', open: '302a300506032b6570032100' },
  x25519: { secret: '302e020100300506032b656e04220420', open: '302a300506032b656e032100' },
};

/** A pair of keys from its 32 secret bytes. */
export function pair(kind, secret) {
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from(FRAMES[kind].secret, 'hex'), secret]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { key, open, hex: open.toString('hex') };
}

/** A document with its signature as the last field: over the bytes without it. */
export function signed(document, key) {
  const signature = sign(null, Buffer.from(JSON.stringify(document)), key);
  return JSON.stringify({ ...document, signature: signature.toString('hex') });
}

const none = Buffer.alloc(0);
const two = (number) => Buffer.from([number >> 8, number & 255]);
const KEM = Buffer.concat([Buffer.from('KEM'), two(0x0020)]);
const HPKE = Buffer.concat([Buffer.from('HPKE'), two(0x0020), two(0x0001), two(0x0003)]);

const hmac = (key, data) => createHmac('sha256', key).update(data).digest();

function extract(suite, salt, label, material) {
  return hmac(salt, Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), material]));
}

/** HKDF-Expand (RFC 5869) of at most 32 bytes, with the labels of RFC 9180 section 4. */
function expand(suite, secret, label, info, length) {
  const labelled = Buffer.concat([two(length), Buffer.from('HPKE-v1'), suite, Buffer.from(label), info, Buffer.from([1])]);
  return hmac(secret, labelled).subarray(0, length);
}

/** HPKE, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180): encapsulated key, then the text. */
export function seal(to, info, boundTo, plain, secret) {
  const own = pair('x25519', secret);
  const theirs = createPublicKey({ key: Buffer.concat([Buffer.from(FRAMES.x25519.open, 'hex'), to]), format: 'der', type: 'spki' });
  const common = diffieHellman({ privateKey: own.key, publicKey: theirs });
  const shared = expand(KEM, extract(KEM, none, 'eae_prk', common), 'shared_secret', Buffer.concat([own.open, to]), 32);
  const context = Buffer.concat([Buffer.from([0]), extract(HPKE, none, 'psk_id_hash', none), extract(HPKE, none, 'info_hash', info)]);
  const key = extract(HPKE, shared, 'secret', none);
  const cipher = createCipheriv('chacha20-poly1305', expand(HPKE, key, 'key', context, 32), expand(HPKE, key, 'base_nonce', context, 12), { authTagLength: 16 });
  cipher.setAAD(boundTo, { plaintextLength: plain.length });
  return Buffer.concat([own.open, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
