// Attacks by a page of another origin, a rebound name, another program on this machine: all with the right code in hand,
// so that nothing but the place they come from stands in their way. None may use the code up.
import { asking, headers, json, judge, judgeAll, withCode } from './attack.ts';
import type { Attack } from './attack.ts';
import { readAnswer } from './target.ts';
import type { Target } from './target.ts';

type Lines = (target: Target) => string[];

const wrongHosts: [string, Lines][] = [
  ['another name', () => ['host: evil.test']],
  ['another name with our port', ({ port }) => [`host: evil.test:${port}`]],
  ['a name that ends in ours', ({ port }) => [`host: evil.localhost:${port}`]],
  ['our name with a dot at its end', ({ port }) => [`host: localhost.:${port}`]],
  ['a name that begins with our address', ({ port }) => [`host: 127.0.0.1.evil.test:${port}`]],
  ['a user before our address', ({ port }) => [`host: evil.test@127.0.0.1:${port}`]],
  ['no port', () => ['host: 127.0.0.1']],
  ['another port', ({ port }) => [`host: 127.0.0.1:${port - 1}`]],
  ['our port with a nought before it', ({ port }) => [`host: 127.0.0.1:0${port}`]],
  ['0.0.0.0', ({ port }) => [`host: 0.0.0.0:${port}`]],
  ['the IPv6 loopback', ({ port }) => [`host: [::1]:${port}`]],
  ['our address in IPv6', ({ port }) => [`host: [::ffff:127.0.0.1]:${port}`]],
  ['another address of this machine', ({ port }) => [`host: 127.0.0.2:${port}`]],
  ['our address as one number', ({ port }) => [`host: 2130706433:${port}`]],
  ['our address in hexadecimal', ({ port }) => [`host: 0x7f.1:${port}`]],
  ['an empty one', () => ['host;']],
  ['none', () => ['host:']],
  ['ours in another header', ({ port }) => ['host: evil.test', `x-forwarded-host: 127.0.0.1:${port}`]],
];

const wrongOrigins: [string, Lines][] = [
  ['a foreign origin', () => ['origin: https://evil.test']],
  ['an opaque origin', () => ['origin: null']],
  ['an empty origin', () => ['origin;']],
  ['another program on this machine', ({ port }) => [`origin: http://127.0.0.1:${port - 1}`]],
  ['our other name', ({ port }) => [`origin: http://localhost:${port}`]],
  ['our address under https', ({ port }) => [`origin: https://127.0.0.1:${port}`]],
  ['an origin that begins like ours', ({ port }) => [`origin: http://127.0.0.1:${port}.evil.test`]],
  ['an origin with a user', ({ port }) => [`origin: http://x@127.0.0.1:${port}`]],
  ['a file', () => ['origin: file://']],
  ['two origins, ours first', ({ own }) => [`origin: ${own}`, 'origin: https://evil.test']],
  ['two origins, ours last', ({ own }) => ['origin: https://evil.test', `origin: ${own}`]],
  ['a cross-site request', () => ['sec-fetch-site: cross-site']],
  ['a same-site request', () => ['sec-fetch-site: same-site']],
  ['ours, and said to be cross-site', ({ own }) => [`origin: ${own}`, 'sec-fetch-site: cross-site']],
];

/** The page, the exchange and the socket: one check must not be forgotten on one of them. */
const atEveryDoor = (name: string, lines: Lines): Attack => ({
  name,
  async attempt(target) {
    const more = headers(...lines(target));
    return judgeAll([
      await target.curl('/', ...more),
      await target.curl('/enter', ...headers(json), ...withCode(target), ...more),
      await target.upgrade([`origin: ${target.own}`, ...lines(target)]),
    ]);
  },
});

const rawGet = (target: Target, first: string, lines: readonly string[]) =>
  target.raw([first, ...lines, 'connection: close', '', ''].join('\r\n')).then(readAnswer);

const rawHosts: Attack[] = [
  {
    name: 'Host: twice, ours first',
    attempt: async (target) =>
      judge(await rawGet(target, 'GET / HTTP/1.1', [`host: 127.0.0.1:${target.port}`, 'host: evil.test'])),
  },
  {
    name: 'Host: twice, ours last',
    attempt: async (target) =>
      judge(await rawGet(target, 'GET / HTTP/1.1', ['host: evil.test', `host: 127.0.0.1:${target.port}`])),
  },
  {
    name: 'Host: none, in HTTP/1.0',
    attempt: async (target) => judge(await rawGet(target, 'GET / HTTP/1.0', [])),
  },
  {
    name: 'the whole of a foreign address in the request line',
    attempt: async (target) =>
      judge(await rawGet(target, 'GET http://evil.test/ HTTP/1.1', [`host: 127.0.0.1:${target.port}`])),
  },
  {
    name: 'the whole of our address in the request line, a foreign Host',
    attempt: async (target) =>
      judge(await rawGet(target, `GET ${target.own}/ HTTP/1.1`, ['host: evil.test'])),
  },
];

/** What a form or a beacon can send without asking for permission first. */
const forms: Attack[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain; charset=application/json',
  'application/jsonp',
  '',
].map((type) =>
  asking(`a form with ${type === '' ? 'no type' : type}`, '/enter', (target) => [
    ...headers(type === '' ? 'content-type:' : `content-type: ${type}`),
    ...withCode(target),
  ]),
);

const preflights: Attack[] = ['https://evil.test', 'null'].map((origin) =>
  asking(`a preflight from ${origin}`, '/enter', () => [
    '-X',
    'OPTIONS',
    ...headers(
      `origin: ${origin}`,
      'access-control-request-method: POST',
      'access-control-request-headers: content-type',
      'access-control-request-private-network: true',
    ),
  ]),
);

/** The code in an address would stand in histories and logs; it must not work there. */
const inTheAddress: Attack[] = ['/enter?code=', '/enter/', '/till?code='].flatMap((path) =>
  ['GET', 'POST'].map((method) => ({
    name: `the code in the address: ${method} ${path}…`,
    attempt: async (target: Target) => judge(await target.curl(`${path}${target.code}`, '-X', method)),
  })),
);

export const fromElsewhere: readonly Attack[] = [
  ...wrongHosts.map(([name, lines]) => atEveryDoor(`Host: ${name}`, lines)),
  ...rawHosts,
  ...wrongOrigins.map(([name, lines]) => atEveryDoor(name, lines)),
  ...forms,
  ...preflights,
  ...inTheAddress,
];
