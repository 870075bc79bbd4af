// Trading days and wall clocks where daylight saving moves them: Berlin, New York and, without any, Shanghai.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDateOf, instantOf, isTimeZone, wallClock } from '#domain/business-date.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai'];
const MINUTE = 60_000;
const day = (at: string, zone: string, dayStartsAt: number) =>
  businessDateOf(new Date(at), zone, dayStartsAt);

describe('the trading day', () => {
  test('begins at its cut-off hour by the clock of the shop', () => {
    expect(day('2026-11-20T15:59:59.999Z', 'Asia/Shanghai', 0)).toBe('2026-11-20');
    expect(day('2026-11-20T16:00:00.000Z', 'Asia/Shanghai', 0)).toBe('2026-11-21');
    expect(day('2026-11-20T19:59:59.999Z', 'Asia/Shanghai', 4)).toBe('2026-11-20');
    expect(day('2026-11-20T20:00:00.000Z', 'Asia/Shanghai', 4)).toBe('2026-11-21');
    expect(day('2026-01-01T08:59:59.999Z', 'America/New_York', 4)).toBe('2025-12-31');
    expect(day('2028-03-01T03:00:00.000Z', 'Europe/Berlin', 5)).toBe('2028-02-29');
  });

  test('in the night that loses an hour: 02:00 is never shown, 03:00 is', () => {
    expect(day('2026-03-29T00:59:59.999Z', 'Europe/Berlin', 2)).toBe('2026-03-28');
    expect(day('2026-03-29T01:00:00.000Z', 'Europe/Berlin', 2)).toBe('2026-03-29');
    expect(day('2026-03-29T01:00:00.000Z', 'Europe/Berlin', 3)).toBe('2026-03-29');
    expect(day('2026-03-08T06:59:59.999Z', 'America/New_York', 3)).toBe('2026-03-07');
    expect(day('2026-03-08T07:00:00.000Z', 'America/New_York', 3)).toBe('2026-03-08');
  });

  test('in the night that has an hour twice: both times the clock decides', () => {
    // 02:30 summer time, then 02:30 winter time.
    expect(day('2026-10-25T00:30:00.000Z', 'Europe/Berlin', 3)).toBe('2026-10-24');
    expect(day('2026-10-25T01:30:00.000Z', 'Europe/Berlin', 3)).toBe('2026-10-24');
    expect(day('2026-10-25T02:00:00.000Z', 'Europe/Berlin', 3)).toBe('2026-10-25');
    expect(day('2026-10-25T00:00:00.000Z', 'Europe/Berlin', 2)).toBe('2026-10-25');
    expect(day('2026-10-25T01:00:00.000Z', 'Europe/Berlin', 2)).toBe('2026-10-25');
    expect(day('2026-11-01T06:30:00.000Z', 'America/New_York', 2)).toBe('2026-10-31');
    expect(day('2026-11-01T07:00:00.000Z', 'America/New_York', 2)).toBe('2026-11-01');
  });

  test('is the date on the clock, or the one before it until the cut-off', () => {
    const instants = fc.date({
      min: new Date('2001-01-01'),
      max: new Date('2060-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 11 }),
        (at, zone, cutOff) => {
          const { date, time } = wallClock(at, zone);
          const dayBefore = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
          expect(businessDateOf(at, zone, cutOff)).toBe(Number(time.slice(0, 2)) < cutOff ? dayBefore : date);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('wallClock', () => {
  test('shows what the wall shows, midnight as 00', () => {
    expect(wallClock(new Date('2026-07-01T22:00:00Z'), 'Europe/Berlin')).toEqual({
      date: '2026-07-02',
      time: '00:00:00',
    });
    expect(wallClock(new Date('2026-01-01T04:59:59Z'), 'America/New_York')).toEqual({
      date: '2025-12-31',
      time: '23:59:59',
    });
  });

  test('an unknown zone is told and thrown', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    for (const zone of ['Asia/Nowhere', '', 'Europe/Berlin ']) {
      expect(isTimeZone(zone)).toBe(false);
      expect(() => wallClock(new Date(), zone)).toThrow(RangeError);
    }
  });
});

describe('instantOf', () => {
  /** Every minute of a UTC day by what the clock shows, with all instants that show it. */
  function minutesOf(date: string, zone: string): Map<string, number[]> {
    const shown = new Map<string, number[]>();
    const start = Date.parse(`${date}T00:00:00Z`);
    for (let at = start; at < start + 1440 * MINUTE; at += MINUTE) {
      const { date: local, time } = wallClock(new Date(at), zone);
      const text = `${local}T${time}`;
      shown.set(text, [...(shown.get(text) ?? []), at]);
    }
    return shown;
  }

  function expectInverse(date: string, zone: string) {
    for (const [local, instants] of minutesOf(date, zone)) {
      // Where the clock shows a minute twice, the earlier one is meant.
      const got = instantOf(local, zone).getTime();
      if (got !== instants[0]) expect.fail(`${local} in ${zone} is ${new Date(got).toISOString()}`);
    }
  }

  const changes = [
    ['2026-03-29', 'Europe/Berlin'],
    ['2026-10-25', 'Europe/Berlin'],
    ['2026-03-08', 'America/New_York'],
    ['2026-11-01', 'America/New_York'],
    ['2026-10-25', 'Asia/Shanghai'],
  ] as const;

  test.for(changes)('is the inverse of the clock for every minute of %s in %s', ([date, zone]) => {
    expectInverse(date, zone);
  });

  test('is the inverse of the clock for every minute of random days', () => {
    const days = fc
      .integer({ min: 0, max: 14_000 })
      .map((n) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (date, zone) => expectInverse(date, zone)),
      { numRuns: 40 },
    );
  });

  test('in the hour that comes twice it is the earlier one', () => {
    expect(instantOf('2026-10-25T02:30:00', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('2026-11-01T01:30:00', 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  test('in the hour that is left out it is one hour later by the clock', () => {
    for (const [local, zone, later] of [
      ['2026-03-29T02:00:00', 'Europe/Berlin', '03:00:00'],
      ['2026-03-29T02:30:00', 'Europe/Berlin', '03:30:00'],
      ['2026-03-08T02:59:59', 'America/New_York', '03:59:59'],
    ] as const) {
      expect(wallClock(instantOf(local, zone), zone).time).toBe(later);
    }
  });
});
