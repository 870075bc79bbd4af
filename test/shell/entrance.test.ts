// The launch code and the session, without a server.
import { expect, test } from 'vitest';
import { Entrance, judgeHosts, newCode } from '#shell/entrance.ts';

test('a code is 128 bits that a URL can hold, and never the same', () => {
  const codes = new Set(Array.from({ length: 1000 }, newCode));
  expect(codes.size).toBe(1000);
  for (const code of codes) expect(code).toMatch(/^[\w-]{22}$/);
});

test('the code opens one session, once', () => {
  const entrance = new Entrance('right');
  expect(entrance.isInside('')).toBe(false);
  const token = entrance.enter('right');
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(entrance.isInside(token ?? undefined)).toBe(true);
  expect(entrance.isInside(`${token}x`)).toBe(false);
  expect(entrance.isInside(undefined)).toBe(false);
  expect(entrance.enter('right')).toBeNull();
});

test('four wrong codes are forgiven, five are not', () => {
  const forgiving = new Entrance('right');
  for (let i = 0; i < 4; i++) expect(forgiving.enter('wrong')).toBeNull();
  expect(forgiving.enter('right')).not.toBeNull();
  const voided = new Entrance('right');
  for (let i = 0; i < 5; i++) expect(voided.enter('wrong')).toBeNull();
  expect(voided.enter('right')).toBeNull();
});

test('two hosts are none', () => {
  expect(judgeHosts(['Host', 'a', 'X', 'host'])).toBeNull();
  expect(judgeHosts(['Host', 'a', 'X', 'b', 'hOST', 'a'])).toMatchObject({ status: 421 });
});
