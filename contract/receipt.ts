// What goes on paper, as data: hardware lays it out and encodes it, the screen may draw it.
import * as z from 'zod/mini';
import { deviceTrouble } from './device.ts';
import { instant, saleId } from './ids.ts';

/** One block of a printed document; texts are finished, amounts are finished texts. */
export const paperBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['left', 'center', 'right']),
    isBold: z.boolean(),
    isLarge: z.boolean(),
  }),
  /** A name on the left that may wrap, a figure on the right that never does. */
  z.strictObject({
    kind: z.literal('pair'),
    left: z.string(),
    right: z.string(),
    isBold: z.boolean(),
    isLarge: z.boolean(),
  }),
  /** Words in the first column, figures in the others, all finished; a figure is never broken over two lines. */
  z.strictObject({
    kind: z.literal('table'),
    head: z.array(z.string()).check(z.minLength(2)),
    rows: z.array(z.array(z.string())),
  }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('space') }),
  /** The shop's own sign, where the printer has been given one. */
  z.strictObject({ kind: z.literal('logo') }),
  /** A line of a test page in a set of characters of its own, so that a person can see which of them the printer has. */
  z.strictObject({ kind: z.literal('sample'), charset: z.string(), text: z.string() }),
  /** Digits across the whole paper: the first line that breaks, or stops short, shows wrong columns. */
  z.strictObject({ kind: z.literal('ruler') }),
  /**
   * A code in the middle of the paper, its caption below it. `data` is plain ASCII. The caption of bars says what a person
   * keys in instead; that of a square code is left out with it where the printer prints none.
   */
  z.strictObject({
    kind: z.literal('code'),
    symbology: z.enum(['qr', 'ean13', 'code128']),
    data: z.string(),
    caption: z.string(),
  }),
]);
export type PaperBlock = z.infer<typeof paperBlock>;

/** A document for the printer: a receipt, a copy of one, a report, a slip, a test page. */
export const paper = z.strictObject({ title: z.string(), blocks: z.array(paperBlock) });
export type Paper = z.infer<typeof paper>;

export const printKind = z.enum(['receipt', 'copy', 'x', 'z', 'gift', 'slip', 'noSale', 'test']);
export type PrintKind = z.infer<typeof printKind>;

/**
 * `sent` reached the device without a proof of printing; `uncertain` was being sent when something went wrong, or when the
 * till died: somebody must say whether it came out; `blocked` waits for the printer; `held` grew too old to come out by
 * itself and waits for a person to ask; `replaced` is followed by a marked copy; `cancelled` is no longer wanted.
 * Nothing here ever undoes a sale.
 */
export const printState = z.enum([
  'queued',
  'sending',
  'sent',
  'printed',
  'blocked',
  'uncertain',
  'held',
  'replaced',
  'cancelled',
]);
export type PrintState = z.infer<typeof printState>;

/** A paper of which only a person can say what became of it, or whether it is still wanted. */
export const printQuestion = z.strictObject({
  jobId: z.int(),
  kind: printKind,
  title: z.string(),
  saleId: z.nullable(saleId),
  state: z.enum(['uncertain', 'held']),
  trouble: z.nullable(deviceTrouble),
  askedAt: instant,
});
export type PrintQuestion = z.infer<typeof printQuestion>;

/** `printed`: it came out. `again`: it did not, or only half. `leave`: nobody wants it any more. */
export const printAnswer = z.enum(['printed', 'again', 'leave']);
export type PrintAnswer = z.infer<typeof printAnswer>;
