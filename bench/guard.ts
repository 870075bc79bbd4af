// What must be true for a figure to count: the product's live connection is durable, and what it acknowledged is on the
// disk after a kill. Throws where it is not; measures nothing.
import type { Result } from '#contract/commands.ts';
import type { SaleId } from '#contract/ids.ts';
import { findFinished } from '#store/sale.ts';
import { openReadOnly } from '#store/open.ts';

const FULL = '2';

/** Throws unless the connection that the till sells over says that a commit reaches the disk. */
export function assertFull({ books }: Pick<Result<'app.diagnose'>, 'books'>): void {
  const level = books.pragmas.find(({ name }) => name === 'synchronous')?.value;
  if (level !== FULL)
    throw new Error(`synchronous is ${String(level)}, not ${FULL}: the figures would be of another till`);
}

/** Throws unless every sale is complete in the database of a folder. */
export function assertKept(folder: string, sales: readonly SaleId[]): void {
  const db = openReadOnly(folder);
  try {
    const lost = sales.filter((saleId) => findFinished(db, saleId)?.state !== 'completed');
    if (lost.length > 0)
      throw new Error(`${lost.length} of ${sales.length} acknowledged sales are lost: ${lost[0]}`);
  } finally {
    db.close();
  }
}
