// The printer's fault matrix: a receipt is stopped at every byte by every fault, somebody mends it and answers truthfully
// what came out. Owns the cases and what is never allowed; the spool, the driver and the till are the real ones.
import type { SaleId } from '#contract/ids.ts';
import type { Paper, PaperBlock, PrintState } from '#contract/receipt.ts';
import { paperToText } from '#hardware/printer/layout.ts';
import { type PrintCounter, type PrinterFault, printerFaults } from '#test/support/print-counter.ts';
import { id, type Shop } from '#test/support/shop.ts';

export interface MatrixFigures {
  cases: number;
  /** How each case ended: printed without a word, by the till's own second try, or after the question. */
  ends: Record<'untouched' | 'retried' | 'lateProof' | 'saidPrinted' | 'copy', number>;
  /** The longest a cashier's command took while the printer was hurt, in milliseconds. */
  slowestMs: number;
  problems: string[];
}

export interface MatrixOptions {
  shop: Shop;
  counter: PrintCounter;
  /** Every how many bytes. */
  step: number;
  /** The first byte, so that slices of many runs add up. */
  first?: number;
  signal?: AbortSignal;
  onCase?: (figures: MatrixFigures) => void;
}

const WATER = '6901234567892';
const PATIENCE_MS = 5_000;
/** A printer that goes on after a refill is heard within this time, or never. */
const LATE_PROOF_MS = 60;

const sleep = (timeMs: number) => new Promise((wake) => setTimeout(wake, timeMs));

async function until(what: string, isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await sleep(1);
  }
}

/** What the till announces of the latest sale's paper. */
function follow(shop: Shop): { state: () => PrintState | null; reset: () => void; end: () => void } {
  let state: PrintState | null = null;
  const end = shop.core.subscribe((event) => {
    if (event.event === 'print.changed') state = event.payload.state;
  });
  return { state: () => state, reset: () => (state = null), end };
}

/** Runs every fault at every `step`-th byte of a receipt. Throws only where the till itself breaks down. */
export async function runMatrix(options: MatrixOptions): Promise<MatrixFigures> {
  const { shop, counter, step, first = 1, signal } = options;
  const figures: MatrixFigures = {
    cases: 0,
    ends: { untouched: 0, retried: 0, lateProof: 0, saidPrinted: 0, copy: 0 },
    slowestMs: 0,
    problems: [],
  };
  const length = await lengthOf(shop, counter);
  const print = follow(shop);
  try {
    for (const fault of printerFaults) {
      for (let bytes = first; bytes <= length; bytes += step) {
        if (signal?.aborted === true) return figures;
        print.reset();
        await runCase({ ...options, fault, bytes, print, figures }).catch((error: unknown) => {
          figures.problems.push(`${fault} at byte ${bytes}: ${String(error)}`);
        });
        counter.mend();
        await until('the printer ready again', () => counter.devices.printer.status().state === 'ready');
        figures.cases += 1;
        options.onCase?.(figures);
      }
    }
  } finally {
    print.end();
  }
  return figures;
}

/** A whole job on the line, with what is asked before it and after it. */
async function lengthOf(shop: Shop, { devices }: PrintCounter): Promise<number> {
  const name = `length ${Math.random()}`;
  await shop.sell(name, [WATER]);
  const { paper } = await shop.do('receipt.show', { saleId: id<SaleId>(name) });
  await until('a receipt to measure', () => devices.printer.status().state === 'ready');
  return devices.printer.render({ paper }).length + 9;
}

/** The paper's text without its square code, whose caption below it says that the printer got past it. */
function textOf({ title, blocks }: Paper): string {
  const words = blocks.map((block): PaperBlock => {
    if (block.kind !== 'code') return block;
    return { kind: 'text', text: block.caption, align: 'center', isBold: false, isLarge: false };
  });
  return paperToText({ title, blocks: words }, 48).join('\n');
}

/** With a square code goes the line that the printer feeds after it. */
const withoutCodes = (text: string) => text.replaceAll(/^\[QR\].*\n(?:\s*\n)?/gm, '');

interface Case extends MatrixOptions {
  fault: PrinterFault;
  bytes: number;
  print: ReturnType<typeof follow>;
  figures: MatrixFigures;
}

async function runCase({ shop, counter, fault, bytes, print, figures }: Case): Promise<void> {
  const name = `${fault} ${bytes} ${figures.cases}`;
  const [from, pulsesBefore] = [counter.papers.length, counter.pulses()];
  counter.hurtAfter(fault, bytes);
  const startedMs = performance.now();
  const { receiptNumber } = await shop.sell(name, [WATER]);
  figures.slowestMs = Math.max(figures.slowestMs, performance.now() - startedMs);
  const settled = new Set<PrintState | null>(['printed', 'sent', 'uncertain', 'blocked']);
  await until('a state of the paper', () => settled.has(print.state()));
  const wasBlocked = print.state() === 'blocked';
  counter.mend();
  if (wasBlocked)
    await until('printed by itself', () => ['printed', 'uncertain'].includes(print.state() ?? ''));

  const { paper } = await shop.do('receipt.show', { saleId: id<SaleId>(name) });
  const original = textOf(paper);
  const came = () => counter.papers.slice(from).map(withoutCodes);
  const originals = () => came().filter((text) => text === original).length;
  const claim = (isSo: boolean, words: string) => {
    if (!isSo) figures.problems.push(`${fault} at byte ${bytes}, ${receiptNumber}: ${words}`);
  };
  claim(counter.pulses() - pulsesBefore <= 1, `${counter.pulses() - pulsesBefore} pulses`);
  if (print.state() === 'uncertain') await sleep(LATE_PROOF_MS);
  const { questions } = await shop.do('print.questions', {});
  const question = questions.at(-1);
  if (question === undefined) {
    claim(originals() === 1, `${print.state()} with ${originals()} originals on paper`);
    const wasLate =
      print.state() === 'printed' && (fault === 'paperOut' || fault === 'coverOpen') && !wasBlocked;
    figures.ends[wasBlocked ? 'retried' : wasLate ? 'lateProof' : 'untouched'] += 1;
    return;
  }
  claim(questions.length === 1, `${questions.length} questions`);
  // The person looks at the paper that came out.
  const didPrint = originals() > 0;
  print.reset();
  const { copy } = await shop.do('print.answer', {
    jobId: question.jobId,
    answer: didPrint ? 'printed' : 'again',
  });
  if (!didPrint) {
    await until('the copy printed', () => print.state() === 'printed');
    const marked = came().filter((text) => text.includes(`第${copy}次`) && text.includes(original)).length;
    claim(copy === 1 && marked === 1, `copy ${copy}, ${marked} marked papers`);
  }
  figures.ends[didPrint ? 'saidPrinted' : 'copy'] += 1;
  claim(originals() <= 1, `${originals()} unmarked originals`);
  claim(
    came().some((text) => text.includes(original)),
    'no whole receipt',
  );
}
