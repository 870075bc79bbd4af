// A database as a till of an earlier schema left it: what later migrations brought is taken away again. Refuses migrations
// that do more than bring tables, columns and indexes, because those cannot be taken back.
import type Database from 'better-sqlite3';
import { currentSchema, migrations } from '#store/migrate.ts';

/** One migration back: its indexes, columns and tables go, last ones first. */
function takeBack(db: Database.Database, sql: string): void {
  if (/\b(CREATE (TRIGGER|VIRTUAL|VIEW)|DROP|UPDATE|INSERT|RENAME)\b/.test(sql)) {
    throw new Error(
      'this migration does more than bring tables, columns and indexes: record a real older till',
    );
  }
  const indexes = [...sql.matchAll(/CREATE (?:UNIQUE )?INDEX (\w+)/g)];
  for (const [, index] of indexes.toReversed()) db.exec(`DROP INDEX ${index}`);
  const columns = [...sql.matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g)];
  for (const [, table, column] of columns.toReversed()) db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  const tables = [...sql.matchAll(/CREATE TABLE (\w+)/g)];
  for (const [, table] of tables.toReversed()) db.exec(`DROP TABLE ${table}`);
}

/** Takes a database back to a schema, which loses what only later ones can hold. */
export function backToSchema(db: Database.Database, schema: number): void {
  db.pragma('foreign_keys = OFF');
  for (const { sql } of migrations.slice(schema, currentSchema).toReversed()) takeBack(db, sql);
  db.pragma(`user_version = ${schema}`);
}

/** Takes a database back by what its newest migration brought, so that the program has something to do. */
export function backByOne(db: Database.Database): number {
  backToSchema(db, currentSchema - 1);
  return currentSchema - 1;
}
