// Registers whose receipts are good here though another key signs them: other tills of the shop, and this till in earlier
// books. Every row comes from the journal (project.ts); nothing else writes one.
import type { TrustedRegister } from '#contract/register-card.ts';
import { schemaOf } from './migrate.ts';
import { trustedRegister } from './migrations/0012-trusted-register.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/** A store that may only be looked at can be of a schema that knew none. */
const knowsTrust = (db: Db) => schemaOf(db) >= trustedRegister.number;

/** Writes one down as the journal gives it. The same key again changes nothing. */
export function insertTrusted(db: Db, one: TrustedRegister): void {
  statement(db, 'INSERT OR IGNORE INTO trusted_register VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    Buffer.from(one.publicKey, 'hex'),
    one.registerId,
    one.epoch,
    one.number,
    one.storeName,
    one.addedAt,
    one.addedBy,
  );
}

/** All of them, by register and epoch. */
export function listTrusted(db: Db): TrustedRegister[] {
  if (!knowsTrust(db)) return [];
  return statement(
    db,
    `SELECT register_id AS registerId, epoch, number, name AS storeName, lower(hex(public_key)) AS publicKey,
        added_at AS addedAt, added_by AS addedBy
      FROM trusted_register ORDER BY register_id, epoch, public_key`,
  ).all() as TrustedRegister[];
}

/** The keys that a register may have signed with in one epoch: several where a till was replaced under its number. */
export function trustedKeys(db: Db, registerId: string, epoch: number): Buffer[] {
  if (!knowsTrust(db)) return [];
  const rows = statement(
    db,
    'SELECT public_key FROM trusted_register WHERE register_id = ? AND epoch = ?',
  ).all(registerId, epoch) as { public_key: Buffer }[];
  return rows.map((row) => row.public_key);
}
