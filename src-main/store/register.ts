// The register's own row: who we are and how we count. Owns no journal rows about it.
import { registerConfig } from '#contract/register.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { Db } from './open.ts';
import { StoreUnfit } from './trouble.ts';
import { statement } from './statement.ts';

export interface Register {
  id: string;
  epoch: number;
  config: RegisterConfig;
  /** Ed25519, 32 raw bytes. */
  publicKey: Buffer;
}

interface Stored {
  id: string;
  epoch: number;
  config: string;
  public_key: Buffer;
}

function readConfig(stored: string): RegisterConfig {
  try {
    return registerConfig.parse(JSON.parse(stored));
  } catch {
    throw new StoreUnfit('databaseDamaged', "the register's configuration cannot be read");
  }
}

/** The register of this database, or null before it is set up. Throws StoreUnfit when what is stored is none. */
export function readRegister(db: Db): Register | null {
  const row = statement(db, 'SELECT * FROM register').get() as Stored | undefined;
  if (row === undefined) return null;
  return { id: row.id, epoch: row.epoch, config: readConfig(row.config), publicKey: row.public_key };
}

/** Writes the register for the first time. */
export function insertRegister(db: Db, register: Register, at: string): void {
  statement(db, 'INSERT INTO register VALUES (?, ?, ?, ?, ?)').run(
    register.id,
    register.epoch,
    JSON.stringify(register.config),
    register.publicKey,
    at,
  );
}

/** Replaces the configuration; the journal's row about it is the command's business. */
export function updateRegister(db: Db, id: string, config: RegisterConfig): void {
  statement(db, 'UPDATE register SET config = ? WHERE id = ?').run(JSON.stringify(config), id);
}
