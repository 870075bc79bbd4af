// How sizes, times and spans are written for a person. Pure; never money, which contract/money.ts writes.
import type { Language } from '#contract/text.ts';

const STEP = 1000;

/** `430 MB`, `1.2 GB`: as disks are sold, in thousands. */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / STEP / STEP;
  if (megabytes >= STEP) return `${oneDecimal(megabytes / STEP)} GB`;
  if (megabytes >= 10) return `${Math.floor(megabytes)} MB`;
  return megabytes >= 1 ? `${oneDecimal(megabytes)} MB` : `${Math.ceil(bytes / STEP)} kB`;
}

/** Cut, not rounded: a disk never seems to have more room than it has. */
function oneDecimal(value: number): string {
  return String(Math.floor(value * 10) / 10);
}

const locales: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** The minute of an instant, with its day where that is another one than today. */
export function formatMoment(
  instant: string,
  now: string,
  language: Language,
  timeZone: string | undefined,
): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'short', ...zone });
  const year = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', ...zone });
  const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  const [then, today] = [new Date(instant), new Date(now)];
  const at = minute.format(then);
  if (year.format(then) === year.format(today)) return at;
  const isThisYear = then.getFullYear() === today.getFullYear();
  return `${(isThisYear ? day : year).format(then)} ${at}`;
}

/** `3 d 4 h`, `2 h 05 min`: two figures tell enough. */
export function formatSpan(seconds: number, language: Language): string {
  const [d, h, min] = language === 'zh' ? ['天', '小时', '分钟'] : [' d', ' h', ' min'];
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const gap = language === 'zh' ? '' : ' ';
  if (hours >= 24) return `${Math.floor(hours / 24)}${d}${gap}${hours % 24}${h}`;
  return hours > 0 ? `${hours}${h}${gap}${minutes % 60}${min}` : `${minutes}${min}`;
}

/**
 * A name as it may stand where other customers look on: 王小明 is 王**, Ada Lovelace is Ada L. Whole names are only in
 * the list from which somebody is picked.
 */
export function maskedName(name: string): string {
  const text = name.trim();
  const letters = [...text];
  if (/^\p{Script=Han}+$/u.test(text)) return letters.map((one, at) => (at === 0 ? one : '*')).join('');
  const [first = '', ...rest] = text.split(/\s+/);
  const last = rest.at(-1);
  return last === undefined ? first : `${first} ${[...last][0] ?? ''}.`;
}
