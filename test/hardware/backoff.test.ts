// The steps in which a device that is away is tried again.
import { expect, test } from 'vitest';
import { makeBackoff } from '#hardware/backoff.ts';

test('soon at first, then every five seconds', () => {
  const backoff = makeBackoff(
    () => 0,
    () => 0,
  );
  const waits = Array.from({ length: 7 }, () => backoff.next('notFound'));
  expect(waits).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
});

test('a little later than that, never sooner', () => {
  const backoff = makeBackoff(
    () => 0,
    () => 1,
  );
  expect([backoff.next('refused'), backoff.next('offline')]).toEqual([300, 600]);
});

test('ready for half a minute it begins anew; ready for a moment it goes on', () => {
  let nowMs = 0;
  const backoff = makeBackoff(
    () => nowMs,
    () => 0,
  );
  for (let n = 0; n < 3; n += 1) backoff.next('offline');
  backoff.ready();
  nowMs += 29_999;
  expect(backoff.next('offline')).toBe(2_000);
  backoff.ready();
  backoff.ready();
  nowMs += 30_000;
  expect(backoff.next('offline')).toBe(250);
});

test('what only a person can mend is tried slowly, and paper is looked for steadily', () => {
  const backoff = makeBackoff();
  for (const trouble of ['busy', 'permission', 'config', 'driverMissing'] as const) {
    expect(backoff.next(trouble)).toBe(10_000);
  }
  expect(backoff.next('paperOut')).toBe(2_000);
  expect(backoff.next('coverOpen')).toBe(2_000);
});
