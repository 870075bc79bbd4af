// A till as its own process, driven from outside over JSON lines. Owns the process, its pipes and its end; knows nothing
// of what the commands mean, and never loads the till's code.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '..', '..');
const mainFile = path.join(projectFolder, 'src-main', 'main.ts');

export type Reply =
  | { id: number | null; ok: true; result: unknown }
  | { id: number | null; ok: false; refusal: { code: string; details: Record<string, unknown> } }
  | { id: number | null; ok: false; fault: { incident: string } };

export interface TillEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The process ended before it answered. */
export class TillDied extends Error {
  readonly end: TillEnd;
  constructor(end: TillEnd, stderr: string) {
    super(`the till ended (${end.signal ?? `code ${end.code}`})${stderr === '' ? '' : `:\n${stderr}`}`);
    this.name = 'TillDied';
    this.end = end;
  }
}

const KEPT_STDERR_CHARS = 8000;
const alive = new Set<ChildProcessWithoutNullStreams>();
// Whatever ends the campaign, no till outlives it.
process.once('exit', () => {
  for (const child of alive) killGroup(child);
});

/** The process and, where it runs under another command, that one: each till is a group of its own. */
function killGroup(child: ChildProcessWithoutNullStreams): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

/** Compiled code is kept between the lives of tills; without it a start is mostly the reading of TypeScript. */
const environment = {
  ...process.env,
  NODE_COMPILE_CACHE: path.join(projectFolder, 'node_modules', '.cache', 'counterfoil-faults'),
  NODE_OPTIONS: '',
};

/**
 * Starts the program with a task of its own (verify, replay) or as a till; `extra` is added to its environment, and with
 * `under` it runs as the child of that command.
 */
export function spawnProgram(
  args: readonly string[],
  plant: string | null = null,
  extra: Readonly<Record<string, string>> = {},
  under: readonly string[] = [],
) {
  const [command, ...before] = under;
  const own = [...plantArguments(plant), mainFile, ...args];
  // Its own process group: Ctrl+C is for the campaign, which then stops its processes itself.
  const child = spawn(
    command ?? process.execPath,
    command === undefined ? own : [...before, process.execPath, ...own],
    {
      detached: true,
      stdio: 'pipe',
      env: { ...environment, ...extra },
    },
  );
  alive.add(child);
  child.on('close', () => alive.delete(child));
  return child;
}

/** Node's arguments that load a planted bug before the program. */
const plantArguments = (plant: string | null) =>
  plant === null ? [] : ['--import', path.join(import.meta.dirname, 'plants', `${plant}.ts`)];

export class TillProcess {
  /** Resolves once the process is gone and everything it had written is read. */
  readonly ended: Promise<TillEnd>;
  /** Answers that carry no number: to lines that could not be understood. */
  readonly unnumbered: Reply[] = [];
  isKilled = false;
  #stderr = '';
  #end: TillEnd | null = null;
  #last = 0;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();

  constructor(
    folder: string,
    plant: string | null = null,
    extra: Readonly<Record<string, string>> = {},
    under: readonly string[] = [],
  ) {
    this.#child = spawnProgram(['--headless', '--demo', '--data', folder], plant, extra, under);
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR_CHARS);
    });
    // A dead process no longer reads; its end is told by `ended`.
    this.#child.stdin.on('error', () => undefined);
    this.#readLines();
    this.ended = new Promise((resolve) => {
      this.#child.on('error', (error) => (this.#stderr += String(error)));
      this.#child.on('close', (code, signal) => {
        this.#end = { code, signal };
        for (const { reject } of this.#waiting.values()) reject(this.death({ code, signal }));
        this.#waiting.clear();
        resolve({ code, signal });
      });
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  death(end: TillEnd): TillDied {
    return new TillDied(end, this.#stderr.trim());
  }

  #readLines(): void {
    let rest = '';
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(JSON.parse(line) as Reply | { event: string });
    });
  }

  #take(message: Reply | { event: string }): void {
    if ('event' in message) return;
    const waiting = message.id === null ? undefined : this.#waiting.get(message.id);
    if (waiting === undefined || message.id === null) {
      this.unnumbered.push(message);
      return;
    }
    this.#waiting.delete(message.id);
    waiting.resolve(message);
  }

  /** Sends a command and resolves with its reply, whatever that is. Rejects with TillDied. */
  call(command: string, args: unknown): Promise<Reply> {
    const id = ++this.#last;
    return this.callRaw(id, JSON.stringify({ id, command, args }));
  }

  /** Sends a line as it is and resolves with the reply that carries `id`. */
  callRaw(id: number, line: string): Promise<Reply> {
    this.#last = Math.max(this.#last, id);
    if (this.#end !== null) return Promise.reject(this.death(this.#end));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.write(`${line}\n`);
    });
  }

  /** The result of a command that must succeed. Throws the refusal or the fault in words. */
  async must(command: string, args: unknown): Promise<unknown> {
    const reply = await this.call(command, args);
    if (reply.ok) return reply.result;
    throw new Error(`${command} ${JSON.stringify(args)} was answered ${JSON.stringify(reply)}`);
  }

  write(bytes: string | Uint8Array): void {
    this.#child.stdin.write(bytes);
  }

  /** SIGKILL: the process gets no chance to do anything more. */
  kill(): void {
    this.isKilled = true;
    killGroup(this.#child);
  }

  /** Ends the input, as a script does; the till answers what it has and leaves with 0. */
  finish(): Promise<TillEnd> {
    this.#child.stdin.end();
    return this.ended;
  }
}
