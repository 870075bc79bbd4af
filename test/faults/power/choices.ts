// What a power cut leaves of what was not synced: nothing, all, a beginning, any part, in any order, torn between sectors.
// Owns the choosing, from a seed; knows nothing of what is in the files.
import type { Random } from '#test/faults/random.ts';
import { sectorsOf } from './disk.ts';
import type { Kept, Pending } from './disk.ts';

export const strategies = ['nothing', 'all', 'every', 'prefix', 'subset', 'reordered', 'torn'] as const;
export type Strategy = (typeof strategies)[number];

export interface Choice {
  strategy: Strategy;
  kept: Kept[];
}

/** Up to this many steps, every subset of them is tried. */
const FEW = 4;

const whole = (pending: readonly Pending[]): Kept[] => pending.map((one) => ({ pending: one }));

function* everySubset(pending: readonly Pending[]): Generator<Choice> {
  for (let mask = 1; mask < 2 ** pending.length - 1; mask++) {
    yield { strategy: 'every', kept: whole(pending.filter((_, i) => (mask & (1 << i)) !== 0)) };
  }
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.whole(0, i);
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}

function tear(pending: Pending, random: Random): Kept {
  if (pending.kind !== 'write') return { pending };
  return { pending, sectors: Array.from({ length: sectorsOf(pending) }, () => random.chance(0.5)) };
}

function anyPart(pending: readonly Pending[], random: Random): Pending[] {
  const share = random.pick([0.1, 0.5, 0.5, 0.9]);
  return pending.filter(() => random.chance(share));
}

function drawn(pending: readonly Pending[], random: Random): Choice {
  const strategy = random.weighted({ prefix: 25, subset: 25, reordered: 20, torn: 30 });
  if (strategy === 'prefix') {
    const beginning = pending.slice(0, random.whole(0, pending.length));
    // The last of them may have been under way.
    const kept = whole(beginning);
    const last = beginning.at(-1);
    if (last !== undefined && random.chance(0.5)) kept[kept.length - 1] = tear(last, random);
    return { strategy, kept };
  }
  const part = anyPart(pending, random);
  if (strategy === 'reordered') return { strategy, kept: shuffled(whole(part), random) };
  if (strategy === 'torn') return { strategy, kept: part.map((one) => tear(one, random)) };
  return { strategy, kept: whole(part) };
}

/** The plain ones, then every part of what is little, then drawn ones without end. */
function* inOrder(pending: readonly Pending[], random: Random): Generator<Choice> {
  yield { strategy: 'nothing', kept: [] };
  if (pending.length === 0) return;
  yield { strategy: 'all', kept: whole(pending) };
  if (pending.length <= FEW) yield* everySubset(pending);
  for (;;) yield drawn(pending, random);
}

/** `most` choices of what is left of `pending`. Where few are wanted the first ones are drawn, too. */
export function* choices(pending: readonly Pending[], most: number, random: Random): Generator<Choice> {
  if (most < FEW && pending.length > 0) {
    const plain = [
      { strategy: 'nothing' as const, kept: [] },
      { strategy: 'all' as const, kept: whole(pending) },
    ];
    for (let i = 0; i < most; i++) yield random.chance(0.4) ? random.pick(plain) : drawn(pending, random);
    return;
  }
  let made = 0;
  for (const choice of inOrder(pending, random)) {
    if (made++ >= most) return;
    yield choice;
  }
}
