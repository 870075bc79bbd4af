// `receipt`: a Chinese receipt of 60 lines with a square code, from the document to its bytes, beside the packages that
// print from Node, in turns. What ours makes is printed on the virtual printer first.
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import { encodeLines } from '#hardware/printer/encode.ts';
import { layPaper } from '#hardware/printer/layout.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { articleOf } from './catalogue.ts';
import { median, pairRatios, shown, shownRatio } from './figures.ts';
import { findPeers } from './receipt-peers.ts';
import type { Row } from './table.ts';

/** Each article has a line for its name and amount and one for its pieces: 60 with head and total. */
const ARTICLES = 28;

export interface ReceiptText {
  readonly head: string;
  readonly lines: readonly { readonly left: string; readonly right: string }[];
  readonly code: string;
}

function makeReceipt(seed: number): ReceiptText {
  const goods = Array.from({ length: ARTICLES }, (_, at) => articleOf(seed, at * 7 + 1));
  return {
    head: '街角便利店 Corner Shop',
    lines: [
      { left: `小票号 R1-${String(seed).padStart(6, '0')}`, right: '2026-11-20 16:30' },
      ...goods.flatMap(({ names }, at) => [
        { left: names.zh.slice(0, 12), right: `￥${(at + 1) * 3}.50` },
        { left: `  ${at + 1} × ￥3.50`, right: '' },
      ]),
      { left: '合计', right: '￥1421.00' },
      { left: '现金', right: '￥1500.00' },
    ],
    code: `7310${String(seed).padStart(20, '0')}`,
  };
}

function paperOf({ head, lines, code }: ReceiptText): Paper {
  const look = { isBold: false, isLarge: false };
  const blocks: PaperBlock[] = [
    { kind: 'text', text: head, align: 'center', isBold: true, isLarge: false },
    ...lines.map((line): PaperBlock =>
      line.right === ''
        ? { kind: 'text', text: line.left, align: 'left', ...look }
        : { kind: 'pair', ...line, ...look },
    ),
    { kind: 'code', symbology: 'qr', data: code, caption: '' },
  ];
  return { title: '小票', blocks };
}

const encode = (paper: Paper): Uint8Array => encodeLines(layPaper(paper, 48).lines);

/** Fast and wrong is no figure: every line must come out of a printer, with nothing else. */
function assertPrints(receipt: ReceiptText): void {
  const events: PrinterEvent[] = [];
  const bytes = encode(paperOf(receipt));
  const line = { onBytes: (take: (bytes: Uint8Array) => void) => (take(bytes), () => undefined), send() {} };
  const printer = new SimulatedPrinter(line, 48, (event) => events.push(event));
  const [first] = events;
  const isWhole =
    events.length === 1 && first?.kind === 'receipt' && first.lines.length >= receipt.lines.length + 2;
  if (!isWhole || printer.paper !== 'ok')
    throw new Error(`the receipt is not printed: ${JSON.stringify(events[0])}`);
}

function timed(count: number, work: () => void): number {
  const startMs = performance.now();
  for (let done = 0; done < count; done += 1) work();
  return (performance.now() - startMs) / count;
}

// oxlint-disable-next-line typescript/require-await -- a benchmark that waits for nothing
async function run({ isQuick, progress, signal }: Bench): Promise<Row[]> {
  const peers = findPeers();
  const rounds = isQuick ? 3 : 40;
  const count = isQuick ? 5 : 25;
  assertPrints(makeReceipt(1));
  const pairs = new Map(peers.map(({ name }) => [name, [] as { a: number; b: number }[]]));
  for (let round = -2; round < rounds && !signal.aborted; round += 1) {
    progress.step('receipt: rounds', Math.max(round, 0), rounds);
    const receipt = makeReceipt(round + 100);
    const paper = paperOf(receipt);
    for (const peer of peers) {
      const b = timed(count, () => {
        if (peer.encode(receipt) < 1_000) throw new Error(`${peer.name} makes no receipt`);
      });
      const a = timed(count, () => encode(paper));
      // The first rounds warm up, as the first customers of a day do.
      if (round >= 0) pairs.get(peer.name)?.push({ a, b });
    }
  }
  return peers.map(({ name }) => {
    const measured = pairs.get(name) ?? [];
    return {
      benchmark: 'receipt',
      what: `document to bytes, 60 Chinese lines and a square code, beside ${name}`,
      product: `${shown(median(measured.map(({ a }) => a)))} ms`,
      limit: `${shown(median(measured.map(({ b }) => b)))} ms by ${name}`,
      ratio: shownRatio(pairRatios(measured)),
    };
  });
}

export const receipt: Benchmark = {
  name: 'receipt',
  about: 'a Chinese receipt of 60 lines from document to bytes, beside three npm packages',
  run,
};
