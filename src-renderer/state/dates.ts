// Trading days as a form needs them: reading, the next ones, the week they stand in. A day is a date without an hour, so no
// time zone and no clock is asked; today comes from the till.
import type { BusinessDate } from '#contract/ids.ts';

const DAY_MS = 86_400_000;

/** A typed day, `2026-12-05`; null for anything that is no day. */
export function readDate(text: string): BusinessDate | null {
  const typed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return null;
  const at = new Date(`${typed}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== typed
    ? null
    : (typed as BusinessDate);
}

/** So many days later; earlier for a negative count. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  const at = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS;
  return new Date(at).toISOString().slice(0, 10) as BusinessDate;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: BusinessDate): number {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 ? 7 : day;
}

export interface Span {
  from: BusinessDate;
  to: BusinessDate;
}

/** Saturday and Sunday of this week, as far as they are not over. */
export function weekendOf(today: BusinessDate): Span {
  const day = weekdayOf(today);
  return { from: day === 7 ? today : addDays(today, 6 - day), to: addDays(today, 7 - day) };
}

/** From today to Sunday. */
export function restOfWeek(today: BusinessDate): Span {
  return { from: today, to: addDays(today, 7 - weekdayOf(today)) };
}

/** `18:00` as minutes of the day, up to 24:00; null for anything else. */
export function readMinutes(text: string): number | null {
  const match = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  const whole = hours * 60 + minutes;
  return minutes > 59 || whole > 1440 ? null : whole;
}

export function writeMinutes(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
