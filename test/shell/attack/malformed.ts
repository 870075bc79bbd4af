// Attacks on the reading of requests: methods, paths out of the screen's folder, sizes, requests hidden in requests.
// All from a place that may ask; what they ask for is what must be refused.
import { forbiddenPaths } from '#test/support/loopback.ts';
import { asking, headers, json, judge, judgeAll } from './attack.ts';
import type { Attack } from './attack.ts';
import { readAnswer } from './target.ts';
import type { Target } from './target.ts';

const methods = ['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'CONNECT', 'PROPFIND', 'BREW'].flatMap(
  (method) => ['/', '/enter', '/till'].map((path) => asking(`${method} ${path}`, path, () => ['-X', method])),
);

const paths = [
  ...forbiddenPaths,
  '/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd',
  '/%252e%252e%252fsecret.txt',
  '/%2e%2e%5c%2e%2e%5csecret.txt',
  '/\\..\\secret.txt',
  '/secret.txt%00.html',
  '/%00',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/%u002e%u002e/secret.txt',
  '/..;/secret.txt',
  '/.;/.env',
  '/~root/.env',
  '/file:///etc/passwd',
].map((path) => asking(`GET ${path}`, path));

const tooMuch: Attack[] = [
  asking('a body of 1 MiB', '/enter', () => [...headers(json), '-d', `{"code":"${'x'.repeat(100_000)}"}`]),
  asking('a header of 16 KiB', '/', () => headers(`x-long: ${'x'.repeat(16 * 1024)}`)),
  asking('500 headers', '/', () =>
    headers(...Array.from({ length: 500 }, (_, i) => `x-${i}: ${'y'.repeat(30)}`)),
  ),
  asking('a path of 9 KiB', `/${'a'.repeat(9 * 1024)}`),
  asking('a cookie of 12 KiB', '/till', () => headers(`cookie: a=${'b'.repeat(12 * 1024)}`)),
  asking('a body in 2,000 levels', '/enter', () => [
    ...headers(json),
    '-d',
    `${'['.repeat(500)}${']'.repeat(500)}`,
  ]),
  asking('a prototype in the body', '/enter', () => [...headers(json), '-d', '{"__proto__":{"code":"x"}}']),
  asking('a body with a length that is none', '/enter', () => [
    ...headers(json, 'content-length: -1'),
    '-d',
    '{}',
  ]),
];

/** Sends bytes; every answer in what comes back must be a refusal, and the hidden request must not get one of its own. */
const hidden = (name: string, bytesFor: (target: Target) => string): Attack => ({
  name,
  async attempt(target) {
    const text = await target.raw(bytesFor(target));
    const answers = text.split(/(?=HTTP\/1\.1 \d{3} )/).filter((part) => part !== '');
    return answers.length === 0 ? judge(readAnswer('')) : judgeAll(answers.map(readAnswer));
  },
});

const post = ({ port, own }: Target, ...lines: string[]) =>
  ['POST /enter HTTP/1.1', `host: 127.0.0.1:${port}`, `origin: ${own}`, json, ...lines].join('\r\n');
const smuggled = 'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

const smuggling: Attack[] = [
  hidden(
    'both a length and chunks',
    (target) =>
      `${post(target, 'content-length: 6', 'transfer-encoding: chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
  ),
  hidden(
    'chunks first, then a length',
    (target) =>
      `${post(target, 'transfer-encoding: chunked', 'content-length: 3')}\r\n\r\n0\r\n\r\n${smuggled}`,
  ),
  hidden(
    'two lengths',
    (target) =>
      `${post(target, 'content-length: 0', `content-length: ${smuggled.length}`)}\r\n\r\n${smuggled}`,
  ),
  hidden(
    'two codings, the last unknown',
    (target) =>
      `${post(target, 'transfer-encoding: chunked', 'transfer-encoding: x')}\r\n\r\n0\r\n\r\n${smuggled}`,
  ),
  hidden(
    'a coding with a tab',
    (target) => `${post(target, 'transfer-encoding:\tchunked, identity')}\r\n\r\n0\r\n\r\n${smuggled}`,
  ),
  hidden(
    'a space before the colon',
    (target) => `${post(target, 'transfer-encoding : chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
  ),
  hidden(
    'a folded header',
    (target) => `${post(target, 'x: a\r\n transfer-encoding: chunked')}\r\n\r\n0\r\n\r\n`,
  ),
  hidden(
    'a chunk of a size that is none',
    (target) => `${post(target, 'transfer-encoding: chunked')}\r\n\r\nzz\r\n${smuggled}`,
  ),
  hidden(
    'a chunk of more bytes than there are',
    (target) => `${post(target, 'transfer-encoding: chunked')}\r\n\r\nffffffffffffffff\r\n${smuggled}`,
  ),
  hidden(
    'a length that is too large',
    (target) => `${post(target, 'content-length: 99999999999999999999')}\r\n\r\n{}`,
  ),
  hidden('a bare line feed in a header', (target) => `${post(target, 'x: a\nhost: evil.test')}\r\n\r\n`),
  hidden(
    'a bare carriage return in a header',
    (target) => `${post(target, 'x: a\rhost: evil.test')}\r\n\r\n`,
  ),
  hidden('a null in a header', (target) => `${post(target, 'x: a\0b')}\r\n\r\n`),
  hidden('HTTP/0.9', () => 'GET /\r\n\r\n'),
  hidden('HTTP/2 without asking', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  hidden(
    'HTTP/2 by upgrade',
    ({ port, own }) =>
      `GET /till HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${own}\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n`,
  ),
  hidden('TLS', () => '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03'),
  hidden('noise', () =>
    Array.from({ length: 512 }, (_, i) => String.fromCharCode((i * 151 + 77) % 256)).join(''),
  ),
];

export const malformed: readonly Attack[] = [...methods, ...paths, ...tooMuch, ...smuggling];
