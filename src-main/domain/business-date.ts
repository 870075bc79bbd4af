// The trading day of an instant. Owned here because the main process has no Temporal; screens receive finished dates.
import type { BusinessDate } from '#contract/ids.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** True for a time zone this machine knows. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatFor(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of the shop at an instant: `YYYY-MM-DD` and `HH:MM:SS`. Throws RangeError for an unknown zone. */
export function wallClock(at: Date, timeZone: string): { date: string; time: string } {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** The trading day: before `dayStartsAt` o'clock by the shop's clock it is still the day before. */
export function businessDateOf(at: Date, timeZone: string, dayStartsAt: number): BusinessDate {
  const { date, time } = wallClock(at, timeZone);
  if (Number(time.slice(0, 2)) >= dayStartsAt) return date as BusinessDate;
  // Noon avoids every daylight-saving edge; the date alone is what is moved.
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - 1);
  return noon.toISOString().slice(0, 10) as BusinessDate;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: BusinessDate): number {
  const day = new Date(`${date}T12:00:00Z`).getUTCDay();
  return day === 0 ? 7 : day;
}

/**
 * The instant at which the shop's clock shows `YYYY-MM-DDTHH:MM:SS`. In the hour that daylight saving repeats it is the
 * earlier one; in the hour it leaves out, one hour later by the clock.
 */
export function instantOf(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  const shown = (at: number) => {
    const { date, time } = wallClock(new Date(at), timeZone);
    return Date.parse(`${date}T${time}Z`);
  };
  const before = asUtc - (shown(asUtc - 86_400_000) - (asUtc - 86_400_000));
  if (shown(before) === asUtc) return new Date(before);
  const after = asUtc - (shown(asUtc + 86_400_000) - (asUtc + 86_400_000));
  // Neither shows it in the hour that is left out: by the clock before the change it is one hour later.
  return new Date(shown(after) === asUtc ? after : before);
}
