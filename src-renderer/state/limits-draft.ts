// How far each role may go, while it is written: nine percentages as texts, and back.
import type { Limits, RoleLimits } from '#contract/limits.ts';
import { fromDecimal } from '#contract/money.ts';
import type { Role } from '#contract/staff.ts';
import { need, reading, writeShare } from './form-text.ts';
import type { Read } from './form-text.ts';

export const roles: readonly Role[] = ['cashier', 'supervisor', 'manager'];
export const limitKinds: readonly (keyof RoleLimits)[] = [
  'lineDiscountPpm',
  'orderDiscountPpm',
  'overridePpm',
];

export type LimitsDraft = Readonly<Record<Role, Readonly<Record<keyof RoleLimits, string>>>>;

/** The cell that does not read: `cashier overridePpm`. */
export type LimitsProblem = `${Role} ${keyof RoleLimits}`;

const ofEach = <T>(make: (role: Role, kind: keyof RoleLimits) => T) => {
  const row = (role: Role): Record<keyof RoleLimits, T> => ({
    lineDiscountPpm: make(role, 'lineDiscountPpm'),
    orderDiscountPpm: make(role, 'orderDiscountPpm'),
    overridePpm: make(role, 'overridePpm'),
  });
  return { cashier: row('cashier'), supervisor: row('supervisor'), manager: row('manager') };
};

export function limitsDraftOf(limits: Limits): LimitsDraft {
  return ofEach((role, kind) => writeShare(limits[role][kind]));
}

/** `10`, `12.5 %`: from nothing to everything. */
function readLimit(text: string): number | null {
  const typed = text
    .trim()
    .replace(/\s*[%％]$/, '')
    .replace(',', '.');
  const ppm = fromDecimal(typed, 4);
  return ppm === null || ppm < 0 || ppm > 1_000_000 ? null : ppm;
}

export function readLimits(draft: LimitsDraft): Read<Limits, LimitsProblem> {
  const read = reading(() => ofEach((role, kind) => need(readLimit(draft[role][kind]), `${role} ${kind}`)));
  return read as Read<Limits, LimitsProblem>;
}
