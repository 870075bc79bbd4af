// What left the till: papers and pulses of the simulated counter against the journal. Owns the rule that the world only
// ever follows a commit, and follows it at most once.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { saleFactOf } from './check-books.ts';
import type { Fact } from './check-journal.ts';

/** Receipts as they lie in the folder: the number, and which copy (0: the original). */
function papersIn(folder: string): { number: string; copy: number }[] {
  const receipts = path.join(folder, 'simulated', 'receipts');
  if (!fs.existsSync(receipts)) return [];
  return fs.readdirSync(receipts).flatMap((name) => {
    const text = fs.readFileSync(path.join(receipts, name), 'utf8');
    const number = /^小票号 (\S+)/m.exec(text)?.[1];
    if (number === undefined) return [];
    return [{ number, copy: Number(/重打 第(\d+)次/.exec(text)?.[1] ?? 0) }];
  });
}

function checkPapers(db: Database.Database, folder: string): string[] {
  const stored = db
    .prepare(
      `SELECT receipt_number AS number, coalesce(copies, 0) AS copies,
         (SELECT count(*) FROM print_job WHERE sale_id = sale.id AND kind = 'receipt') AS jobs
       FROM sale LEFT JOIN receipt_copy ON receipt_copy.sale_id = sale.id WHERE state = 'completed'`,
    )
    .all() as { number: string; copies: number; jobs: number }[];
  const problems = stored
    .filter(({ jobs }) => jobs !== 1)
    .map(({ number, jobs }) => `receipt ${number} is to be printed ${jobs} times`);
  const copiesOf = new Map(stored.map(({ number, copies }) => [number, copies]));
  const seen = new Set<string>();
  for (const { number, copy } of papersIn(folder)) {
    const name = copy === 0 ? `receipt ${number}` : `copy ${copy} of receipt ${number}`;
    if (seen.has(name)) problems.push(`${name} was printed twice`);
    seen.add(name);
    if (copy > (copiesOf.get(number) ?? -1)) problems.push(`${name} was printed and is not stored`);
  }
  return problems;
}

/** The reason that a pulse must have been journaled for. */
function reasonOf(fact: Fact): string | null {
  if (fact.kind === 'drawer.opened') return 'noSale';
  if (fact.kind === 'cash.moved') return String(fact.content['move']);
  if (fact.kind !== 'sale.completed') return null;
  const { received, refunded = 0 } = saleFactOf(fact).completed;
  return received + refunded > 0 ? 'sale' : null;
}

/** What a line of the simulated drawer says; a kill may have torn it in the middle, and the next was written behind it. */
function pulseOf(line: string): string[] {
  try {
    return [(JSON.parse(line) as { reason: string }).reason];
  } catch {
    return [];
  }
}

function checkPulses(folder: string, facts: readonly Fact[]): string[] {
  const file = path.join(folder, 'simulated', 'drawer.jsonl');
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const reasons = facts.map(reasonOf);
  const pulses = lines.flatMap(pulseOf);
  return [...new Set(pulses)].flatMap((reason) => {
    const asked = reasons.filter((one) => one === reason).length;
    const given = pulses.filter((one) => one === reason).length;
    return given > asked ? [`the drawer opened ${given} times for ${reason}, ${asked} are journaled`] : [];
  });
}

/** What is wrong with what the till printed and opened. */
export function checkWorld(db: Database.Database, folder: string, facts: readonly Fact[]): string[] {
  return [...checkPapers(db, folder), ...checkPulses(folder, facts)];
}
