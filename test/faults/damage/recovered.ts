// Selling goes on beside books that are unfit: recovers them as a supervisor would, sells one receipt, and judges the new
// books. Owns nothing of the old ones.
import fs from 'node:fs';
import Database from 'better-sqlite3';
import type { Recovery } from '#contract/start.ts';
import type { CommandId, SaleId, StaffId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { Core } from '#main/core.ts';
import { audit } from '#store/audit.ts';
import { booksFolder } from '#store/books.ts';
import { databaseFile, mirrorFolder, openReadOnly } from '#store/open.ts';
import type { Notes } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';

const WATER = '6901234567892';
const manager = { staffId: 'chen-jing' as StaffId, pin: '3333' };
const random = new Random('recovered');
const commandId = () => random.uuid() as CommandId;

/** One receipt for cash, in whatever state the counter is; returns its number. */
async function sellOne(core: Core): Promise<string> {
  core.actAs(manager.staffId);
  const { shift } = await core.run('app.describe', {});
  if (shift === null) await core.run('shift.open', { commandId: commandId(), float: 10_000 as Money });
  const { current } = await core.run('sale.current', {});
  if (current !== null)
    await core.run('sale.park', { commandId: commandId(), saleId: current.sale.saleId, label: null });
  const saleId = random.uuid() as SaleId;
  const { sale } = await core.run('sale.scan', { commandId: commandId(), saleId, code: WATER });
  await core.run('tender.cash', { commandId: commandId(), saleId, amount: sale.due });
  return (await core.run('sale.complete', { commandId: commandId(), saleId })).receiptNumber;
}

interface Stored {
  id: string;
  receipt_number: string;
  total: number;
}

function salesIn(folder: string): Stored[] {
  const db = new Database(databaseFile(folder), { readonly: true });
  try {
    return db
      .prepare("SELECT id, receipt_number, total FROM sale WHERE state = 'completed'")
      .all() as Stored[];
  } finally {
    db.close();
  }
}

/** A rebuilt book has every sale; an emergency's gives no number a second time. */
function judgeSales(sales: readonly Stored[], recovery: Recovery, notes: Notes, sold: string): string[] {
  const problems: string[] = [];
  const isStored = (receiptNumber: string, total: number) =>
    sales.some((one) => one.receipt_number === receiptNumber && one.total === total);
  for (const { receiptNumber, sale } of notes.sales.values()) {
    if (recovery.way === 'rebuild' && !isStored(receiptNumber, sale.total))
      problems.push(`rebuilt books lack receipt ${receiptNumber}`);
    if (receiptNumber === sold) problems.push(`receipt number ${sold} is given twice`);
  }
  return problems;
}

/** Recovers, sells and closes; resolves with what was wrong. */
export async function recover(
  core: Core,
  folder: string,
  recovery: Recovery,
  notes: Notes,
): Promise<string[]> {
  await core.run('register.recover', { commandId: commandId(), ...manager, way: recovery.way });
  const { mode, books } = await core.run('app.describe', {});
  if (mode.kind !== 'ready') return [`it does not sell after ${recovery.way}: ${mode.detail}`];
  const problems = books.follows?.way === recovery.way ? [] : ['the books do not say what they follow'];
  const sold = await sellOne(core);
  await core.close();
  const fresh = booksFolder(folder);
  if (!fs.existsSync(databaseFile(fresh))) return [...problems, 'there are no new books'];
  const db = openReadOnly(fresh);
  try {
    const { finding } = audit(db, mirrorFolder(fresh), () => undefined);
    if (finding !== null)
      problems.push(`the new books are not good: ${finding.row?.header.seq}: ${finding.problem}`);
  } finally {
    db.close();
  }
  return [...problems, ...judgeSales(salesIn(fresh), recovery, notes, sold)];
}
