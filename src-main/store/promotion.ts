// The promotions of a shop and how often their coupons were used, as the journal tells it. Owns no arithmetic: what a
// promotion takes off is computed in src-main/domain.
import type { JournalBodies } from '#contract/journal.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { JournalRow } from './journal.ts';
import { schemaOf } from './migrate.ts';
import { promotion as migration } from './migrations/0009-promotion.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

interface Known {
  /** The journal row of the last change, and how many there are: what tells one state of the table from another. */
  mark: string;
  promotions: readonly Promotion[];
}

/** A store that may only be looked at can be of a schema that kept none. */
const hasPromotions = (db: Db) => schemaOf(db) >= migration.number;

const known = new WeakMap<Db, Known>();

/**
 * All promotions of the shop by their id, the switched-off ones too. The same array as long as nothing changes, so that
 * whoever prepares something from it can keep it.
 */
export function listPromotions(db: Db): readonly Promotion[] {
  if (!hasPromotions(db)) return [];
  const mark = plucked(db, "SELECT coalesce(max(seq), 0) || ' ' || count(*) FROM promotion").get() as string;
  const before = known.get(db);
  if (before?.mark === mark) return before.promotions;
  const bodies = plucked(db, 'SELECT body FROM promotion ORDER BY id').all() as string[];
  const promotions = bodies.map((body) => JSON.parse(body) as Promotion);
  known.set(db, { mark, promotions });
  return promotions;
}

/** The promotion that a coupon belongs to by its code, switched off or not; null for a code nobody gave out. */
export function promotionOfCoupon(db: Db, code: string): Promotion | null {
  const body = plucked(db, 'SELECT body FROM promotion WHERE coupon = ?').get(code) as string | undefined;
  return body === undefined ? null : (JSON.parse(body) as Promotion);
}

/** How often each of these coupons was used over all completed sales; a code that was never used is left out. */
export function couponUses(db: Db, codes: readonly string[]): Map<string, number> {
  if (codes.length === 0 || !hasPromotions(db)) return new Map();
  const times = plucked(db, 'SELECT times FROM coupon_use WHERE code = ?');
  return new Map(
    codes.flatMap((code) => {
      const used = times.get(code) as number | undefined;
      return used === undefined ? [] : [[code, used] as const];
    }),
  );
}

/** What a change of promotions does to the table. */
export function projectPromotions(
  db: Db,
  row: JournalRow,
  { put, removed }: Pick<JournalBodies['promotion.changed'], 'put' | 'removed'>,
): void {
  const drop = statement(db, 'DELETE FROM promotion WHERE id = ?');
  for (const id of [...removed, ...put.map(({ promotionId }) => promotionId)]) drop.run(id);
  const insert = statement(db, 'INSERT INTO promotion VALUES (?, ?, ?, ?)');
  for (const one of put) {
    insert.run(one.promotionId, row.header.seq, one.coupon?.code ?? null, JSON.stringify(one));
  }
}

/** Counts the coupons that a completed sale used up. */
export function projectCouponUses(db: Db, uses: readonly { code: string; times: number }[]): void {
  const add = statement(
    db,
    'INSERT INTO coupon_use VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET times = times + excluded.times',
  );
  for (const { code, times } of uses) add.run(code, times);
}
