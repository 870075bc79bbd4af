// The next life of a till that was killed while it made new books beside unfit ones, driven and judged from outside. Owns
// what the kill points hold such a till to; kills nobody.
import fs from 'node:fs';
import type { Result } from '#contract/commands.ts';
import type { RecoveryWay } from '#contract/start.ts';
import type { Finding } from '#test/faults/check.ts';
import type { KnownGood } from '#test/faults/check-journal.ts';
import { send } from '#test/faults/life.ts';
import type { Life } from '#test/faults/life.ts';
import type { Notes } from '#test/faults/notes.ts';
import { dataFolder, manager } from './drive.ts';
import type { Base } from './drive.ts';
import { readBooks } from './judge.ts';
import { findTouched, newBooks, oldFiles } from './recovery.ts';

const isRecovery = ({ name }: { name: string }) => name === 'register.recover';

/** Asks for the new books as they were asked for before, or for the first time: offered or in use, they are the answer. */
export async function goOnAgain(life: Life, way: RecoveryWay): Promise<void> {
  const { till, notes, random } = life;
  const { mode } = (await till.must('app.describe', {})) as Result<'app.describe'>;
  const answered = notes.answers.find(isRecovery);
  if (mode.kind === 'viewOnly' && (answered !== undefined || mode.recovery?.way !== way)) {
    throw new Error(`it stands at its old books and offers ${JSON.stringify(mode)}`);
  }
  const inFlight = notes.inFlight !== null && isRecovery(notes.inFlight) ? notes.inFlight : undefined;
  const first = { name: 'register.recover' as const, args: { commandId: random.uuid(), ...manager, way } };
  const { name, args } = answered ?? inFlight ?? first;
  const books = (await send(life, { name, args })) as Result<'register.recover'>;
  if (books.number !== 2 || books.follows?.way !== way)
    throw new Error(`register.recover was answered ${JSON.stringify(books)}`);
}

/** The old books as they were; once the new ones are in use, everything that was acknowledged is in them. */
export function checkBeside(
  root: string,
  base: Base,
  notes: Notes,
  hasEnded: boolean,
  known: KnownGood,
): Finding[] {
  const folder = dataFolder(root);
  const touched = findTouched(folder, oldFiles(dataFolder(base.root)));
  const findings = touched.map((text): Finding => ({ kind: 'broken', text }));
  if (!hasEnded) {
    const isLost = notes.answers.some(isRecovery) && !fs.existsSync(newBooks(folder));
    return isLost ? [...findings, { kind: 'lost', text: 'the new books were acknowledged' }] : findings;
  }
  const { problems, rows } = readBooks(newBooks(folder), known);
  const stored = new Set(rows.map(({ id }) => id));
  const before = base.scenario.recovery === 'rebuild' ? [...base.notes.journalIds] : [];
  const owed = [...before, ...notes.journalIds];
  const lost = owed.filter(([id]) => !stored.has(id));
  return [
    ...findings,
    ...problems.map((text): Finding => ({ kind: 'broken', text })),
    ...lost.map(([id, name]): Finding => ({
      kind: 'lost',
      text: `${name} ${id} was acknowledged and has no row`,
    })),
  ];
}
