// How far each deal's current group has come, packed into one number, so that two ways to the same place can be
// compared by what they saved. Owns the packing and what may follow; knows no gains but bounds.
import { mostGroups } from './deal.ts';
import { ceiled } from './lot.ts';
import type { Deal } from './deal.ts';

/** One deal within the packed number. */
export interface Place {
  deal: Deal;
  /** How the number is read: digit = floor(number / stride) % radix, one for each part. */
  strides: readonly number[];
  radices: readonly number[];
  /** For a limited deal, the groups begun so far; stride 0 where the limit cannot bind. */
  begunStride: number;
  begunRadix: number;
  /** Units of each part that are still to come; counted down by the search. */
  ahead: number[];
  /** What the last unit seen would save: no later one saves more. */
  lastSaves: number;
  /** Share of `opens` that a unit of each part carries, rounded up. */
  shares: readonly number[];
}

/** Lays out the deals in one number; null when it would not be a safe integer. */
export function layOut(
  deals: readonly Deal[],
  free: readonly number[],
  worthOf: (lot: number) => number,
): Place[] | null {
  let stride = 1;
  const take = (radix: number): number => {
    const mine = stride;
    stride *= radix;
    return mine;
  };
  const places = deals.map((deal): Place => {
    const unlimited = mostGroups({ ...deal, limit: Number.MAX_SAFE_INTEGER }, free);
    const most = Math.min(unlimited, deal.limit);
    const isSingle = deal.parts.length === 1;
    const radices = deal.parts.map((part) => (isSingle ? part.count : most * part.count + 1));
    const begunRadix = deal.limit < unlimited ? deal.limit + 1 : 1;
    return {
      deal,
      strides: radices.map(take),
      radices,
      begunStride: begunRadix === 1 ? 0 : take(begunRadix),
      begunRadix,
      ahead: deal.parts.map((part) => part.lots.reduce((n, lot) => n + (free[lot] ?? 0), 0)),
      lastSaves: 0,
      shares: sharesOf(deal, worthOf),
    };
  });
  return stride < Number.MAX_SAFE_INTEGER ? places : null;
}

/** Any division of `opens` over the units of a group bounds truly; one by their worth bounds closely. */
function sharesOf(deal: Deal, worthOf: (lot: number) => number): number[] {
  const first = deal.parts[0];
  if (first === undefined || deal.parts.length === 1) return [ceiled(deal.opens, 1, first?.count ?? 1)];
  const weights = deal.parts.map(({ lots }) => Math.max(1, worthOf(lots[0] ?? 0)));
  const whole = deal.parts.reduce((total, part, i) => total + part.count * (weights[i] ?? 1), 0);
  return weights.map((weight) => ceiled(deal.opens, weight, whole));
}

export function digitOf(state: number, place: Place, part: number): number {
  return Math.floor(state / (place.strides[part] ?? 1)) % (place.radices[part] ?? 1);
}

/** Groups of a bundle that have begun and are not complete. */
function openGroups(state: number, place: Place): number {
  let open = 0;
  for (let i = 0; i < place.strides.length; i++) {
    open = Math.max(open, Math.ceil(digitOf(state, place, i) / (place.deal.parts[i]?.count ?? 1)));
  }
  return open;
}

/** True when the units still to come could complete what has begun. */
export function canClose(state: number, place: Place): boolean {
  const { parts } = place.deal;
  const open = parts.length === 1 ? 1 : openGroups(state, place);
  for (let i = 0; i < parts.length; i++) {
    const digit = digitOf(state, place, i);
    if (digit === 0 && parts.length === 1) return true;
    if (open * (parts[i]?.count ?? 1) - digit > (place.ahead[i] ?? 0)) return false;
  }
  return true;
}

export function isClosed(state: number, place: Place): boolean {
  for (let i = 0; i < place.strides.length; i++) if (digitOf(state, place, i) !== 0) return false;
  return true;
}

export interface Step {
  state: number;
  isSaving: boolean;
  isOpening: boolean;
}

/** One more unit for a part of a deal; null when the limit, or the other parts, leave no room for it. */
export function stepInto(state: number, place: Place, part: number): Step | null {
  const { parts, savesFrom } = place.deal;
  const digit = digitOf(state, place, part);
  const count = parts[part]?.count ?? 1;
  const stride = place.strides[part] ?? 1;
  const isSingle = parts.length === 1;
  const isOpening = isSingle ? digit === 0 : digit % count === 0 && digit / count >= openGroups(state, place);
  let next = state;
  if (isOpening && place.begunStride > 0) {
    if (Math.floor(state / place.begunStride) % place.begunRadix >= place.begunRadix - 1) return null;
    next += place.begunStride;
  }
  if (isSingle) {
    next += digit + 1 === count ? -digit * stride : stride;
    return { state: next, isSaving: digit >= savesFrom, isOpening };
  }
  if (digit + 1 >= (place.radices[part] ?? 1)) return null;
  next += stride;
  const isComplete = parts.every((one, i) => digitOf(next, place, i) >= one.count);
  if (isComplete) parts.forEach((one, i) => (next -= one.count * (place.strides[i] ?? 1)));
  return { state: next, isSaving: true, isOpening };
}

/** What the units to come may add, at most, beyond the shares they are counted with, because groups are open. */
export function openBound(state: number, place: Place): number {
  const { parts, savesFrom } = place.deal;
  if (parts.length > 1) {
    const open = openGroups(state, place);
    let bound = 0;
    for (let i = 0; i < parts.length; i++) {
      const wanting = open * (parts[i]?.count ?? 1) - digitOf(state, place, i);
      bound -= wanting * (place.shares[i] ?? 0);
    }
    return bound;
  }
  const digit = digitOf(state, place, 0);
  if (digit === 0) return 0;
  const count = parts[0]?.count ?? 1;
  // Only the last of a group save; spread over all of it, the units to come were counted with less than they save.
  const missing = digit <= savesFrom ? (count - savesFrom) * digit : (count - digit) * savesFrom;
  return ceiled(place.lastSaves, missing, count) - (count - digit) * (place.shares[0] ?? 0);
}
