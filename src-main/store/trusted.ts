// Registers whose receipts are good here though another key signs them: other tills of the shop, and this till in earlier
// books; and those whose receipts were. Every row comes from the journal (project.ts); nothing else writes one.
import type { TrustedRegister } from '#contract/register-card.ts';
import { schemaOf } from './migrate.ts';
import { trustedRegister } from './migrations/0012-trusted-register.ts';
import { withdrawnTrust } from './migrations/0014-withdrawn-trust.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/** A store that may only be looked at can be of a schema that knew none. */
const knowsTrust = (db: Db) => schemaOf(db) >= trustedRegister.number;
/** The same of trust that was taken back: there it is as it was given. */
const knowsWithdrawal = (db: Db) => schemaOf(db) >= withdrawnTrust.number;

/** Writes one down as the journal gives it. A key that is trusted stays as it is; one that was trusted is so again. */
export function insertTrusted(db: Db, one: TrustedRegister): void {
  statement(
    db,
    `INSERT INTO trusted_register VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (public_key) DO UPDATE SET register_id = excluded.register_id, epoch = excluded.epoch,
        number = excluded.number, name = excluded.name, added_at = excluded.added_at,
        added_by = excluded.added_by, withdrawn_at = excluded.withdrawn_at, withdrawn_by = excluded.withdrawn_by
      WHERE trusted_register.withdrawn_at IS NOT NULL`,
  ).run(
    Buffer.from(one.publicKey, 'hex'),
    one.registerId,
    one.epoch,
    one.number,
    one.storeName,
    one.addedAt,
    one.addedBy,
    one.withdrawn?.at ?? null,
    one.withdrawn?.by ?? null,
  );
}

/** Notes that a key counts no longer. */
export function withdrawTrust(db: Db, { publicKey, withdrawn }: TrustedRegister): void {
  statement(db, 'UPDATE trusted_register SET withdrawn_at = ?, withdrawn_by = ? WHERE public_key = ?').run(
    withdrawn?.at ?? null,
    withdrawn?.by ?? null,
    Buffer.from(publicKey, 'hex'),
  );
}

/** All of them, by register and epoch, those that are trusted no longer among them. */
export function listTrusted(db: Db): TrustedRegister[] {
  if (!knowsTrust(db)) return [];
  const withdrawal = knowsWithdrawal(db)
    ? 'withdrawn_at AS at, withdrawn_by AS by'
    : 'NULL AS at, NULL AS by';
  const rows = statement(
    db,
    `SELECT register_id AS registerId, epoch, number, name AS storeName, lower(hex(public_key)) AS publicKey,
        added_at AS addedAt, added_by AS addedBy, ${withdrawal}
      FROM trusted_register ORDER BY register_id, epoch, public_key`,
  ).all() as (Omit<TrustedRegister, 'withdrawn'> & { [K in 'at' | 'by']: string | null })[];
  return rows.map(({ at, by, ...one }): TrustedRegister => {
    return at === null || by === null
      ? one
      : { ...one, withdrawn: { at: at as TrustedRegister['addedAt'], by } };
  });
}

/**
 * The registers that may have signed under an id in one epoch, trusted now or once: several where a till was replaced under
 * its number.
 */
export function registersNamed(db: Db, registerId: string, epoch: number): TrustedRegister[] {
  return listTrusted(db).filter((one) => one.registerId === registerId && one.epoch === epoch);
}
