// Text that people and devices hand us. Owns what counts as printable; never changes a text.
import * as z from 'zod/mini';

/**
 * True when the text may be stored, printed and hashed: well-formed Unicode without control characters.
 * A lone surrogate would come back from SQLite as another text than the one we hashed, and a control
 * character is an instruction to a printer.
 */
export function isPrintable(value: string): boolean {
  return value.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(value);
}

/** One line of text of 1 to `max` characters, counted in code points as JSON Schema does. */
export function line(max: number) {
  return z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine(isPrintable, 'holds control characters or broken Unicode'),
    z.refine((value) => value.trim().length > 0, 'is blank'),
  );
}

/** A name in both languages of the product. */
export const names = z.strictObject({ en: line(120), zh: line(120) });
export type Names = z.infer<typeof names>;

export const language = z.enum(['en', 'zh']);
export type Language = z.infer<typeof language>;
