// Drives real tills through scenarios: makes the folder that one begins with, then does its steps. Owns the processes and
// what they acknowledged; kills nobody by itself and judges nothing.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '#test/faults/life.ts';
import type { Life } from '#test/faults/life.ts';
import { Notes } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import type { Scenario, Step } from './scenarios.ts';

/** Where the data folder lies in a recorded folder: two folders deep, so that a first start has to make both. */
export const dataFolder = (root: string) => path.join(root, 'shop', 'data');

export const manager = { staffId: 'chen-jing', pin: '3333' };

export function newLife(till: TillProcess, notes: Notes, random: Random): Life {
  return { till, notes, random, items: [] };
}

/** Starts, signs in and does the steps; every answer is noted. Rejects with TillDied when the till is killed. */
export async function live(
  life: Life,
  folder: string,
  { steps, recovery }: Pick<Scenario, 'steps' | 'recovery'>,
): Promise<void> {
  const { till, notes, random } = life;
  await till.must('app.describe', {});
  if (recovery !== undefined) {
    const args = { commandId: random.uuid(), ...manager, way: recovery };
    await send(life, { name: 'register.recover', args });
  }
  await send(life, { name: 'session.signIn', args: { commandId: random.uuid(), ...manager } });
  for (const step of steps) {
    if (typeof step === 'function') await send(life, step({ notes, random }));
    else await waitFor(till, () => step.until(folder));
  }
}

const MOST_WAIT_MS = 30_000;
const LOOK_MS = 20;

async function waitFor(till: TillProcess, isDone: () => boolean): Promise<void> {
  const until = performance.now() + MOST_WAIT_MS;
  while (!isDone()) {
    if (performance.now() > until) throw new Error('the till did not do by itself what it was to do');
    const end = await Promise.race([till.ended, sleep(LOOK_MS)]);
    if (end !== undefined) throw till.death(end);
  }
}

/** A folder as a scenario begins with it, and what had been acknowledged by then. */
export interface Base {
  scenario: Scenario;
  root: string;
  notes: Notes;
}

async function liveWhole(
  folder: string,
  notes: Notes,
  random: Random,
  steps: readonly Step[],
  end: 'end' | 'kill',
) {
  const till = new TillProcess(folder);
  try {
    await live(newLife(till, notes, random), folder, { steps });
    if (end === 'end') {
      const { code } = await till.finish();
      if (code !== 0) throw new Error(`a till left in peace ended with ${code}: ${till.stderr}`);
    }
  } finally {
    till.kill();
    await till.ended;
  }
}

/** Makes the folder that a scenario begins with. */
export async function makeBase(scenario: Scenario, root: string, seed: string): Promise<Base> {
  fs.mkdirSync(root, { recursive: true });
  const notes = new Notes(`${root}.acknowledged.jsonl`);
  const random = new Random(`${seed}/${scenario.name}/base`);
  const folder = dataFolder(root);
  if (scenario.before !== null) await liveWhole(folder, notes, random, scenario.before, 'end');
  if (scenario.killedAfter !== undefined)
    await liveWhole(folder, notes, random, scenario.killedAfter, 'kill');
  scenario.prepare?.(folder);
  return { scenario, root, notes };
}

/** A copy of the base to do something to, with notes of its own: new books answer for nothing of the old ones. */
export function copyBase(base: Base, root: string): { notes: Notes } {
  fs.rmSync(root, { recursive: true, force: true });
  fs.rmSync(`${root}.acknowledged.jsonl`, { force: true });
  fs.cpSync(base.root, root, { recursive: true });
  const notes = new Notes(`${root}.acknowledged.jsonl`);
  const before = base.scenario.recovery === undefined ? base.notes.answers : [];
  for (const answer of before) notes.acknowledge(answer, answer.result);
  return { notes };
}

export function removeRoot(root: string): void {
  fs.rmSync(root, { recursive: true, force: true });
  fs.rmSync(`${root}.acknowledged.jsonl`, { force: true });
}
