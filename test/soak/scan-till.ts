// Sends planned sales to a real till as trusted keys and holds what its books have against the plan. Each sale is voided,
// so that its row on the journal tells all of it.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'playwright/test';
import type { Keys } from '#test/support/scanner.ts';
import type { Till } from '#test/support/till.ts';
import type { Sale, Sold } from './scan-plan.ts';

/** What the journal has of a sale that was voided. */
interface Voided {
  lines: { sku: string; quantity: number }[];
  unresolved?: { code: string; quantity: number }[];
}

function voidedSales(folder: string): Voided[] {
  const db = new Database(join(folder, 'till.db'), { readonly: true });
  try {
    const rows = db.prepare("SELECT body FROM journal WHERE kind = 'sale.voided' ORDER BY seq").pluck().all();
    return rows.map((body) => JSON.parse(String(body)) as Voided);
  } finally {
    db.close();
  }
}

/** How often the till has written that it counted an article once. */
export function doublesOf(folder: string): number {
  const db = new Database(join(folder, 'till.db'), { readonly: true });
  try {
    return Number(db.prepare("SELECT count(*) FROM journal WHERE kind = 'scan.readTwice'").pluck().get());
  } finally {
    db.close();
  }
}

/** Articles by stock code in the order of their names, unknown codes in the order in which they came. */
function told(sums: ReadonlyMap<string, number>, unknown: readonly { code: string; quantity: number }[]) {
  const articles = [...sums].map(([sku, quantity]) => `${quantity} × ${sku}`).toSorted();
  return [...articles, ...unknown.map(({ code, quantity }) => `${quantity} × “${code}”`)];
}

function sumsOf(all: readonly { sku: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of all) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
}

function planned(sold: readonly Sold[], skuOf: ReadonlyMap<string, string>): string[] {
  const articles = sold.filter(({ isKnown }) => isKnown);
  const bySku = articles.map(({ code, quantity }) => ({ sku: skuOf.get(code) ?? code, quantity }));
  return told(
    sumsOf(bySku),
    sold.filter(({ isKnown }) => !isKnown),
  );
}

/** What is in one and not in the other, in words; empty where they agree. */
function differences(wanted: readonly string[], found: readonly string[]): string[] {
  const missing = wanted.filter((one) => !found.includes(one)).map((one) => `not there: ${one}`);
  const added = found.filter((one) => !wanted.includes(one)).map((one) => `not scanned: ${one}`);
  const isMoved = missing.length + added.length === 0 && wanted.join('\n') !== found.join('\n');
  return [...missing, ...added, ...(isMoved ? ['in another order, or not as often'] : [])];
}

async function send(keys: Keys, sale: Sale): Promise<void> {
  let wasScan = false;
  for (const deed of sale.deeds) {
    if (deed.kind === 'scan') {
      keys.scan(deed.code, deed.gapMs / 1000, { end: deed.end, everyS: deed.everyMs / 1000 });
    } else {
      for (const [at, key] of deed.keys.entries()) keys.press(key, (deed.gapsMs[at] ?? 40) / 1000);
    }
    // One deed after the other has reached the page: a hand and a scanner do not type ahead of it by minutes.
    if (wasScan) await keys.sent();
    wasScan = deed.kind === 'scan';
  }
  await keys.sent();
}

/** Sells one sale and voids it; answers how the books differ from the plan. */
export async function holdSale(
  till: Till,
  keys: Keys,
  sale: Sale,
  skuOf: ReadonlyMap<string, string>,
): Promise<string[]> {
  const before = voidedSales(till.folder).length;
  await send(keys, sale);
  await till.press('Escape', 'Control+Delete');
  await expect(till.panel).toBeVisible();
  await till.press('Enter');
  await expect(till.lines).toHaveCount(0);
  const voided = voidedSales(till.folder).slice(before);
  const found = voided.flatMap(({ lines, unresolved = [] }) => told(sumsOf(lines), unresolved));
  if (voided.length !== 1) return [`${voided.length} sales instead of one`];
  return differences(planned(sale.sold, skuOf), found);
}
