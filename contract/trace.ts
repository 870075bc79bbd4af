// Why a figure is what it is: one step for each time something was rounded, shared out or taken away. Owns the form; the
// steps come from the calculator itself while it computes, so they cannot tell another story.
import * as z from 'zod/mini';
import { money } from './money.ts';
import { names } from './text.ts';

/** The rule of the arithmetic that a step follows. */
export const rule = z.enum([
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R17',
  'promotion',
]);
export type Rule = z.infer<typeof rule>;

/** What came out of a step. */
export const figure = z.enum([
  'gross',
  'discount',
  'promotion',
  'amount',
  'orderShare',
  'tax',
  'documentTax',
  'net',
  'total',
  'rounding',
  'change',
  'returnTotal',
  'returnTax',
  'returnNet',
  'moneyBack',
  'returnRounding',
  'netted',
  'owed',
]);
export type Figure = z.infer<typeof figure>;

/** What went into a step, by what it is; values are plain decimals in the unit that their name has. */
export const input = z.strictObject({
  name: z.enum([
    'quantity',
    'price',
    'code',
    'gross',
    'percent',
    'amountOff',
    'perUnit',
    'amount',
    'rate',
    'base',
    'raisedBase',
    'taxes',
    'shareOf',
    'total',
    'increment',
    'given',
    'due',
    'stored',
    'sold',
    'before',
    'after',
    'gone',
    'returned',
    'tender',
  ]),
  value: z.string(),
});
export type Input = z.infer<typeof input>;

export const traceStep = z.strictObject({
  rule,
  figure,
  /** The line or the return that it belongs to; null for a figure of the whole sale. */
  lineNumber: z.nullable(z.int()),
  /** The tax or the promotion that it is about. */
  names: z.nullable(names),
  inputs: z.array(input),
  /** Before rounding, as a plain decimal of major units; a fraction that has no end is cut and ends with "…". */
  exact: z.string(),
  /** How it was rounded; null where nothing had to be: the exact figure is the result, or it is a share. */
  rounding: z.nullable(z.enum(['half-up', 'half-even', 'up', 'down', 'share'])),
  /** Minor units. */
  result: money,
});
export type TraceStep = z.infer<typeof traceStep>;
