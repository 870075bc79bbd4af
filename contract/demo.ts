// The demonstration counter: devices that a mouse can work. Refused in a shop whose devices are real.
import * as z from 'zod/mini';
import { scaleReading } from './device.ts';

export const demoPrinter = z.strictObject({
  paper: z.enum(['enough', 'low', 'out']),
  isCoverOpen: z.boolean(),
});
export type DemoPrinter = z.infer<typeof demoPrinter>;

/** Dark and light from top to bottom: each row in hexadecimal digits, the leftmost dot in the highest bit. */
export const printedPicture = z.strictObject({
  width: z.int().check(z.gte(1), z.lte(1_000)),
  rows: z.array(z.string().check(z.regex(/^[0-9a-f]*$/))),
});
export type PrintedPicture = z.infer<typeof printedPicture>;

/** A line as it stands on the paper: decoded from the bytes that the printer received. */
export const printedLine = z.strictObject({
  text: z.string(),
  isBold: z.boolean(),
  isLarge: z.boolean(),
  /** A code or a picture; the text says what it is. */
  picture: z.optional(printedPicture),
});

export const demoCounter = z.strictObject({
  printer: demoPrinter,
  isDrawerOpen: z.boolean(),
  /** Null where a real one stands in its place. */
  scale: z.nullable(scaleReading),
  /** The paper that was cut last; null before the first. */
  receipt: z.nullable(z.strictObject({ number: z.int(), columns: z.int(), lines: z.array(printedLine) })),
});
export type DemoCounter = z.infer<typeof demoCounter>;
