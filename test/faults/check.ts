// The independent checker: one read transaction over a tested folder, against what the world outside was told. Owns what
// counts as lost, doubled, extra and broken; writes nothing and trusts nothing that the till says about itself.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { SaleWhole } from '#contract/sale.ts';
import {
  checkLedger,
  checkReports,
  checkReturns,
  checkSales,
  checkShifts,
  saleFactOf,
} from './check-books.ts';
import { checkMirror, checkRows } from './check-journal.ts';
import type { Fact, KnownGood, StoredRow } from './check-journal.ts';
import { checkWorld } from './check-world.ts';
import type { Notes } from './notes.ts';

type Db = Database.Database;

/**
 * `lost`: acknowledged and not stored. `doubled`: stored twice, or without anybody having asked. `broken`: anything else
 * that may not be.
 */
export interface Finding {
  kind: 'lost' | 'doubled' | 'broken';
  text: string;
}

export interface Checked {
  findings: Finding[];
  /** The command in flight when the till died is stored after all. */
  isInFlightStored: boolean;
  /** A completed sale among them: stored, never acknowledged, and in flight. */
  isExtraSale: boolean;
  /** Rows that the mirror log lacks. */
  mirrorBehind: number;
}

/** `killed`: nobody runs, the last commit may lack its copy. `begun`: a till has just begun. `ended`: it ended well. */
export type When = 'killed' | 'begun' | 'ended';

const notBegun: Checked = { findings: [], isInFlightStored: false, isExtraSale: false, mirrorBehind: 0 };

function readFacts(db: Db): Fact[] {
  const rows = db.prepare('SELECT * FROM journal ORDER BY seq').all() as StoredRow[];
  return rows.map((row) => ({
    ...row,
    content: JSON.parse(row.body.toString('utf8')) as Fact['content'],
  }));
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}

function checkDoubled(facts: readonly Fact[], notes: Notes): string[] {
  const sold = facts.filter(({ kind }) => kind === 'sale.completed').map((fact) => saleFactOf(fact));
  const inFlight = notes.inFlight?.name === 'sale.complete' ? notes.inFlight.args['saleId'] : null;
  const strangers = sold
    .map(({ sale }) => sale.saleId)
    .filter((saleId) => !notes.sales.has(saleId) && saleId !== inFlight);
  return [
    ...repeated(sold.map(({ sale }) => sale.saleId)).map((id) => `sale ${id} is stored twice`),
    ...repeated(sold.map(({ completed }) => completed.receiptNumber)).map(
      (number) => `receipt number ${number} is given twice`,
    ),
    ...repeated(facts.map(({ id }) => id)).map((id) => `command ${id} has two rows`),
    ...strangers.map((id) => `sale ${id} is stored; it was neither acknowledged nor in flight`),
  ];
}

interface StoredSale {
  receipt_number: string;
  total: number;
  received: number;
  change: number;
  refunded: number;
}

/** Acknowledged but not there, or there as something else. */
function checkLost(db: Db, facts: readonly Fact[], notes: Notes): string[] {
  const problems: string[] = [];
  const find = db.prepare(
    `SELECT *, (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id) AS refunded
       FROM sale WHERE id = ? AND state = 'completed'`,
  );
  for (const [saleId, { receiptNumber, received, change, refunded, sale }] of notes.sales) {
    const row = find.get(saleId) as StoredSale | undefined;
    const told = [receiptNumber, sale.total, received, change, refunded].join(' ');
    const stored =
      row === undefined
        ? 'nothing'
        : [row.receipt_number, row.total, row.received, row.change, row.refunded].join(' ');
    if (told !== stored) problems.push(`sale ${saleId} was acknowledged as ${told}; stored is ${stored}`);
  }
  const rows = new Map(facts.map((fact) => [fact.id, fact]));
  for (const [id, name] of notes.journalIds) {
    if (!rows.has(id) && name !== 'sale.complete')
      problems.push(`${name} ${id} was acknowledged and has no row`);
  }
  const closings = new Map(
    facts.filter(({ kind }) => kind === 'shift.closed').map((fact) => [fact.ref_id, fact.content['closing']]),
  );
  for (const [id, closing] of notes.closings) {
    if (JSON.stringify(sorted(closings.get(id))) === JSON.stringify(sorted(closing))) continue;
    problems.push(`the closing of shift ${id} is not as it was acknowledged`);
  }
  const seals = new Map(
    facts
      .filter(({ kind }) => kind === 'register.closed')
      .map((fact) => [fact.z_no, fact.hash.toString('hex')]),
  );
  for (const [zNo, { seal }] of notes.zReports) {
    if (seals.get(zNo)?.startsWith(seal) !== true) problems.push(`Z ${zNo} is not the one with seal ${seal}`);
  }
  return problems;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, sorted(member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** No campaign sends the commands that make these. */
const demoSteps = {
  'register.enrolled': 1,
  'catalog.changed': 1,
  'promotion.changed': 1,
  'customer.groupsChanged': 1,
  'customer.changed': 3,
};

/** Rows that nobody asked for. The demonstration shop's own steps are done once, the second after an interruption too. */
function checkUnasked(facts: readonly Fact[], notes: Notes): string[] {
  const mayBe = new Set([
    ...notes.journalIds.keys(),
    notes.inFlight?.args.commandId,
    notes.signingIn?.args.commandId,
  ]);
  const steps = new Set(
    Object.entries(demoSteps).flatMap(([kind, count]) =>
      facts
        .filter((fact) => fact.kind === kind)
        .slice(0, count)
        .map(({ seq }) => seq),
    ),
  );
  const own = facts.filter(({ seq }) => !steps.has(seq));
  return (
    own
      // Who signs in again under the same id, because the answer was lost, has come in twice.
      .filter(({ id, kind }) => !mayBe.has(kind.startsWith('session.') ? id.replace(/@\d+$/, '') : id))
      .map(({ seq, kind, id }) => `row ${seq} (${kind}, ${id}) was asked for by nobody`)
  );
}

/** The lines of an open or parked sale as the tables hold them, in a form that can be compared. */
function checkBasket(db: Db, whole: SaleWhole, state: 'open' | 'parked'): string | null {
  const { saleId } = whole.sale;
  const stored = db.prepare('SELECT state FROM open_sale WHERE id = ?').pluck().get(saleId);
  const lines = db
    .prepare(
      'SELECT id, sku, quantity, price_micros, is_voided FROM open_line WHERE sale_id = ? ORDER BY number',
    )
    .raw()
    .all(saleId);
  const tenders = db
    .prepare('SELECT id, amount FROM open_tender WHERE sale_id = ? ORDER BY position')
    .raw()
    .all(saleId);
  const refunds = db.prepare('SELECT id, amount FROM open_refund WHERE sale_id = ?').raw().all(saleId);
  const returns = db
    .prepare(
      'SELECT number, original_sale_id, original_number, sku, quantity, reason FROM open_return WHERE sale_id = ? ORDER BY number',
    )
    .raw()
    .all(saleId);
  const unresolved = db
    .prepare('SELECT id, number, code, quantity FROM open_unresolved WHERE sale_id = ? ORDER BY number')
    .raw()
    .all(saleId);
  const told = [
    state,
    whole.lines.map((line) => [
      line.lineId,
      line.sku,
      line.quantity,
      line.priceMicros,
      line.isVoided ? 1 : 0,
    ]),
    whole.sale.tenders.map(({ tenderId, amount }) => [tenderId, amount]),
    whole.unresolved.map((scan) => [scan.lineId, scan.number, scan.code, scan.quantity]),
    whole.sale.refunds.map(({ tenderId, amount }) => [tenderId, amount]),
    whole.returns.map((one) => [
      one.number,
      one.original?.saleId ?? null,
      one.original?.lineNumber ?? null,
      one.sku,
      one.quantity,
      one.reason,
    ]),
  ];
  const is = JSON.stringify([stored, lines, tenders, unresolved, refunds, returns]);
  return is === JSON.stringify(told)
    ? null
    : `sale ${saleId} is ${is}; acknowledged was ${JSON.stringify(told)}`;
}

/** Open sales survive a kill. The one that the command in flight is about is compared when that has been sent again. */
function checkBaskets(db: Db, notes: Notes): string[] {
  const { basket, parked, inFlight } = notes;
  const touched = inFlight?.args['saleId'];
  const problems = [...parked.values()]
    .filter(({ sale }) => sale.saleId !== touched)
    .map((whole) => checkBasket(db, whole, 'parked'));
  if (basket !== null && basket.sale.saleId !== touched) problems.push(checkBasket(db, basket, 'open'));
  const dropped = inFlight?.name === 'sale.dropUnresolved' ? inFlight.args['lineId'] : null;
  if (basket !== null && basket.sale.saleId === touched) problems.push(checkLines(db, basket, dropped));
  return problems.filter((problem) => problem !== null);
}

/** Whatever became of the command in flight, no acknowledged line is gone, nor a scan that it does not drop. */
function checkLines(db: Db, { sale, lines, unresolved }: SaleWhole, dropped: unknown): string | null {
  const open = db
    .prepare(
      'SELECT id FROM open_line WHERE sale_id = @id UNION ALL SELECT id FROM open_unresolved WHERE sale_id = @id',
    )
    .pluck()
    .all({ id: sale.saleId }) as string[];
  const finished = db.prepare('SELECT line_count FROM sale WHERE id = ?').pluck().get(sale.saleId);
  const missing = [...lines, ...unresolved].filter(
    ({ lineId }) => !open.includes(lineId) && lineId !== dropped,
  );
  if (missing.length === 0 || finished !== undefined) return null;
  return `sale ${sale.saleId} has lost the lines ${missing.map(({ lineId }) => lineId).join(', ')}`;
}

function checkShiftTable(db: Db, notes: Notes): string[] {
  const find = db.prepare('SELECT float FROM shift WHERE id = ?').pluck();
  return [...notes.shifts.values()]
    .filter(({ shiftId, float }) => find.get(shiftId) !== float)
    .map(({ shiftId }) => `shift ${shiftId} was acknowledged and is not stored so`);
}

function judge(db: Db, folder: string, notes: Notes, when: When, known: KnownGood): Checked {
  const facts = readFacts(db);
  const mirror = checkMirror(folder, facts, when === 'killed');
  const most = when === 'killed' ? 1 : 0;
  if (mirror.behind < 0 || mirror.behind > most) {
    mirror.problems.push(
      `the mirror log is ${mirror.behind} rows behind after the till has ${when === 'killed' ? 'been killed' : when}`,
    );
  }
  const broken = [
    ...checkRows(facts, known),
    ...mirror.problems,
    ...checkSales(db, facts),
    ...checkReturns(facts),
    ...checkLedger(db, facts),
    ...checkShifts(db, facts),
    ...checkReports(db, facts),
    ...checkWorld(db, folder, facts),
    ...checkUnasked(facts, notes),
    ...checkBaskets(db, notes),
  ];
  const lost = [...checkLost(db, facts, notes), ...checkShiftTable(db, notes)];
  const { inFlight } = notes;
  const answer = db
    .prepare('SELECT count(*) FROM command WHERE id = ?')
    .pluck()
    .get(inFlight?.args.commandId ?? '');
  const isInFlightStored = answer === 1;
  const tag = (kind: Finding['kind'], texts: string[]) => texts.map((text): Finding => ({ kind, text }));
  return {
    findings: [...tag('lost', lost), ...tag('doubled', checkDoubled(facts, notes)), ...tag('broken', broken)],
    isInFlightStored,
    isExtraSale: facts.some((fact) => fact.kind === 'sale.completed' && isUnacknowledged(fact, notes)),
    mirrorBehind: mirror.behind,
  };
}

const isUnacknowledged = (fact: Fact, notes: Notes) => !notes.sales.has(saleFactOf(fact).sale.saleId);

const isEmpty = (notes: Notes) => notes.answers.length === 0;

/** Checks a data folder. A till that was killed before it had a journal has nothing to be checked. */
export function checkFolder(folder: string, notes: Notes, when: When, known: KnownGood): Checked {
  const file = path.join(folder, 'till.db');
  try {
    if (!fs.existsSync(file) && isEmpty(notes)) return notBegun;
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return db.transaction(() => {
        const hasJournal = db
          .prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'print_job'")
          .pluck()
          .get();
        if (hasJournal === 0 && isEmpty(notes)) return notBegun;
        return judge(db, folder, notes, when, known);
      })();
    } finally {
      db.close();
    }
  } catch (error) {
    // A first start that was killed while SQLite made the file leaves what only a writer may bring in order.
    const isUnfinished =
      error instanceof Database.SqliteError && /^SQLITE_(READONLY|CANTOPEN)/.test(error.code);
    if (isUnfinished && isEmpty(notes)) return notBegun;
    return {
      ...notBegun,
      findings: [{ kind: 'broken', text: `it cannot be checked: ${(error as Error).stack}` }],
    };
  }
}
