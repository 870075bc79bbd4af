// What the device tests set up: paper to print, and a counter made of the real driver over a line in memory.
import { assembleDevices, type CounterSettings } from '#hardware/assemble.ts';
import { makeMemoryTransport, type MemoryDevice } from '#hardware/transport/memory.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';

export const paperOf = (...blocks: PaperBlock[]): Paper => ({ title: 'A test', blocks });

type TextLook = Partial<Omit<PaperBlock & { kind: 'text' }, 'kind' | 'text'>>;

export const text = (words: string, look: TextLook = {}): PaperBlock => ({
  kind: 'text',
  text: words,
  align: 'left',
  isBold: false,
  isLarge: false,
  ...look,
});

export const pair = (
  left: string,
  right: string,
  look: { isBold?: boolean; isLarge?: boolean } = {},
): PaperBlock => ({ kind: 'pair', left, right, isBold: false, isLarge: false, ...look });

export const rule: PaperBlock = { kind: 'rule' };
export const space: PaperBlock = { kind: 'space' };

/** A receipt with everything on it: large, bold, centred, Chinese, a wrapped name, a yen sign. */
export const fullReceipt = paperOf(
  text('街角商店 Corner Shop', { align: 'center', isBold: true, isLarge: true }),
  text('No. R1-000042', { align: 'center' }),
  text('2026-11-20 16:30', { align: 'right' }),
  rule,
  pair('有机全脂纯牛奶 Organic whole milk 1 L, the long name that wraps', '¥12.50'),
  pair('  2 x 6.25', ''),
  pair('Bread', '3.20'),
  rule,
  pair('合计 TOTAL', '¥15.70', { isBold: true, isLarge: true }),
  space,
  text('谢谢 Thank you', { align: 'center' }),
);

const NEVER = new AbortController().signal;
export const never = (): AbortSignal => NEVER;

/** A counter over a line in memory; every byte that reaches the device is kept. */
export function layLine(settings: Partial<CounterSettings> = {}): {
  devices: ReturnType<typeof assembleDevices>;
  device: MemoryDevice;
  received: () => Buffer;
} {
  const { transport, device } = makeMemoryTransport(4_096);
  const pieces: Uint8Array[] = [];
  device.onBytes((bytes) => pieces.push(bytes));
  const devices = assembleDevices(transport, {
    model: 'Test printer',
    isSimulated: true,
    columns: 48,
    now: () => new Date('2026-11-20T08:30:00.000Z'),
    answerTimeoutMs: 40,
    chunkDeadlineMs: 80,
    proofTimeoutMs: 200,
    lookEveryMs: 20,
    ...settings,
  });
  return { devices, device, received: () => Buffer.concat(pieces) };
}

/** The same with a simulated printer at the far end and its events in order. */
export function openCounter(settings: Partial<CounterSettings> = {}): ReturnType<typeof layLine> & {
  printer: SimulatedPrinter;
  events: PrinterEvent[];
  receipts: () => string[][];
  pulses: () => number;
} {
  const line = layLine(settings);
  const events: PrinterEvent[] = [];
  const printer = new SimulatedPrinter(line.device, settings.columns ?? 48, (event) => events.push(event));
  return {
    ...line,
    printer,
    events,
    receipts: () =>
      events.flatMap((event) =>
        event.kind === 'receipt' ? [event.lines.map((printed) => printed.text)] : [],
      ),
    pulses: () => events.filter((event) => event.kind === 'pulse').length,
  };
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** How often a sequence stands in some bytes. */
export const countOf = (bytes: Buffer, sequence: Uint8Array): number =>
  hex(bytes).split(hex(sequence)).length - 1;

export const sleep = (timeMs: number): Promise<void> => new Promise((wake) => setTimeout(wake, timeMs));

/** Waits for something that happens by itself; fails loudly after five seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let waitedMs = 0; !isTrue(); waitedMs += 5) {
    if (waitedMs > 5_000) throw new Error(`never came true: ${isTrue.toString()}`);
    await sleep(5);
  }
}
