// What the code on a receipt says of its sale, and its bytes: enough to take goods back with no network. Signing and
// checking are src-main/store/receipt-signature.ts; the text is sealed-code.ts.
import * as z from 'zod/mini';
import { sku } from './catalog.ts';
import { CompactReader, CompactWriter, fromHex, Malformed, toHex } from './compact.ts';
import { businessDate, instant, saleId } from './ids.ts';
import { amount, currency, MAX_MONEY, money } from './money.ts';
import { ONE, quantity, unit } from './quantity.ts';
import { taxTotal } from './sale.ts';
import type { TaxTotal } from './sale.ts';
import { line } from './text.ts';

/** A line that was charged. What a refund draws down are the stored amounts, never today's price (arithmetic R11). */
export const receiptCodeLine = z.strictObject({
  /** As in the sale; voided lines leave gaps. */
  number: z.int().check(z.gte(1), z.lte(1_000_000)),
  sku,
  unit,
  quantity,
  net: money,
  total: money,
  taxes: z.array(taxTotal).check(z.maxLength(8)),
});
export type ReceiptCodeLine = z.infer<typeof receiptCodeLine>;

export const receiptCode = z
  .strictObject({
    version: z.literal(1),
    registerId: line(32),
    epoch: z.int().check(z.gte(1), z.lte(1_000_000)),
    receiptNumber: line(32),
    saleId,
    businessDate,
    /** To the minute. */
    completedAt: instant,
    currency,
    total: money,
    /** What cash rounding added or took off. */
    rounding: money,
    /** What each kind of payment took, change given back taken off: the most that it may get back (arithmetic R14). */
    tenders: z.array(z.strictObject({ kind: line(24), amount })).check(z.maxLength(20)),
    lineCount: z.int().check(z.gte(0), z.lte(10_000)),
    /** Null in the short form, for a sale too long for a code: then the till that sold must be asked. */
    lines: z.nullable(z.array(receiptCodeLine).check(z.maxLength(1_000))),
    /** Short form only: SHA-256 of `lineBytes`, in hex, so that lines from elsewhere can be held against it. */
    linesDigest: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  })
  .check(
    z.refine((code) => (code.lines === null) !== (code.linesDigest === null), 'is neither long nor short'),
    z.refine((code) => code.lines === null || code.lines.length === code.lineCount, 'has lost lines'),
  );
export type ReceiptCode = z.infer<typeof receiptCode>;

const VERSION = 1;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The first day that a code can name, and the last: in two bytes until 2044. */
const FIRST_DAY_MS = Date.UTC(2000, 0, 1);
const MOST_DAYS = 100_000;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);

/** Whether a code can name this day: a clock that has lost its date stands long before the first one. */
export function canBeCoded(date: string | null): boolean {
  if (date === null) return false;
  const days = (dayOf(date) - FIRST_DAY_MS) / DAY_MS;
  return days >= 0 && days <= MOST_DAYS;
}

/** Names of taxes as one text; no name holds a control character. */
const keyOf = ({ names: { en, zh } }: TaxTotal): string => `${en}\n${zh}`;

/** Writes every name once, then every combination of them once. Returns which combination each line has. */
function writeTaxes(out: CompactWriter, lines: readonly ReceiptCodeLine[]): number[] {
  const names = new Map<string, { at: number; tax: TaxTotal }>();
  const lists = new Map<string, { at: number; places: number[] }>();
  const perLine = lines.map(({ taxes }) => {
    const key = taxes.map(keyOf).join('\t');
    const known = lists.get(key);
    if (known !== undefined) return known.at;
    const places = taxes.map((tax) => {
      const name = names.get(keyOf(tax)) ?? { at: names.size, tax };
      names.set(keyOf(tax), name);
      return name.at;
    });
    const at = lists.size;
    lists.set(key, { at, places });
    return at;
  });
  out.count(names.size);
  // The same name in both languages is written once.
  for (const { tax } of names.values()) {
    out.text(tax.names.en).text(tax.names.zh === tax.names.en ? '' : tax.names.zh);
  }
  out.count(lists.size);
  for (const { places } of lists.values()) {
    out.count(places.length);
    for (const place of places) out.count(place);
  }
  return perLine;
}

/**
 * The lines of a sale in their one byte form: taxes by name once, then line by line. Net is told only where it is not
 * total less taxes, which it is wherever R16 holds.
 */
export function lineBytes(lines: readonly ReceiptCodeLine[]): Uint8Array {
  const out = new CompactWriter();
  const taxLists = writeTaxes(out, lines);
  let before = 0;
  out.count(lines.length);
  for (const [i, one] of lines.entries()) {
    const rest = one.taxes.reduce((left, tax) => left - tax.amount, one.total - one.net);
    out.count(4 * (one.number - before - 1) + (rest === 0 ? 0 : 2) + (one.unit === 'kg' ? 1 : 0));
    before = one.number;
    out.code(one.sku);
    const isWhole = one.quantity % ONE === 0;
    out.count(isWhole ? 2 * (one.quantity / ONE) : 2 * one.quantity + 1);
    out.signed(one.total).count(taxLists[i] ?? 0);
    for (const tax of one.taxes) out.signed(tax.amount);
    if (rest !== 0) out.signed(rest);
  }
  return out.bytes;
}

/** The bytes that are signed. Throws for what is no receipt code. */
export function receiptCodeBytes(code: ReceiptCode): Uint8Array {
  const out = new CompactWriter();
  const day = dayOf(code.businessDate);
  out.count(VERSION).count(code.lines === null ? 1 : 0);
  out.text(code.registerId).count(code.epoch).text(code.receiptNumber);
  out.raw(fromHex(code.saleId.replaceAll('-', '')));
  out.count((day - FIRST_DAY_MS) / DAY_MS);
  out.signed((Date.parse(code.completedAt.slice(0, 16) + ':00.000Z') - day) / MINUTE_MS);
  out.text(code.currency).signed(code.total).signed(code.rounding);
  out.count(code.tenders.length);
  for (const tender of code.tenders) out.text(tender.kind).count(tender.amount);
  if (code.lines !== null) out.raw(lineBytes(code.lines));
  else out.count(code.lineCount).raw(fromHex(code.linesDigest ?? ''));
  return out.bytes;
}

/** As many as are said, each at least one byte: a short text cannot ask for a long list. */
function readMany<T>(input: CompactReader, read: () => T): T[] {
  return Array.from({ length: input.count(input.left) }, read);
}

function pick<T>(list: readonly T[], at: number): T {
  const one = list[at];
  if (one === undefined) throw new Malformed('it names what is not there');
  return one;
}

function readLines(input: CompactReader): unknown[] {
  const all = readMany(input, () => {
    const en = input.text();
    return { en, zh: input.text() || en };
  });
  const lists = readMany(input, () => readMany(input, () => pick(all, input.count())));
  let before = 0;
  return readMany(input, () => {
    const head = input.count();
    const [isKg, hasRest] = [head % 2 === 1, head % 4 > 1];
    const number = (head - (head % 4)) / 4 + before + 1;
    before = number;
    const code = input.code();
    const counted = input.count();
    const isWhole = counted % 2 === 0;
    const half = (counted - (counted % 2)) / 2;
    const total = input.signed();
    const taxes = pick(lists, input.count()).map((one) => ({ names: one, amount: input.signed() }));
    const rest = hasRest ? input.signed() : 0;
    const net = taxes.reduce((left, tax) => left - tax.amount, total - rest);
    const amounts = { quantity: isWhole ? half * ONE : half, net, total, taxes };
    return { number, sku: code, unit: isKg ? 'kg' : 'each', ...amounts };
  });
}

function readSaleId(input: CompactReader): string {
  return toHex(input.raw(16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function readWhen(input: CompactReader): { businessDate: string; completedAt: string } {
  const day = FIRST_DAY_MS + input.count(MOST_DAYS) * DAY_MS;
  const minutes = input.signed();
  // A shop's day and the instant of a sale in it are never further apart than that.
  if (Math.abs(minutes) > 10_000) throw new Malformed('a sale far from its day');
  const at = (ms: number) => new Date(ms).toISOString();
  return { businessDate: at(day).slice(0, 10), completedAt: at(day + minutes * MINUTE_MS) };
}

function readCode(input: CompactReader): unknown {
  const version = input.count();
  if (version !== VERSION) throw new Malformed(`version ${version}`);
  const isShort = input.count(1) === 1;
  const head = { version, registerId: input.text(), epoch: input.count(), receiptNumber: input.text() };
  const sale = { saleId: readSaleId(input), ...readWhen(input), currency: input.text() };
  const amounts = { total: input.signed(), rounding: input.signed() };
  const tenders = readMany(input, () => ({ kind: input.text(), amount: input.count(MAX_MONEY) }));
  const lines = isShort ? null : readLines(input);
  const lineCount = lines === null ? input.count() : lines.length;
  const linesDigest = lines === null ? toHex(input.raw(32)) : null;
  input.end();
  return { ...head, ...sale, ...amounts, tenders, lineCount, lines, linesDigest };
}

/** What the bytes of a code say, or null for bytes that no till wrote. Signatures are not looked at here. */
export function readReceiptCodeBytes(bytes: Uint8Array): ReceiptCode | null {
  try {
    const read = receiptCode.safeParse(readCode(new CompactReader(bytes)));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
