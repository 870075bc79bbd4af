// What goes on paper, as data: hardware lays it out and encodes it, the screen may draw it.
import * as z from 'zod/mini';

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
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('space') }),
  /** A square code in the middle of the paper, its caption below it. `data` is plain ASCII. */
  z.strictObject({
    kind: z.literal('code'),
    symbology: z.literal('qr'),
    data: z.string(),
    caption: z.string(),
  }),
]);
export type PaperBlock = z.infer<typeof paperBlock>;

/** A document for the printer: a receipt, a copy of one, an X or a Z report. */
export const paper = z.strictObject({ title: z.string(), blocks: z.array(paperBlock) });
export type Paper = z.infer<typeof paper>;

export const printKind = z.enum(['receipt', 'copy', 'x', 'z']);
export type PrintKind = z.infer<typeof printKind>;

/**
 * `sent` reached the device without a proof of printing; `uncertain` was being sent when the till died;
 * `blocked` waits for the printer; `held` grew too old to come out by itself and waits for a person to ask.
 * Nothing here ever undoes a sale.
 */
export const printState = z.enum(['queued', 'sending', 'sent', 'printed', 'blocked', 'uncertain', 'held']);
export type PrintState = z.infer<typeof printState>;
