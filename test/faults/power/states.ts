// Makes the states of a recorded scenario and has each judged: walks the record call by call, cuts the power after each, and
// lays what is left into a folder. Owns the walk and the counting; the model of the disk and the judging are beside it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Random } from '#test/faults/random.ts';
import { choices } from './choices.ts';
import type { Choice } from './choices.ts';
import { Disk } from './disk.ts';
import type { Found, Kept, Pending } from './disk.ts';
import { findLost, judgeFolder, Seen } from './judge.ts';
import type { Verdict } from './judge.ts';
import { AnswerCount, eventsOf, owedAfter } from './recorded.ts';
import type { Event } from './record.ts';
import type { Recorded } from './recorded.ts';

export interface StatesOptions {
  recorded: Recorded;
  seed: string;
  /** Different states that are wanted of this share; a short record may not have as many. */
  wanted: number;
  /** Points are shared out: this worker takes every `of`-th from `part` on. */
  share: { part: number; of: number };
  /** A folder in memory, for the states. */
  room: string;
  /** Where states that fail are kept, each with its list. */
  kept: string;
  isStopped: () => boolean;
  onState: (tally: StatesTally) => void;
}

export interface StateFinding {
  scenario: string;
  /** After so many events of the record. */
  point: number;
  strategy: string;
  problems: string[];
  /** The folder and, in `lost.txt` beside it, what the power cut took. */
  kept: string | null;
}

export interface StatesTally {
  /** States that were made, and how many different ones they were. */
  made: number;
  hashes: Set<string>;
  restored: number;
  mirrored: number;
  failed: number;
  findings: StateFinding[];
}

const MOST_FINDINGS = 5;
const MOST_OLD = 12;

/** What a store does not read at its start. */
const isBeside = (place: string) => /\/(log|simulated|diagnosis)\//.test(place);

function describePending(one: Pending): string {
  if (one.kind === 'names') {
    const changes = one.changes.map(({ name, node }) => (node === null ? `-${name}` : `+${name}`));
    return `names ${changes.join(' ')}`;
  }
  if (one.kind === 'size') return `size of file ${one.file.number} to ${one.size}`;
  return `write to file ${one.file.number} at ${one.at}, ${one.bytes.length} bytes`;
}

/** What the cut took and left, line by line, in the order in which it was done. */
function listOf(pending: readonly Pending[], kept: readonly Kept[]): string {
  const left = new Map(kept.map((one) => [one.pending.id, one]));
  const lines = pending.map((one) => {
    const there = left.get(one.id);
    const sectors = there?.sectors?.map((is) => (is ? '#' : '.')).join('');
    const fate = there === undefined ? 'lost' : sectors === undefined ? 'kept' : `torn ${sectors}`;
    return `${fate.padEnd(16)} ${describePending(one)}`;
  });
  return `${lines.join('\n')}\nin this order: ${kept.map(({ pending: one }) => pending.indexOf(one) + 1).join(' ')}\n`;
}

class Walk {
  readonly tally: StatesTally = {
    made: 0,
    hashes: new Set(),
    restored: 0,
    mirrored: 0,
    failed: 0,
    findings: [],
  };
  readonly #options: StatesOptions;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #seen = new Seen();
  readonly #contents = new Map<string, string>();
  #count = 0;

  constructor(options: StatesOptions) {
    this.#options = options;
  }

  /** Whole rounds over the record, so that its end is cut as often as its beginning. */
  async run(): Promise<StatesTally> {
    const { wanted, share, recorded, isStopped } = this.#options;
    const events = eventsOf(recorded);
    const points = Math.ceil(events.length / share.of);
    for (let round = 1; !isStopped(); round++) {
      const before = this.tally.hashes.size;
      await this.#round(events, round, (wanted - before) / points);
      const isDone = this.tally.hashes.size >= wanted;
      if (isDone || this.tally.hashes.size - before < points / 50) break;
    }
    return this.tally;
  }

  async #round(events: readonly Event[], round: number, perPoint: number): Promise<void> {
    const { recorded, share, isStopped, seed } = this.#options;
    const disk = new Disk(recorded.before, recorded.inodes);
    const answers = new AnswerCount();
    for (const [i, event] of events.entries()) {
      disk.take(event);
      if (event.kind === 'said') answers.take(event.text);
      const random = new Random(`${seed}/${recorded.scenario}/${round}/${i}`);
      if (i % share.of !== share.part) continue;
      const most = Math.floor(perPoint) + (random.chance(perPoint % 1) ? 1 : 0);
      const list = choices(disk.pending, most, random);
      await this.#cut(disk, list, i + 1, answers.answers);
      if (isStopped()) break;
    }
  }

  /** The power goes after `point` events. */
  async #cut(disk: Disk, list: Iterable<Choice>, point: number, answers: number): Promise<void> {
    const { isStopped, onState } = this.#options;
    let old = 0;
    for (const choice of list) {
      const isNew = await this.#try(disk, choice, point, answers);
      onState(this.tally);
      // Little is pending, and it gives no more different states.
      old = isNew ? 0 : old + 1;
      if (old > MOST_OLD || isStopped()) return;
    }
  }

  async #try(disk: Disk, choice: Choice, point: number, answers: number): Promise<boolean> {
    const { recorded } = this.#options;
    const { pending } = disk;
    const found = new Map([...disk.after(choice.kept)].filter(([place]) => !isBeside(place)));
    const hash = this.#hashOf(found);
    this.tally.made += 1;
    const isNew = !this.tally.hashes.has(hash);
    this.tally.hashes.add(hash);
    const verdict = this.#verdicts.get(hash) ?? (await this.#judge(found));
    if (isNew) this.#note(hash, verdict);
    const problems = [
      ...verdict.problems,
      ...findLost(verdict, recorded.truth, owedAfter(recorded, answers)),
    ];
    if (problems.length > 0) this.#fail({ found, pending, choice, point, problems });
    return isNew;
  }

  #note(hash: string, verdict: Verdict): void {
    this.#verdicts.set(hash, verdict);
    if (verdict.restored > 0) this.tally.restored += 1;
    if (verdict.mirrored > 0) this.tally.mirrored += 1;
  }

  #hashOf(found: ReadonlyMap<string, Found>): string {
    const whole = createHash('sha1');
    for (const [place, one] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
      whole.update(`${place}\n`);
      if (!one.isFolder) whole.update(this.#contentHash(one.sameAs, () => one.bytes()));
    }
    return whole.digest('hex');
  }

  #contentHash(sameAs: string, bytes: () => Buffer): string {
    const known = this.#contents.get(sameAs);
    if (known !== undefined) return known;
    const hash = createHash('sha1').update(bytes()).digest('hex');
    if (this.#contents.size > 20_000) this.#contents.clear();
    this.#contents.set(sameAs, hash);
    return hash;
  }

  /** Every state in a folder of its own: SQLite must not remember one it has seen. */
  async #judge(found: ReadonlyMap<string, Found>): Promise<Verdict> {
    this.#count += 1;
    const root = path.join(this.#options.room, String(this.#count));
    layOut(root, found);
    try {
      return await judgeFolder(path.join(root, 'shop', 'data'), this.#seen, this.#options.recorded.recovery);
    } finally {
      fs.rmSync(root, { recursive: true, force: true });
    }
  }

  #fail(failure: {
    found: ReadonlyMap<string, Found>;
    pending: readonly Pending[];
    choice: Choice;
    point: number;
    problems: string[];
  }): void {
    const { tally } = this;
    const { found, pending, choice, point, problems } = failure;
    tally.failed += 1;
    if (tally.findings.length >= MOST_FINDINGS) return;
    const { recorded, kept: place } = this.#options;
    const kept = path.join(place, `${recorded.scenario}-${point}-${tally.failed}`);
    layOut(kept, found);
    fs.writeFileSync(path.join(kept, 'lost.txt'), listOf(pending, choice.kept));
    const { scenario } = recorded;
    tally.findings.push({ scenario, point, strategy: choice.strategy, problems, kept });
  }
}

/** Writes what was found into a folder. */
export function layOut(root: string, found: ReadonlyMap<string, Found>): void {
  fs.mkdirSync(root, { recursive: true });
  for (const [place, one] of found) {
    if (one.isFolder) fs.mkdirSync(path.join(root, place), { recursive: true });
    else fs.writeFileSync(path.join(root, place), one.bytes());
  }
}

/** Judges the states of one share of a record's points. */
export function walkStates(options: StatesOptions): Promise<StatesTally> {
  return new Walk(options).run();
}
