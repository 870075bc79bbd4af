// Kills a till in every state that a paper can be in, starts it again and answers truthfully what came out. Owns the
// moments and what is never allowed; the till is the program itself, the printer one at the far end of a real connection.
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { PrintQuestion, PrintState } from '#contract/receipt.ts';
import { type FarPrinter, openFarPrinter } from '#test/hardware/far-printer.ts';
import { TillProcess } from './till-process.ts';

/** `sending`: in the middle of its bytes; `unproved`: after the last of them, before the printer has answered. */
export const spoolMoments = [
  'queued',
  'blocked',
  'sending',
  'unproved',
  'sent',
  'uncertain',
  'printed',
] as const;
export type SpoolMoment = (typeof spoolMoments)[number];

export interface KillFigures {
  kills: number;
  /** In which state the killed till had left the paper. */
  found: Partial<Record<PrintState, number>>;
  copies: number;
  problems: string[];
}

const PATIENCE_MS = 30_000;
/** Stands at the end of a receipt that came out whole. */
const WHOLE = /找零|Change/i;
const MARK = /COPY|第\s*\d+\s*次/;
const newId = () => randomUUID().replace(/^(.{14})./, '$17');

const sleep = (timeMs: number) => new Promise((wake) => setTimeout(wake, timeMs));

async function until(what: string, isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await sleep(5);
  }
}

/** The states of all papers, as the disk has them. */
function statesIn(folder: string): PrintState[] {
  const db = new Database(join(folder, 'till.db'), { readonly: true });
  try {
    return db.prepare('SELECT state FROM print_job ORDER BY id').pluck().all() as PrintState[];
  } finally {
    db.close();
  }
}

async function openTill(folder: string): Promise<TillProcess> {
  const till = new TillProcess(folder);
  await till.must('session.signIn', { commandId: newId(), staffId: 'li-na', pin: '1111' });
  return till;
}

async function sell(till: TillProcess): Promise<string> {
  const saleId = newId();
  await till.must('sale.scan', { commandId: newId(), saleId, code: '6901234567892' });
  await till.must('tender.cash', { commandId: newId(), saleId, amount: 10_000 });
  const { receiptNumber } = (await till.must('sale.complete', { commandId: newId(), saleId })) as {
    receiptNumber: string;
  };
  return receiptNumber;
}

/** Brings one paper to the moment; `bytes` says how far into the job the printer reads. */
async function bringTo(
  moment: SpoolMoment,
  till: TillProcess,
  folder: string,
  far: FarPrinter,
  bytes: number,
): Promise<{ receiptNumber: string; isAway: boolean }> {
  const latest = () => statesIn(folder).at(-1);
  const isAway = moment === 'queued' || moment === 'blocked';
  if (isAway) await far.close();
  // Two questions, of three bytes each, come before the job; the drawer's question and its pulse before them.
  const heldAt = far.bytes() + 14 + bytes;
  if (moment === 'sending' || moment === 'uncertain') far.holdAt(heldAt);
  if (moment === 'unproved') far.muteProof();
  const receiptNumber = await sell(till);
  if (moment === 'queued') return { receiptNumber, isAway };
  if (moment === 'uncertain') {
    await until('the paper under way', () => latest() === 'sending' && far.bytes() === heldAt);
    far.drop();
  }
  if (moment === 'unproved') await until('all bytes there', () => far.papers().length > 0);
  const wanted = moment === 'unproved' ? 'sending' : moment;
  await until(`a paper that is ${moment}`, () => latest() === wanted);
  return { receiptNumber, isAway };
}

/** One till, one kill. Throws where the till itself breaks down. */
async function killOnce(
  root: string,
  moment: SpoolMoment,
  bytes: number,
  figures: KillFigures,
): Promise<void> {
  const folder = join(root, `${moment}-${bytes}-${figures.kills}`);
  let far = await openFarPrinter();
  const papers: string[] = [];
  mkdirSync(folder, { recursive: true });
  const printer = { kind: 'tcp', host: '127.0.0.1', port: far.port };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ printer }));
  // A printer that has ever answered and is silent now is switched off; one that never does prints unproved.
  if (moment === 'sent') far.mute();
  let till = await openTill(folder);
  try {
    await till.must('shift.open', { commandId: newId(), float: 0 });
    const { receiptNumber, isAway } = await bringTo(moment, till, folder, far, bytes);
    till.kill();
    await till.ended;
    const found = statesIn(folder).at(-1) ?? 'queued';
    figures.found[found] = (figures.found[found] ?? 0) + 1;
    papers.push(...far.papers());
    if (far.pulses() > 1) figures.problems.push(`${moment}: ${far.pulses()} pulses for one sale`);
    if (!isAway) await far.close();
    // The printer had its own power all along; what it never read was lost with the connection.
    far = await openFarPrinter(48, far.port);
    till = await openTill(folder);
    await settle(till, folder, { far, papers, receiptNumber, moment }, figures);
    await till.finish();
  } finally {
    till.kill();
    await far.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Aftermath {
  far: FarPrinter;
  papers: string[];
  receiptNumber: string;
  moment: SpoolMoment;
}

async function settle(
  till: TillProcess,
  folder: string,
  { far, papers, receiptNumber, moment }: Aftermath,
  figures: KillFigures,
): Promise<void> {
  const claim = (isSo: boolean, words: string) => {
    if (!isSo) figures.problems.push(`${moment}: ${words}`);
  };
  const all = () =>
    [...papers, ...far.papers()].filter((text) => text.includes(receiptNumber) && WHOLE.test(text));
  const originals = () => all().filter((text) => !MARK.test(text)).length;
  const waits = () => statesIn(folder).some((state) => ['queued', 'sending', 'blocked'].includes(state));
  await until('nothing waits', () => !waits());
  const { questions } = (await till.must('print.questions', {})) as { questions: PrintQuestion[] };
  claim(questions.length <= 1, `${questions.length} questions`);
  const isAsked = moment === 'sending' || moment === 'unproved' || moment === 'uncertain';
  claim(questions.length === 1 || !isAsked, 'nobody was asked');
  for (const { jobId } of questions) {
    const answer = originals() > 0 ? 'printed' : 'again';
    await till.must('print.answer', { commandId: newId(), jobId, answer });
    if (answer === 'again') figures.copies += 1;
  }
  await until('nothing waits', () => !waits());
  claim(originals() <= 1, `${originals()} unmarked originals`);
  // The printer is another one since the till started again: a pulse here would be the sale's second, or a late one.
  claim(far.pulses() === 0, `${far.pulses()} pulses after the start`);
  claim(all().length > 0, `no whole receipt of ${receiptNumber}`);
  const { last } = (await till.must('sale.last', {})) as { last: { receiptNumber: string } | null };
  claim(last?.receiptNumber === receiptNumber, 'the sale is not there');
}

export async function runPrinterKills(options: {
  root: string;
  moments?: readonly SpoolMoment[];
  /** How far into a job the printer reads, one kill for each in the moments where it matters. */
  bytes: readonly number[];
  signal?: AbortSignal;
  onKill?: (figures: KillFigures) => void;
}): Promise<KillFigures> {
  const figures: KillFigures = { kills: 0, found: {}, copies: 0, problems: [] };
  for (const moment of options.moments ?? spoolMoments) {
    const depths = moment === 'sending' || moment === 'uncertain' ? options.bytes : options.bytes.slice(0, 1);
    for (const bytes of depths) {
      if (options.signal?.aborted === true) return figures;
      await killOnce(options.root, moment, bytes, figures).catch((error: unknown) => {
        figures.problems.push(`${moment} at byte ${bytes}: ${String(error)}`);
      });
      figures.kills += 1;
      options.onKill?.(figures);
    }
  }
  return figures;
}
