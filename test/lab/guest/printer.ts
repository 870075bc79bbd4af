// A receipt printer on USB: the virtual printer inside a gadget. Keeps every byte that came out of the machine, and what
// became of it on the paper.
import { assembleDevices } from '#hardware/assemble.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import { drawPaper } from '#hardware/simulated/svg.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import type { Paper } from '#contract/receipt.ts';
import { pair, paperOf, rule, space, text } from '#test/hardware/counter.ts';
import { equal, holds } from './checks.ts';
import { DeviceEnd, Gadget, pull, type Identity, type Function } from './gadgets.ts';
import { until } from './waiting.ts';

const COLUMNS = 48;

export class LabPrinter {
  readonly gadget: Gadget;
  readonly #deviceFile: string;
  readonly #hostFile: string;
  events: PrinterEvent[] = [];
  papers: string[] = [];
  received: Uint8Array[] = [];
  end: DeviceEnd | null = null;
  #printer: SimulatedPrinter | null = null;

  /** `hostFile` is what the machine makes of it while it is plugged in. */
  constructor(identity: Identity, works: Function, deviceFile: string, hostFile: string) {
    this.gadget = new Gadget(identity, works);
    this.#deviceFile = deviceFile;
    this.#hostFile = hostFile;
  }

  get printer(): SimulatedPrinter {
    if (this.#printer === null) throw new Error('it is not plugged in');
    return this.#printer;
  }

  /** Plugged in it begins anew, as one that has its power from the same cable. */
  async plug(bus: number): Promise<void> {
    this.gadget.plug(bus);
    const end = await DeviceEnd.open(this.#deviceFile);
    this.end = end;
    end.onBytes((bytes) => this.received.push(bytes));
    const make = {
      columns: COLUMNS,
      onPaper: (paper: Parameters<typeof drawPaper>[0]) => this.papers.push(drawPaper(paper)),
    };
    this.#printer = new SimulatedPrinter(end, make, (event) => this.events.push(event));
  }

  /** `hostFile` where it is another than usual. */
  async unplug(hostFile = this.#hostFile): Promise<void> {
    await pull(this.gadget, this.end, hostFile);
    this.end = null;
    this.#printer = null;
  }

  forget(): void {
    this.events = [];
    this.papers = [];
    this.received = [];
  }

  bytes(): Buffer {
    return Buffer.concat(this.received);
  }

  receipts(): string[][] {
    return this.events.flatMap((event) =>
      event.kind === 'receipt' ? [event.lines.map((line) => line.text)] : [],
    );
  }
}

export type Counter = ReturnType<typeof assembleDevices>;

/** The till's side, with the driver as it is set up in a shop. */
export const counterOn = (transport: Transport): Counter =>
  assembleDevices(transport, {
    model: 'Lab printer',
    isSimulated: false,
    now: () => new Date(),
    // An emulated machine answers late.
    answerTimeoutMs: 3_000,
    chunkDeadlineMs: 15_000,
    lookEveryMs: 500,
  });

export const QR = 'COUNTERFOIL-R1-000042-7310';

export const receipt = (number: string): Paper =>
  paperOf(
    text('街角商店 Corner Shop', { align: 'center', isBold: true, isLarge: true }),
    text(`No. ${number}`, { align: 'center' }),
    rule,
    pair('有机全脂纯牛奶 Organic whole milk 1 L, the long name that wraps', '¥12.50'),
    pair('Käse', '€3.20'),
    // More than one piece of any transport.
    ...Array.from({ length: 120 }, (_, at) => pair(`商品 Article ${at + 1} of many, ${number}`, '¥0.00')),
    rule,
    pair('合计 TOTAL', '¥15.70', { isBold: true, isLarge: true }),
    space,
    { kind: 'code', symbology: 'qr', data: QR, caption: QR },
    text('谢谢 Thank you', { align: 'center' }),
  );

const never = new AbortController().signal;

/** Prints, and holds what came out of the machine against what the driver made, and against the paper. */
export async function printWhole(counter: Counter, printer: LabPrinter, number: string): Promise<number> {
  printer.forget();
  const paper = receipt(number);
  const outcome = await counter.printer.print({ id: number, paper }, never);
  equal(outcome, { kind: 'printed' }, 'the outcome');
  holds(
    printer.bytes().includes(Buffer.from(counter.printer.render({ paper }))),
    'every byte of the receipt came out, in order',
  );
  const strange = printer.events.filter(({ kind }) => kind !== 'receipt' && kind !== 'pulse');
  equal(strange, [], 'what the printer did not understand');
  const [lines = []] = printer.receipts();
  const words = lines.join('\n');
  for (const wanted of ['街角商店', `No. ${number}`, '¥', '12.50', '合计', '15.70', '谢谢'])
    holds(words.includes(wanted.replace('¥', '￥')), `«${wanted}» is on the paper:\n${words}`);
  equal(printer.receipts().length, 1, 'receipts');
  return printer.bytes().length;
}

export const ready = (counter: Counter): Promise<void> =>
  until('the printer to be ready', () => counter.printer.status().state === 'ready');

export const troubled = (counter: Counter): Promise<void> =>
  until('the printer to be missed', () => counter.printer.status().trouble !== null);
