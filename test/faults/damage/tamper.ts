// The tamper campaign: thousands of edits without the key, each of which the till's own verifier must find and name. Owns
// the tally, and what cannot be seen on one machine, which is told and not hidden.
import fs from 'node:fs';
import path from 'node:path';
import { audit } from '#store/audit.ts';
import { databaseFile, mirrorFolder, openReadOnly } from '#store/open.ts';
import { openMirror } from '#store/mirror.ts';
import Database from 'better-sqlite3';
import { rowsOf } from './edits.ts';
import { runJobs } from './farm.ts';
import { copyFolder, makeShop } from './shops.ts';
import type { Shop } from './shops.ts';
import type { TamperGiven, Tampered } from './tamper.worker.ts';

export interface TamperOptions {
  edits: number;
  seed: string;
  workers: number;
  plant: string | null;
  /** A shop that is there already; else one is made. */
  shop?: Shop;
  /** One miss is enough: for tests that a planted bug is caught. */
  endsAtMiss: boolean;
  root: string;
  signal: AbortSignal;
  onEdit(tally: TamperTally): void;
}

export interface TamperTally {
  edits: number;
  missed: string[];
  /** Tried and missed, by what was done. */
  met: Map<string, { tried: number; missed: number }>;
  /** Changes that need something outside this machine to be seen, each with whether the verifier saw it after all. */
  unseen: { name: string; isSeen: boolean }[];
}

const SALES_A_DAY = 5;
const module = path.join(import.meta.dirname, 'tamper.worker.ts');

function verdict(folder: string): boolean {
  const db = openReadOnly(folder);
  try {
    return audit(db, mirrorFolder(folder), () => undefined).finding !== null;
  } finally {
    db.close();
  }
}

/** Cuts rows off both records, and the tables back to what is left. */
function cutBoth(from: Shop, folder: string, count: number): void {
  copyFolder(from.earlier, folder);
  const db = new Database(databaseFile(folder));
  db.pragma('foreign_keys = OFF');
  const guards = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all() as string[];
  for (const guard of guards) db.exec(`DROP TRIGGER ${guard}`);
  const rows = rowsOf(db);
  const last = rows.length - count;
  for (const table of ['journal', 'ledger_entry', 'sale', 'shift', 'z_report']) {
    db.prepare(`DELETE FROM ${table} WHERE seq > ?`).run(last);
  }
  for (const table of ['line_item', 'sale_tax', 'tender', 'receipt_copy']) {
    db.exec(`DELETE FROM ${table} WHERE sale_id NOT IN (SELECT id FROM sale)`);
  }
  db.close();
  fs.rmSync(mirrorFolder(folder), { recursive: true });
  const copy = openMirror(mirrorFolder(folder));
  copy.appendAll(rows.slice(0, last));
  copy.close();
}

/** What a till alone on its machine cannot know. An anchor outside would tell: a receipt, a Z on paper, a head office. */
function beyondSight(shop: Shop, root: string): TamperTally['unseen'] {
  const cut = path.join(root, 'cut');
  cutBoth(shop, cut, 1);
  const unseen = [
    { name: 'the last row cut from both records', isSeen: verdict(cut) },
    { name: 'the whole folder of yesterday put back', isSeen: verdict(shop.yesterday) },
    { name: 'the same till gone on in another way from an earlier copy', isSeen: verdict(shop.forked) },
  ];
  fs.rmSync(cut, { recursive: true });
  return unseen;
}

/** Tries the edits; resolves with what was missed. */
export async function runTamper(options: TamperOptions): Promise<TamperTally> {
  const { edits, seed, workers, plant, root, signal } = options;
  fs.mkdirSync(root, { recursive: true });
  const shop = options.shop ?? (await makeShop(root, 'victim', SALES_A_DAY));
  const tally: TamperTally = { edits: 0, missed: [], met: new Map(), unseen: beyondSight(shop, root) };
  const given: TamperGiven = { shop, seed, root };
  await runJobs<Tampered>({
    module,
    given,
    jobs: edits,
    workers,
    plant,
    signal,
    isEnough: () => options.endsAtMiss && tally.missed.length > 0,
    onDone(job, result, broken) {
      const { group, what, missed } = result ?? { group: 'any', what: 'any', missed: broken };
      const met = tally.met.get(`${group}: ${what}`) ?? { tried: 0, missed: 0 };
      tally.edits += 1;
      met.tried += 1;
      if (missed !== null) {
        met.missed += 1;
        tally.missed.push(`edit ${job} of seed ${seed}: ${group}: ${what}: ${missed}`);
      }
      tally.met.set(`${group}: ${what}`, met);
      options.onEdit(tally);
    },
  });
  fs.rmSync(root, { recursive: true, force: true });
  fs.mkdirSync(root);
  return tally;
}
