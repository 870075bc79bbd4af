// `till verify`: tells in words whether a data folder's journal is whole, and names the first bad event. Only reads.
import fs from 'node:fs';
import type { Writable } from 'node:stream';
import { audit, damageOf } from '#store/audit.ts';
import type { Finding } from '#store/audit.ts';
import type { JournalRow } from '#store/journal.ts';
import { databaseFile, hasMirrorLog, mirrorFolder, openReadOnly } from '#store/open.ts';
import { progressOn } from './progress.ts';

/** A row as a person names it: number, kind, receipt and time. */
function nameOf(row: JournalRow): string {
  const { seq, kind, receiptSeries, receiptNo, atUtc } = row.header;
  const receipt = receiptNo === null ? '' : `, receipt ${receiptSeries} ${receiptNo}`;
  return `event ${seq} (${kind}${receipt}, ${atUtc})`;
}

function describe(finding: Finding): string {
  if (finding.row === null) return `NOT VERIFIED: ${finding.problem}.`;
  return `NOT VERIFIED. First bad event: ${nameOf(finding.row)}: ${finding.problem}.`;
}

/** Verifies a data folder. Returns the exit code: 0 verified, 1 not, 2 nothing there to verify. */
export function verifyFolder(folder: string, output: Writable, errors: Writable): number {
  if (!fs.existsSync(databaseFile(folder))) {
    if (hasMirrorLog(folder)) {
      output.write('NOT VERIFIED: till.db is gone, and its mirror log is still there.\n');
      return 1;
    }
    output.write(`There is no till in ${folder}.\n`);
    return 2;
  }
  const progress = progressOn(errors);
  const db = openReadOnly(folder);
  try {
    const result = audit(db, mirrorFolder(folder), (rows) => progress.show(`${rows} events verified`));
    progress.clear();
    const damage = result.finding === null ? damageOf(db) : null;
    const finding = result.finding ?? (damage === null ? null : { row: null, problem: damage });
    const counts = `${result.rows} events, ${result.receipts} receipts, ${result.zReports} Z reports`;
    output.write(
      finding === null
        ? `VERIFIED: ${counts}. Chain, signatures, totals, mirror log and tables agree.\n`
        : `${describe(finding)}\nGood until there: ${counts}.\n`,
    );
    return finding === null ? 0 : 1;
  } catch (error) {
    progress.clear();
    output.write(`NOT VERIFIED: the database cannot be read: ${(error as Error).message}.\n`);
    return 1;
  } finally {
    db.close();
  }
}
