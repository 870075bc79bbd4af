// Brings a database to the current schema, one numbered migration at a time. Owns the list; a migration that has
// shipped is never edited.
import type Database from 'better-sqlite3';
import { badgeReader } from './migrations/0007-badge-reader.ts';
import { catalog } from './migrations/0002-catalog.ts';
import { journal } from './migrations/0001-journal.ts';
import { sale } from './migrations/0003-sale.ts';
import { shift } from './migrations/0004-shift.ts';
import { basket } from './migrations/0005-basket.ts';
import { counter } from './migrations/0006-counter.ts';
import { discount } from './migrations/0008-discount.ts';
import { promotion } from './migrations/0009-promotion.ts';
import { customer } from './migrations/0011-customer.ts';
import { prices } from './migrations/0010-prices.ts';
import { trustedRegister } from './migrations/0012-trusted-register.ts';
import { returns } from './migrations/0013-return.ts';
import { withdrawnTrust } from './migrations/0014-withdrawn-trust.ts';
import { spool } from './migrations/0015-spool.ts';
import { listedPrice } from './migrations/0016-listed-price.ts';
import { plucked } from './statement.ts';

export interface Migration {
  /** 1, 2, 3 … without a gap; the database's user_version after it. */
  number: number;
  name: string;
  why: string;
  sql: string;
}

export const migrations: readonly Migration[] = [
  journal,
  catalog,
  sale,
  shift,
  basket,
  counter,
  badgeReader,
  discount,
  promotion,
  prices,
  customer,
  trustedRegister,
  returns,
  withdrawnTrust,
  spool,
  listedPrice,
];

/** The schema this program writes. */
export const currentSchema = migrations.length;

/** The schema of an open database; 0 is an empty one. */
export function schemaOf(db: Database.Database): number {
  return plucked(db, 'PRAGMA user_version').get() as number;
}

/**
 * Runs the migrations from the database's schema up to `target`, each in one transaction with its number: a till
 * killed half-way starts again exactly between two of them.
 */
export function migrate(db: Database.Database, target: number = currentSchema): void {
  for (const migration of migrations) {
    if (migration.number <= schemaOf(db) || migration.number > target) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.number}`);
    }).immediate();
  }
}
