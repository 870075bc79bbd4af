// Jobs done by processes that may die of them: each process does one job after the other, and one that dies or hangs is
// replaced. Owns the processes; a job's meaning is the module's that does it.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { projectFolder } from '#test/faults/till-process.ts';

export interface Work<R> {
  /** A module that answers messages by `serve`. */
  module: string;
  /** Told to every process, once. */
  given: object;
  jobs: number;
  workers: number;
  plant: string | null;
  signal: AbortSignal;
  /** `broken` says how the process ended instead of answering. */
  onDone(job: number, result: R | null, broken: string | null): void;
  /** Whether what was found is enough. */
  isEnough(): boolean;
}

/** The longest that a job may take on a busy machine; a start that takes longer hangs. */
const PATIENCE_MS = 60_000;

class Worker<R> {
  #child: ChildProcess | null = null;
  #stderr = '';
  readonly #work: Work<R>;

  constructor(work: Work<R>) {
    this.#work = work;
  }

  #begin(): ChildProcess {
    const { module, given, plant } = this.#work;
    const plants = path.join(projectFolder, 'test', 'faults', 'plants');
    const child = fork(module, [JSON.stringify(given)], {
      execArgv: plant === null ? [] : ['--import', path.join(plants, `${plant}.ts`)],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#child = child;
    return child;
  }

  /** Does one job; rejects with the words of how the process ended. */
  async do(job: number): Promise<R> {
    const child = this.#child ?? this.#begin();
    const over = new AbortController();
    let isHung = false;
    const timer = setTimeout(() => {
      isHung = true;
      child.kill('SIGKILL');
    }, PATIENCE_MS);
    const ended = once(child, 'exit', { signal: over.signal }).then(([code, signal]) => {
      this.#child = null;
      const how = isHung ? `hung for ${PATIENCE_MS / 1000} s` : `died (${String(signal ?? code)})`;
      throw new Error(`the process ${how}: ${this.#stderr.slice(-2000)}`);
    });
    const answered = once(child, 'message', { signal: over.signal });
    child.send({ job });
    try {
      const [result] = (await Promise.race([answered, ended])) as [R];
      return result;
    } finally {
      clearTimeout(timer);
      over.abort();
      await Promise.allSettled([answered, ended]);
    }
  }

  /** Whether the bug that was meant is really in the process. */
  get isPlanted(): boolean {
    const { plant } = this.#work;
    return plant === null || this.#stderr.includes(`planted: ${plant}`);
  }

  async end(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/** Does every job from 0 up, unless it is told to stop. */
export async function runJobs<R>(work: Work<R>): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: work.workers }, async () => {
    const worker = new Worker(work);
    const stop = () => void worker.end();
    work.signal.addEventListener('abort', stop, { once: true });
    try {
      while (next < work.jobs && !work.signal.aborted && !work.isEnough()) {
        const job = next++;
        const result = await worker.do(job).catch((error: unknown) => error as Error);
        if (work.signal.aborted) return;
        if (!worker.isPlanted) throw new Error(`the process does not carry the bug ${work.plant}`);
        if (result instanceof Error) work.onDone(job, null, result.message);
        else work.onDone(job, result, null);
      }
    } finally {
      work.signal.removeEventListener('abort', stop);
      await worker.end();
    }
  });
  await Promise.all(workers);
}

/** In a process of the farm: answers every job until the parent ends it. */
export function serve(answer: (job: number) => object | Promise<object>): void {
  const reply = async (job: number) => {
    const result = await answer(job);
    process.send?.(result);
  };
  process.on('message', ({ job }: { job: number }) => void reply(job));
}

/** What this process of the farm was given. */
export const givenHere = (): unknown => JSON.parse(process.argv[2] ?? '{}');
