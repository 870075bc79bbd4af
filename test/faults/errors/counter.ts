// A cashier at a till whose disk has trouble: sells on, is told no, tries the same again. Owns what was promised to them;
// judges by the independent checker and by the next start.
import fs from 'node:fs';
import path from 'node:path';
import type { Item } from '#contract/catalog.ts';
import type { Result } from '#contract/commands.ts';
import type { StoreMode } from '#contract/start.ts';
import { checkFolder } from '#test/faults/check.ts';
import type { KnownGood } from '#test/faults/check-journal.ts';
import { takeUp } from '#test/faults/life.ts';
import type { Notes, Sent } from '#test/faults/notes.ts';
import type { Random } from '#test/faults/random.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import { nextCommand } from '#test/faults/work.ts';

/** What a command came to. */
export type Answer = 'ok' | 'full' | 'lowSpace' | 'viewOnly' | 'fault';

const answers: Readonly<Record<string, Answer>> = {
  'store.full': 'full',
  'store.lowSpace': 'lowSpace',
  'store.viewOnly': 'viewOnly',
};

export class Counter {
  readonly folder: string;
  readonly notes: Notes;
  readonly random: Random;
  readonly findings: string[] = [];
  readonly items: Item[] = [];
  readonly #plant: string | null;
  #till: TillProcess | null = null;
  /** Refused, to be tried again. */
  #pending: Sent | null = null;

  /** `begin` puts the folder in place and answers what the world knows of it. */
  constructor(folder: string, begin: () => Notes, random: Random, plant: string | null = null) {
    this.folder = folder;
    this.notes = begin();
    this.random = random;
    this.#plant = plant;
  }

  get till(): TillProcess {
    if (this.#till === null) throw new Error('no till is open');
    return this.#till;
  }

  /** What a shop says about its disk. */
  configure(space: { warnBelowMb?: number; stopBelowMb?: number; ballastMb?: number }): void {
    fs.writeFileSync(path.join(this.folder, 'config.json'), JSON.stringify({ space }));
  }

  /** Starts the till, under another command if one is given, and answers what it may do. */
  async open(under: readonly string[] = []): Promise<StoreMode> {
    this.#till = new TillProcess(this.folder, this.#plant, {}, under);
    return (await this.describe()).mode;
  }

  async describe(): Promise<Result<'app.describe'>> {
    return (await this.till.must('app.describe', {})) as Result<'app.describe'>;
  }

  /** Signs in, sends what was in flight again, and compares what is there with what was promised. */
  async takeUp(): Promise<void> {
    const { till, notes, random, items } = this;
    await takeUp({ till, notes, random, items });
  }

  /** One command, or the one that was refused last. */
  async step(wanted?: Sent): Promise<Answer> {
    const sent = this.#pending ?? wanted ?? nextCommand(this.notes, this.random, this.items);
    this.notes.send(sent);
    const reply = await this.till.call(sent.name, sent.args);
    if (reply.ok) {
      this.#pending = null;
      this.notes.acknowledge(sent, reply.result);
      return 'ok';
    }
    const code = 'refusal' in reply ? reply.refusal.code : 'fault';
    const answer = code === 'fault' ? 'fault' : answers[code];
    if (answer === undefined) throw new Error(`${sent.name} was answered ${JSON.stringify(reply)}`);
    this.#pending = sent;
    // A refusal leaves nothing behind; of a fault nobody knows.
    if (answer !== 'fault') this.notes.inFlight = null;
    return answer;
  }

  /** Works on until something is refused, or so many commands are done. */
  async workUntilRefused(most: number): Promise<Answer> {
    for (let i = 0; i < most; i += 1) {
      const answer = await this.step();
      if (answer !== 'ok') return answer;
    }
    return 'ok';
  }

  /** Gives up what was refused: somebody else does something else. */
  forget(): void {
    this.#pending = null;
  }

  async finish(): Promise<void> {
    const { code } = await this.till.finish();
    if (code !== 0) this.findings.push(`it ended with ${code}: ${this.till.stderr}`);
    this.#till = null;
  }

  /** Ends a till that is still there without asking it. */
  async kill(): Promise<void> {
    this.#till?.kill();
    await this.#till?.ended;
    this.#till = null;
  }

  expect(isSo: boolean, otherwise: string): void {
    if (!isSo) this.findings.push(otherwise);
  }

  /** Everything promised is there, and a till that starts now is as it was left. */
  async judge(): Promise<void> {
    const known: KnownGood = new Set();
    this.#note(checkFolder(this.folder, this.notes, 'killed', known).findings);
    const mode = await this.open();
    this.expect(mode.kind === 'ready', `the next start is ${JSON.stringify(mode)}`);
    if (mode.kind === 'ready') await this.takeUp();
    await this.finish();
    if (this.findings.length === 0) this.#note(checkFolder(this.folder, this.notes, 'ended', known).findings);
  }

  #note(findings: readonly { kind: string; text: string }[]): void {
    this.findings.push(...findings.map(({ kind, text }) => `${kind}: ${text}`));
  }
}
