// The machine that figures were measured on, in words that travel with them. Says nothing that names it.
import os from 'node:os';
import Database from 'better-sqlite3';
import { appVersion } from '#main/config.ts';

function sqliteVersion(): string {
  const db = new Database(':memory:');
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  db.close();
  return version;
}

/** Lines for the head of the table. */
export function describeMachine(): string[] {
  const cpus = os.cpus();
  const load = os.loadavg().map((one) => one.toFixed(2));
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${cpus.length} processors (${cpus[0]?.model.trim() ?? 'unknown'}), ${(os.totalmem() / 2 ** 30).toFixed(0)} GiB, ${os.type()} ${os.release().split('-')[0]} ${os.arch()}`,
    `Counterfoil ${appVersion}, Node ${process.versions.node}, SQLite ${sqliteVersion()}`,
    `Load ${load.join(' ')}`,
  ];
}
