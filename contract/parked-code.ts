// The code on the slip of a parked sale. Owns its form alone; whether such a sale is parked is told by the command that
// recalls it.
import { saleId } from './ids.ts';
import type { SaleId } from './ids.ts';

const WORD = 'PARKED:';

/** What the slip's code says: a word before the id, so that no article can be taken for it. */
export const parkedCodeOf = (id: string): string => WORD + id;

/** The sale that a slip's code names, or null for any other code. A keyboard with Caps Lock on turns the letters round. */
export function parkedIn(code: string): SaleId | null {
  const text = code.trim();
  if (!text.toUpperCase().startsWith(WORD)) return null;
  const id = saleId.safeParse(text.slice(WORD.length).toLowerCase());
  return id.success ? id.data : null;
}
