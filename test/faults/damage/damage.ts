// The damage campaign: every way in which a till's files can be damaged, lost or mixed up, again and again. Owns the shops
// that are damaged and the tally; a state is made and judged in damage.worker.ts.
import fs from 'node:fs';
import path from 'node:path';
import { runJobs } from './farm.ts';
import { makeShop } from './shops.ts';
import { ends } from './state.ts';
import type { DamageGiven, End, State } from './state.ts';

export interface DamageOptions {
  states: number;
  seed: string;
  workers: number;
  plant: string | null;
  /** The shops' sales a day. */
  sales: number;
  endsAtFinding: boolean;
  root: string;
  signal: AbortSignal;
  onState(tally: DamageTally): void;
}

export interface DamageTally {
  states: number;
  /** By damage, by how it ended. */
  met: Map<string, Record<End, number>>;
  /** By trouble, and whether and how selling went on. */
  troubles: Map<string, number>;
  wrong: string[];
}

const module = path.join(import.meta.dirname, 'damage.worker.ts');
const none = () => Object.fromEntries(ends.map((end) => [end, 0])) as Record<End, number>;

function count(tally: DamageTally, job: number, seed: string, state: State): void {
  const met = tally.met.get(state.damage) ?? none();
  tally.states += 1;
  met[state.end] += 1;
  tally.met.set(state.damage, met);
  if (state.trouble !== null) {
    const name = `${state.trouble}, ${state.way ?? 'to look at only'}`;
    tally.troubles.set(name, (tally.troubles.get(name) ?? 0) + 1);
  }
  tally.wrong.push(...state.wrong.map((text) => `state ${job} of seed ${seed}: ${state.damage}: ${text}`));
}

/** Damages so many states; resolves with what became of them. */
export async function runDamage(options: DamageOptions): Promise<DamageTally> {
  const { states, seed, workers, plant, sales, root, signal } = options;
  const names = ['one', 'another'];
  const shops = await Promise.all(names.map((name) => makeShop(root, name, sales, plant)));
  const tally: DamageTally = { states: 0, met: new Map(), troubles: new Map(), wrong: [] };
  const given: DamageGiven = { shops, seed };
  await runJobs<State>({
    module,
    given,
    jobs: states,
    workers,
    plant,
    signal,
    isEnough: () => options.endsAtFinding && tally.wrong.length > 0,
    onDone(job, result, broken) {
      const died = { damage: 'any', end: 'wrong', trouble: null, way: null, wrong: [broken ?? ''] } as const;
      count(tally, job, seed, result ?? { ...died, wrong: [...died.wrong] });
      options.onState(tally);
    },
  });
  fs.rmSync(root, { recursive: true, force: true });
  fs.mkdirSync(root);
  return tally;
}
