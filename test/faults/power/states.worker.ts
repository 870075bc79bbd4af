// One worker of the power campaign: judges its share of a record's states in its own thread. Owns the messages between the
// two; knows nothing of the campaign.
import { parentPort, workerData } from 'node:worker_threads';
import { walkStates } from './states.ts';
import type { StatesOptions, StatesTally } from './states.ts';

export type WorkerOptions = Omit<StatesOptions, 'isStopped' | 'onState'> & { stop: Int32Array };
/** Told while it works; `tally` comes last. */
export type WorkerMessage = { made: number; different: number; failed: number } | { tally: StatesTally };

const { stop, ...options } = workerData as WorkerOptions;
const TELL_MS = 250;
let told = 0;

function tell({ made, hashes, failed }: StatesTally): void {
  if (performance.now() - told < TELL_MS) return;
  told = performance.now();
  parentPort?.postMessage({ made, different: hashes.size, failed } satisfies WorkerMessage);
}

// A flag in shared memory: a worker that never rests reads no messages.
const tally = await walkStates({ ...options, isStopped: () => Atomics.load(stop, 0) === 1, onState: tell });
parentPort?.postMessage({ tally } satisfies WorkerMessage);
