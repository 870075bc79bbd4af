// Attacks on a till whose code has been used: the socket without what opens it, the code and the cookie played again,
// guessing, and clients that are slow on purpose. Each group says what the target must have been through before.
import { setTimeout as wait } from 'node:timers/promises';
import { asking, headers, json, judge, judgeAll } from './attack.ts';
import type { Attack } from './attack.ts';
import { cookieIn, readAnswer } from './target.ts';
import type { Target } from './target.ts';

const socket =
  (name: string, linesFor: (target: Target, cookie: string) => string[], path = '/till') =>
  (cookie: string): Attack => ({
    name: `the socket ${name}`,
    attempt: async (target) => judge(await target.upgrade(linesFor(target, cookie), path)),
  });

const sockets = [
  socket('without a cookie', ({ own }) => [`origin: ${own}`]),
  socket('without an origin', (_target, cookie) => [`cookie: ${cookie}`]),
  socket('from a foreign origin', (_target, cookie) => [`cookie: ${cookie}`, 'origin: https://evil.test']),
  socket('from an opaque origin', (_target, cookie) => [`cookie: ${cookie}`, 'origin: null']),
  socket('from another port', ({ port }, cookie) => [
    `cookie: ${cookie}`,
    `origin: http://127.0.0.1:${port + 1}`,
  ]),
  socket('under a foreign Host', ({ own }, cookie) => [
    `cookie: ${cookie}`,
    `origin: ${own}`,
    'host: evil.test',
  ]),
  socket('with a cookie cut short', ({ own }, cookie) => [
    `origin: ${own}`,
    `cookie: ${cookie.slice(0, -1)}`,
  ]),
  socket('with a cookie made longer', ({ own }, cookie) => [`origin: ${own}`, `cookie: ${cookie}A`]),
  socket('with an empty cookie', ({ own, port }) => [`origin: ${own}`, `cookie: counterfoil-${port}=`]),
  socket("under another port's cookie", ({ own, port }, cookie) => [
    `origin: ${own}`,
    `cookie: ${cookie.replace(`-${port}=`, `-${port + 1}=`)}`,
  ]),
  socket('with the token as a protocol', ({ own }, cookie) => [
    `origin: ${own}`,
    `sec-websocket-protocol: ${cookie.split('=')[1]}`,
  ]),
  socket('with the token as a bearer', ({ own }, cookie) => [
    `origin: ${own}`,
    `authorization: Bearer ${cookie.split('=')[1]}`,
  ]),
  socket('on the page', ({ own }, cookie) => [`origin: ${own}`, `cookie: ${cookie}`], '/'),
  socket('on the exchange', ({ own }, cookie) => [`origin: ${own}`, `cookie: ${cookie}`], '/enter'),
  socket(
    'on its path with a query',
    ({ own }, cookie) => [`origin: ${own}`, `cookie: ${cookie}`],
    '/till?x=1',
  ),
  socket(
    'on its path in other letters',
    ({ own }, cookie) => [`origin: ${own}`, `cookie: ${cookie}`],
    '/TILL',
  ),
  socket('on its path, encoded', ({ own }, cookie) => [`origin: ${own}`, `cookie: ${cookie}`], '/%74ill'),
];

/** For a target whose code was used: the cookie that it gave, and one of an earlier launch on the same port. */
export const inside = (cookie: string, older: string): readonly Attack[] => [
  ...sockets.map((make) => make(cookie)),
  {
    name: 'the cookie of an earlier launch',
    attempt: async (target) => judge(await target.upgrade([`origin: ${target.own}`, `cookie: ${older}`])),
  },
  { name: 'the code once more', attempt: async (target) => judge(await target.enter()) },
  {
    name: 'the code ten times at once',
    attempt: async (target) => judgeAll(await Promise.all(Array.from({ length: 10 }, () => target.enter()))),
  },
  asking('the page of the socket without an upgrade', '/till', ({ own }) =>
    headers(`origin: ${own}`, `cookie: ${cookie}`),
  ),
  // Who is inside has no other doors either.
  asking('a call of a command by HTTP', '/till', ({ own }) => [
    ...headers(`origin: ${own}`, `cookie: ${cookie}`, json),
    '-d',
    '{"id":1,"command":"app.describe","args":{}}',
  ]),
];

const GUESSES = 60;

/** For a target that nobody has entered; its code is void afterwards, which the last answer shows. */
export const guessing: Attack = {
  name: `${GUESSES} guessed codes, then the right one`,
  async attempt(target) {
    const guesses = Array.from({ length: GUESSES }, (_, i) => String(i).padStart(22, 'A'));
    const answers = [];
    for (const guess of guesses) answers.push(await target.enter(guess));
    return judgeAll([...answers, await target.enter()]);
  },
};

const SLOW_MS = 14_000;
const CLIENTS = 20;

/** Many clients that say a byte now and then; all must have been shown out in the end. */
const slowly = (name: string, begin: (target: Target) => string, next: string): Attack => ({
  name,
  async attempt(target) {
    const clients = Array.from({ length: CLIENTS }, () => {
      const dialled = target.dial();
      let text = '';
      dialled.setEncoding('latin1').on('data', (part: string) => (text += part));
      dialled.write(begin(target), 'latin1');
      return { dialled, answer: () => text };
    });
    const until = performance.now() + SLOW_MS;
    while (clients.some(({ dialled }) => !dialled.destroyed) && performance.now() < until) {
      await wait(500);
      for (const { dialled } of clients) if (dialled.writable) dialled.write(next, 'latin1');
    }
    const left = clients.filter(({ dialled }) => !dialled.destroyed);
    for (const { dialled } of left) dialled.destroy();
    const verdict = judgeAll(clients.map(({ answer }) => readAnswer(answer())));
    if (left.length === 0) return verdict;
    return { isRefused: false, said: `${left.length} of ${CLIENTS} are still connected` };
  },
});

/** They take as long as the till's patience; at the same time, then. */
export const slow: readonly Attack[] = [
  slowly('slow headers', ({ port }) => `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`, 'x: y\r\n'),
  slowly(
    'a slow body',
    ({ port, own }) =>
      `POST /enter HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${own}\r\n${json}\r\ncontent-length: 1000\r\n\r\n{`,
    ' ',
  ),
];

/** A till in use, one step further: the cookie of a launch that is over. */
export async function cookieOfEarlierLaunch(
  start: (port: number) => Promise<Target>,
): Promise<{ port: number; cookie: string }> {
  const earlier = await start(0);
  const cookie = cookieIn(await earlier.enter());
  await earlier.close();
  return { port: earlier.port, cookie };
}
