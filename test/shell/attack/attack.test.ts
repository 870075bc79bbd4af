// Every attack of the matrix with curl and bare sockets against the program itself: all are refused, none uses up the code
// or the till, and what belongs here still gets in. What a browser can be talked into is in test/journeys.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attack } from './attack.ts';
import { judge } from './attack.ts';
import { fromElsewhere } from './from-elsewhere.ts';
import { cookieOfEarlierLaunch, guessing, inside, slow } from './inside.ts';
import { malformed } from './malformed.ts';
import { cookieIn, hasCurl, Target } from './target.ts';

/** Tries attacks one by one; says which were not refused. */
async function tried(target: Target, attacks: readonly Attack[]): Promise<string[]> {
  const open: string[] = [];
  for (const { name, attempt } of attacks) {
    const { isRefused, said } = await attempt(target);
    if (!isRefused) open.push(`${name}: ${said}`);
  }
  return open;
}

async function expectServing(target: Target): Promise<void> {
  const { status, body } = await target.curl('/', '-H', 'sec-fetch-site: none');
  expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>Till</title>' });
}

test('the judgement sees what an attacker would be glad of', () => {
  const answer = { status: 403, headers: new Map<string, string>(), body: 'no' };
  expect(judge(answer)).toEqual({ isRefused: true, said: '403' });
  const got = [
    { ...answer, status: 200 },
    { ...answer, status: 101 },
    { ...answer, headers: new Map([['set-cookie', 'a=b']]) },
    { ...answer, headers: new Map([['access-control-allow-origin', '*']]) },
    { ...answer, body: 'the signing key' },
    { ...answer, status: 500 },
  ];
  expect(got.filter((one) => judge(one).isRefused)).toEqual([]);
});

describe.skipIf(!hasCurl)('curl is refused', () => {
  let target: Target;
  let older: { port: number; cookie: string };
  let slowly: Promise<string[][]>;
  beforeAll(async () => {
    older = await cookieOfEarlierLaunch((port) => Target.start(port));
    target = await Target.start(older.port);
    // All the others fall while these are still at it.
    slowly = Promise.all(slow.map((attack) => tried(target, [attack])));
  }, 60_000);
  afterAll(() => target.close());

  test('everywhere but on 127.0.0.1: there is one socket, and it listens there only', async () => {
    if (process.platform !== 'linux') return;
    const port = target.port.toString(16).toUpperCase().padStart(4, '0');
    expect(await target.listening()).toEqual([`0100007F:${port}`]);
  });

  test(`from elsewhere, ${fromElsewhere.length} ways`, { timeout: 120_000 }, async () => {
    expect(fromElsewhere.length).toBeGreaterThan(45);
    expect(await tried(target, fromElsewhere)).toEqual([]);
    await expectServing(target);
  });

  test(`with requests that are none, ${malformed.length} ways`, { timeout: 120_000 }, async () => {
    expect(malformed.length).toBeGreaterThan(70);
    expect(await tried(target, malformed)).toEqual([]);
    await expectServing(target);
  });

  test('when the code has been used, and only then', { timeout: 60_000 }, async () => {
    // None of all that came before has used it up.
    const entered = await target.enter();
    expect(entered.status).toBe(204);
    const cookie = cookieIn(entered);
    expect(cookie).not.toBe(older.cookie);
    expect(await tried(target, inside(cookie, older.cookie))).toEqual([]);
    const { status } = await target.upgrade([`origin: ${target.own}`, `cookie: ${cookie}`]);
    expect(status).toBe(101);
    await expectServing(target);
  });

  test('when guessing', { timeout: 60_000 }, async () => {
    const another = await Target.start();
    try {
      expect(await tried(another, [guessing])).toEqual([]);
      await expectServing(another);
    } finally {
      await another.close();
    }
  });

  test('when slow on purpose', { timeout: 60_000 }, async () => {
    expect((await slowly).flat()).toEqual([]);
    await expectServing(target);
  });
});
