// What customers have laid down in cash, as completed sales tell it. Owns no suggestion; that is the calculator's.
import type { ShiftId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/**
 * How often each amount was laid down in cash, in the newest sales before a shift began: at most 500, so that a till
 * ten years old answers as fast as a new one.
 */
export function cashGivenBefore(db: Db, shiftId: ShiftId): Map<Money, number> {
  const rows = statement(
    db,
    `SELECT tender.amount, count(*) AS count FROM tender JOIN (
         SELECT id FROM sale WHERE state = 'completed' AND seq < (SELECT seq FROM shift WHERE id = ?)
         ORDER BY seq DESC LIMIT 500
       ) AS recent ON recent.id = tender.sale_id
       WHERE tender.kind = 'cash' GROUP BY tender.amount`,
  ).all(shiftId) as { amount: Money; count: number }[];
  return new Map(rows.map((row) => [row.amount, row.count]));
}
