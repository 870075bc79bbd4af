// What the world outside a till knows of it: every acknowledged answer, the command in flight, and what the open sale and
// the drawer must therefore be. Written outside the tested folder; never reads the till's files.
import fs from 'node:fs';
import type { CommandName, Result } from '#contract/commands.ts';
import type { CompletedSale, SaleChange, SaleWhole } from '#contract/sale.ts';
import type { CashCount, ShiftClosing, ShiftState, ZReport } from '#contract/shift.ts';

/** A command that writes, as it was sent. */
export interface Sent {
  name: CommandName;
  args: { commandId: string } & Record<string, unknown>;
}

export interface Answered extends Sent {
  result: unknown;
  /** The period in which it was answered; a till forgets answers of periods long closed. */
  zNo: number;
}

/** Commands whose answer must be found again as a row of the journal under the command's id. */
const journaled = new Set<CommandName>([
  'register.close',
  'register.recover',
  'session.signIn',
  'shift.open',
  'shift.close',
  'shift.xReport',
  'cash.move',
  'drawer.noSale',
  'sale.overridePrice',
  'sale.addReturnWithoutReceipt',
  'sale.discountLine',
  'sale.discountOrder',
  'sale.voidLine',
  'sale.restoreLine',
  'sale.dropUnresolved',
  'sale.void',
  'sale.park',
  'sale.recall',
  'tender.remove',
  'sale.complete',
  'receipt.reprint',
]);

/** A line of a completed sale as somebody may bring it back. */
export interface SoldLine {
  saleId: string;
  lineNumber: number;
  unit: 'each' | 'kg';
  /** Thousandths. */
  left: number;
}

const keyOf = (saleId: string, lineNumber: number) => `${saleId} ${lineNumber}`;

export class Notes {
  readonly sales = new Map<string, CompletedSale>();
  readonly shifts = new Map<string, ShiftState>();
  readonly closings = new Map<string, ShiftClosing>();
  readonly zReports = new Map<number, ZReport>();
  /** Acknowledged commands that are journal rows, by their ids. */
  readonly journalIds = new Map<string, CommandName>();
  readonly answers: Answered[] = [];
  readonly parked = new Map<string, SaleWhole>();
  /** Lines that were sold, each by its sale and number, and how much of it has not come back. */
  readonly sold = new Map<string, SoldLine>();
  /** Sent and not answered: it may be stored or not. */
  inFlight: Sent | null = null;
  /** The same of a sign-in, which comes first in every life, before what was in flight is sent again. */
  signingIn: Sent | null = null;
  /** The open sale as it was acknowledged last. */
  basket: SaleWhole | null = null;
  shift: ShiftState | null = null;
  /** The count of the drawer as it was acknowledged last; null when nothing was counted in this shift. */
  count: CashCount | null = null;
  /** The cash that must be in the drawer, counted from acknowledged answers alone. */
  drawer = 0;
  zNo = 1;
  /** A close of the register has been decided on; what is still open is brought to its end first. */
  isClosing = false;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Notes what is about to be sent. From now on nobody knows whether it was done. */
  send(sent: Sent): void {
    if (sent.name === 'session.signIn') this.signingIn = sent;
    else this.inFlight = sent;
  }

  /** Notes that an answer arrived. Answers to commands sent again change nothing. */
  acknowledge(sent: Sent, result: unknown): void {
    const { commandId } = sent.args;
    if (this.inFlight?.args.commandId === commandId) this.inFlight = null;
    if (this.signingIn?.args.commandId === commandId) this.signingIn = null;
    fs.appendFileSync(this.#file, `${JSON.stringify({ ...sent, result })}\n`);
    this.answers.push({ ...sent, result, zNo: this.zNo });
    if (journaled.has(sent.name)) this.journalIds.set(commandId, sent.name);
    effects[sent.name]?.(this, sent.args, result);
  }

  /** The answer given before to this command, if it was one. */
  answerTo(commandId: string): Answered | null {
    return this.answers.findLast((one) => one.args.commandId === commandId) ?? null;
  }

  change({ sale, lines, returns, unresolved, quickCash }: SaleChange): void {
    const known = this.basket?.sale.saleId === sale.saleId ? this.basket.lines : [];
    const changed = new Map(lines.map((line) => [line.lineId, line]));
    const kept = known.map((line) => changed.get(line.lineId) ?? line);
    const added = lines.filter((line) => !known.some((one) => one.lineId === line.lineId));
    // An article that was named later stands where its scan stood.
    const all = [...kept, ...added].sort((a, b) => a.number - b.number);
    this.basket = { sale, lines: all, returns, unresolved, quickCash };
  }

  park(label: string | null): void {
    if (this.basket === null) return;
    const { sale, lines, returns, unresolved } = this.basket;
    this.parked.set(sale.saleId, {
      lines,
      returns,
      unresolved,
      quickCash: [],
      sale: { ...sale, state: 'parked', label, version: sale.version + 1 },
    });
    this.basket = null;
  }

  complete(completed: CompletedSale): void {
    this.sales.set(completed.sale.saleId, completed);
    this.drawer += completed.received - completed.change - completed.refunded;
    if (this.basket?.sale.saleId !== completed.sale.saleId) return;
    const { sale, lines, returns } = this.basket;
    for (const { number: lineNumber, unit, quantity: left, isVoided } of lines) {
      if (isVoided) continue;
      this.sold.set(keyOf(sale.saleId, lineNumber), { saleId: sale.saleId, lineNumber, unit, left });
    }
    this.#takeOff(this.sold, returns);
    this.basket = null;
  }

  #takeOff(sold: Map<string, SoldLine>, returns: SaleWhole['returns']): void {
    for (const { original, quantity } of returns) {
      const key = keyOf(original?.saleId ?? '', original?.lineNumber ?? 0);
      const line = sold.get(key);
      if (line !== undefined) sold.set(key, { ...line, left: line.left - quantity });
    }
  }

  /** What can still come back; what stands in an open or parked sale already cannot. */
  returnable(): SoldLine[] {
    const sold = new Map(this.sold);
    for (const whole of [this.basket, ...this.parked.values()]) this.#takeOff(sold, whole?.returns ?? []);
    return [...sold.values()].filter(({ left }) => left > 0);
  }
}

type Effect = (notes: Notes, args: Record<string, unknown>, result: unknown) => void;
const change: Effect = (notes, _args, result) => notes.change(result as SaleChange);

const effects: Partial<Record<CommandName, Effect>> = {
  'sale.scan': change,
  'sale.resolve': change,
  'sale.dropUnresolved': change,
  'sale.restoreLine': change,
  'sale.addItem': change,
  'sale.addOpenPrice': change,
  'sale.setQuantity': change,
  'sale.overridePrice': change,
  'sale.discountLine': change,
  'sale.discountOrder': change,
  'sale.voidLine': change,
  'sale.addReturn': change,
  'sale.addReturnAll': change,
  'sale.addReturnWithoutReceipt': change,
  'sale.removeReturn': change,
  'tender.refundCash': change,
  'tender.cash': change,
  'tender.remove': change,
  'sale.void': (notes) => (notes.basket = null),
  'sale.park': (notes, args) => notes.park(args['label'] as string | null),
  'sale.recall': (notes, args, result) => {
    notes.parked.delete(args['saleId'] as string);
    notes.basket = result as Result<'sale.recall'>;
  },
  'sale.complete': (notes, _args, result) => notes.complete(result as CompletedSale),
  'shift.open': (notes, _args, result) => {
    notes.shift = result as ShiftState;
    notes.shifts.set(notes.shift.shiftId, notes.shift);
    notes.drawer = notes.shift.float;
  },
  'shift.count': (notes, _args, result) => (notes.count = result as CashCount),
  'shift.close': (notes, _args, result) => {
    const closing = result as ShiftClosing;
    notes.closings.set(closing.shiftId, closing);
    notes.shift = null;
    notes.count = null;
    notes.drawer = 0;
  },
  'register.close': (notes, _args, result) => {
    const report = result as ZReport;
    notes.zReports.set(report.zNumber, report);
    notes.zNo = report.zNumber + 1;
    notes.isClosing = false;
  },
  'cash.move': (notes, args) => {
    const amount = args['amount'] as number;
    notes.drawer += args['move'] === 'paidIn' ? amount : -amount;
  },
};
