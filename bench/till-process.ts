// A till in its own process, spoken to in JSON lines as a script would: one command at a time, and killed like a machine
// whose plug is pulled. Owns the process; knows nothing of what it is asked.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { Outcome } from '#contract/envelope.ts';
import { manager } from './core.ts';
import { newId } from './shop.ts';

type Answered = (message: { id?: number } & Partial<Outcome>) => void;

export class TillProcess {
  readonly child: ChildProcessWithoutNullStreams;
  #lastId = 0;
  readonly #waiting = new Map<number, Answered>();

  constructor(main: string, folder: string) {
    this.child = spawn(process.execPath, [main, '--headless', '--data', folder]);
    this.child.stderr.resume();
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { id?: number } & Partial<Outcome>;
      const answer = this.#waiting.get(message.id ?? -1);
      this.#waiting.delete(message.id ?? -1);
      answer?.(message);
    });
  }

  /** Sends one command and waits for its answer. Throws with the refusal when there is none. */
  async ask<N extends CommandName>(command: N, args: Args<N>): Promise<Result<N>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const outcome = await new Promise<Partial<Outcome>>((resolve) => {
      this.#waiting.set(id, resolve);
      this.child.stdin.write(`${JSON.stringify({ id, command, args })}\n`);
    });
    if (outcome.ok !== true) throw new Error(`${command}: ${JSON.stringify(outcome)}`);
    return (outcome as { result: Result<N> }).result;
  }

  async signIn(): Promise<void> {
    await this.ask('session.signIn', { commandId: newId(), ...manager });
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }
}
