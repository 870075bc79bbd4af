// The damage campaign: every way in which a till's files can be damaged, lost or mixed up, again and again. Owns the shops
// that are damaged and the tally; a state is made and judged in damage.worker.ts.
import fs from 'node:fs';
import path from 'node:path';
import { runJobs } from './farm.ts';
import { makeShops } from './shops.ts';
import type { Shop } from './shops.ts';
import { ends } from './state.ts';
import type { DamageGiven, End, State } from './state.ts';

export interface DamageOptions {
  states: number;
  seed: string;
  workers: number;
  plant: string | null;
  /** Shops that are there already; else two are made. */
  shops?: Shop[];
  /** Only the damages whose name has this in it. */
  only: string;
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

const SALES_A_DAY = 6;
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
  const { states, seed, workers, plant, root, signal } = options;
  fs.mkdirSync(root, { recursive: true });
  const shops = options.shops ?? (await makeShops(root, SALES_A_DAY, plant));
  const tally: DamageTally = { states: 0, met: new Map(), troubles: new Map(), wrong: [] };
  const given: DamageGiven = { shops, seed, root, only: options.only };
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
