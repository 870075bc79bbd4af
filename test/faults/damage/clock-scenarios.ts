// What a clock can do during a day at the counter, and when. A table; nothing here is done.
import type { FalseClock } from './clock-shop.ts';
import type { Zone } from './clock-shop.ts';

/** Before which step of the day the clock does something. */
export type Moment = 'start' | 'scan' | 'complete' | 'close' | 'z' | 'restart' | 'every' | 'locked';

export interface Scenario {
  name: string;
  zone: Zone;
  /** What the clock shows when the day begins. */
  at: string;
  moment: Moment;
  does(clock: FalseClock): void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TEN_YEARS = 3652 * DAY;
const MORNING = '2026-06-15T02:00:00.000Z';

const jump = (name: string, moment: Moment, ms: number, zone: Zone = 'Asia/Shanghai'): Scenario => ({
  name,
  zone,
  at: MORNING,
  moment,
  does: (clock) => clock.move(ms),
});

const steps: [string, number][] = [
  ['1 s', SECOND],
  ['2 min less a little', 2 * MINUTE - 5 * SECOND],
  ['2 min and a little', 2 * MINUTE + 5 * SECOND],
  ['1 h', HOUR],
  ['1 day', DAY],
  ['10 years', TEN_YEARS],
];

const inSale = steps.flatMap(([name, ms]) => [
  jump(`${name} on, during a sale`, 'scan', ms),
  jump(`${name} back, during a sale`, 'scan', -ms),
]);

const elsewhere = [
  jump('1 h back, between tender and complete', 'complete', -HOUR),
  jump('1 day on, between tender and complete', 'complete', DAY),
  jump('10 years back, between tender and complete', 'complete', -TEN_YEARS),
  jump('1 h back, between the close of the shift and the Z', 'z', -HOUR),
  jump('1 day back, between the close of the shift and the Z', 'z', -DAY),
  jump('1 day on, between the close of the shift and the Z', 'z', DAY),
  jump('1 day back, before the shift is closed', 'close', -DAY),
  jump('1 day back, while the till is off', 'restart', -DAY),
  jump('10 years on, while the till is off', 'restart', TEN_YEARS),
];

const set = (name: string, zone: Zone, at: string, moment: Moment, to: string): Scenario => ({
  name,
  zone,
  at,
  moment,
  does: (clock) => clock.set(new Date(to)),
});

/** The second before something, and the second after it, between tender and complete. */
const across = (name: string, zone: Zone, edge: string): Scenario =>
  set(
    name,
    zone,
    new Date(Date.parse(edge) - 5 * SECOND).toISOString(),
    'complete',
    new Date(Date.parse(edge) + SECOND).toISOString(),
  );

const calendar = [
  across('summer time begins in Berlin', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'),
  across('summer time ends in Berlin', 'Europe/Berlin', '2026-10-25T01:00:00.000Z'),
  across('summer time begins in New York', 'America/New_York', '2026-03-08T07:00:00.000Z'),
  across('summer time ends in New York', 'America/New_York', '2026-11-01T06:00:00.000Z'),
  across('the leap day begins', 'Europe/Berlin', '2028-02-28T23:00:00.000Z'),
  across('the leap day ends', 'Europe/Berlin', '2028-02-29T23:00:00.000Z'),
  across('the year ends in Shanghai', 'Asia/Shanghai', '2026-12-31T16:00:00.000Z'),
  across('the year ends in New York', 'America/New_York', '2027-01-01T05:00:00.000Z'),
  across('the trading day ends at four', 'Europe/Berlin', '2026-06-15T02:00:00.000Z'),
];

const dead = [
  set('a dead battery: 1970 from the start', 'Asia/Shanghai', '1970-01-01T00:00:10.000Z', 'z', MORNING),
  set('a dead battery: 2000 from the start', 'Europe/Berlin', '2000-01-01T00:00:00.000Z', 'z', MORNING),
  set(
    'a dead battery: 1970 after a night',
    'America/New_York',
    MORNING,
    'restart',
    '1970-01-01T00:00:10.000Z',
  ),
  set('1970 during a sale', 'Asia/Shanghai', MORNING, 'scan', '1970-01-01T00:00:10.000Z'),
];

let isBack = false;
const odd: Scenario[] = [
  {
    name: 'a clock that stands still all day',
    zone: 'Asia/Shanghai',
    at: MORNING,
    moment: 'start',
    does: (clock) => clock.freeze(),
  },
  {
    name: 'an hour back and on again before every step',
    zone: 'Europe/Berlin',
    at: MORNING,
    moment: 'every',
    does(clock) {
      isBack = !isBack;
      clock.move(isBack ? -HOUR : HOUR);
    },
  },
];

const locked = [
  jump('1 day on, while locked out', 'locked', DAY),
  jump('1 day back, while locked out', 'locked', -DAY),
  jump('10 years on, while locked out', 'locked', TEN_YEARS),
];

export const scenarios: readonly Scenario[] = [
  ...inSale,
  ...elsewhere,
  ...calendar,
  ...dead,
  ...odd,
  ...locked,
];
