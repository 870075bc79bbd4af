// The stretches of a till's life that are recorded and cut: what was there before, and what is then done. Owns the commands
// and their order; starts no till.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { RecoveryWay } from '#contract/start.ts';
import { backToSchema } from '#test/support/older-schema.ts';
import { send } from '#test/faults/life.ts';
import type { Life } from '#test/faults/life.ts';
import type { Notes, Sent } from '#test/faults/notes.ts';
import type { Random } from '#test/faults/random.ts';
import { garbleJournal, loseMirrorLine } from './recovery.ts';

/** What a step may know when it chooses its command. */
export interface Known {
  notes: Notes;
  random: Random;
}

/** A command, or something that the till does by itself and that is waited for. */
export type Step = ((known: Known) => Sent) | { until: (folder: string) => boolean };

export interface Scenario {
  name: string;
  /** What was done before the record begins; null: there is not even a folder. */
  before: readonly Step[] | null;
  /** Done in a second life, which ends with a kill. */
  killedAfter?: readonly Step[];
  /** Makes of the folder that `before` left what the scenario begins with. */
  prepare?: (folder: string) => void;
  /** What it begins with has lost rows that only the mirror log has. */
  isBroken?: true;
  /** What it begins with is unfit: before anybody signs in, the till is asked to go on in new books. */
  recovery?: RecoveryWay;
  /** What is done while it is recorded, after a start and a sign-in. */
  steps: readonly Step[];
}

/** Articles of the demonstration shop: by EAN-13, by PLU, by weight. */
const WATER = '6901234567892';
const PAPER = '40';
const BANANAS = '4011';

const step =
  (name: Sent['name'], args: (known: Known) => Record<string, unknown> = () => ({})) =>
  (known: Known): Sent => ({ name, args: { commandId: known.random.uuid(), ...args(known) } });

const saleId = ({ notes, random }: Known) => notes.basket?.sale.saleId ?? random.uuid();

const scan = (code: string, quantity?: number) =>
  step('sale.scan', (known) => ({
    saleId: saleId(known),
    code,
    ...(quantity === undefined ? {} : { quantity }),
  }));
const ofSale = (name: Sent['name']) => step(name, (known) => ({ saleId: saleId(known) }));
/** The next fifty yuan above what is due. */
const pay = step('tender.cash', (known) => ({
  saleId: saleId(known),
  amount: Math.ceil(((known.notes.basket?.sale.due ?? 0) + 1) / 5000) * 5000,
}));

const sale = (...scans: Step[]): Step[] => [...scans, pay, ofSale('sale.complete')];
const openShift = step('shift.open', () => ({ float: 20_000 }));
const countAndClose = [
  step('shift.count', () => ({ counts: [{ denomination: 10_000, count: 2 }] })),
  step('shift.close', ({ notes }) => ({ counted: notes.drawer })),
];
const z = step('register.close');

const morning = [openShift, ...sale(scan(WATER), scan(PAPER)), ...sale(scan(BANANAS, 432))];

const sales: Scenario = {
  name: 'sale',
  before: morning,
  steps: [
    ...sale(scan(WATER), scan(WATER), scan(BANANAS, 1317)),
    step('drawer.noSale', () => ({ reason: 'change for a customer' })),
    ...sale(scan(PAPER)),
    scan(WATER),
    step('sale.voidLine', ({ notes }) => ({
      saleId: notes.basket?.sale.saleId,
      lineId: notes.basket?.lines[0]?.lineId,
    })),
    ...sale(scan(BANANAS, 500), scan(PAPER)),
    scan(WATER),
    step('sale.park', (known) => ({ saleId: saleId(known), label: null })),
    step('cash.move', () => ({ move: 'paidIn', amount: 5000, reason: 'coins' })),
    ...sale(scan(WATER), scan(PAPER), scan(WATER)),
    // What is open at the end may be lost by a power cut, and must not be in the way of the next start.
    scan(WATER),
    scan(PAPER),
  ],
};

/** Of goods sold by the piece that can still come back, the first line: one of it, or all that is left of its sale. */
const takeBack = (all: boolean) =>
  step(all ? 'sale.addReturnAll' : 'sale.addReturn', (known) => {
    const line = known.notes.returnable().find(({ unit }) => unit !== 'kg');
    const { saleId: originalSaleId, lineNumber } = line ?? {};
    const of = { saleId: saleId(known), originalSaleId, reason: 'damaged' };
    return all ? of : { ...of, lineNumber, quantity: 1000 };
  });
const cheaper = step('sale.discountLine', (known) => ({
  saleId: saleId(known),
  lineId: known.notes.basket?.lines[0]?.lineId,
  discount: { kind: 'percent', ppm: 100_000 },
  reason: 'dented',
}));

/** Goods come back, alone, in a sale of others, and to be paid for with something dearer. */
const refunds: Scenario = {
  name: 'refund',
  before: morning,
  steps: [
    takeBack(false),
    ofSale('tender.refundCash'),
    ofSale('sale.complete'),
    scan(PAPER),
    scan(WATER),
    cheaper,
    pay,
    ofSale('sale.complete'),
    takeBack(true),
    scan(BANANAS, 2400),
    pay,
    ofSale('sale.complete'),
    // What stands in an open sale has not come back yet.
    takeBack(false),
  ],
};

const shiftClose: Scenario = {
  name: 'shift-close',
  before: morning,
  steps: [
    ...sale(scan(WATER)),
    ...countAndClose,
    z,
    // The first rows of a new period open a new file of the mirror log.
    openShift,
    ...sale(scan(PAPER), scan(WATER)),
  ],
};

/** What later programs brought is taken away again, as a till of schema 4 had none of it. */
function makeOlder(folder: string): void {
  const db = new Database(path.join(folder, 'till.db'));
  backToSchema(db, 4);
  db.close();
}

const migration: Scenario = {
  name: 'migration',
  before: [...morning, ...countAndClose, z, openShift],
  prepare: makeOlder,
  steps: sale(scan(WATER), scan(PAPER)),
};

const backedUp: Step = {
  until: (folder) => {
    const place = path.join(folder, 'backup');
    return fs.existsSync(place) && fs.readdirSync(place).some((name) => name.endsWith('.db'));
  },
};

const backup: Scenario = {
  name: 'backup',
  before: [...morning, ...countAndClose],
  steps: [z, backedUp, openShift, ...sale(scan(PAPER))],
};

const firstStart: Scenario = {
  name: 'first-start',
  before: null,
  steps: [openShift, ...sale(scan(WATER), scan(PAPER))],
};

/** The database has lost its tail, the mirror log has it: the start that is recorded brings it back. */
function loseTail(folder: string): void {
  fs.rmSync(path.join(folder, 'till.db-wal'), { force: true });
  fs.rmSync(path.join(folder, 'till.db-shm'), { force: true });
}

const restart: Scenario = {
  name: 'restart',
  before: morning,
  killedAfter: [...sale(scan(PAPER)), ...sale(scan(WATER), scan(BANANAS, 250))],
  prepare: loseTail,
  isBroken: true,
  steps: sale(scan(PAPER)),
};

/** The journal cannot be read, the mirror log has every row: the same books are made again. */
const recoverWhole: Scenario = {
  name: 'recover',
  before: [...morning, ...countAndClose],
  prepare: garbleJournal,
  recovery: 'rebuild',
  steps: [openShift, ...sale(scan(WATER))],
};

/** The mirror log has lost a line, too: new books follow the last row that is known. */
const recoverRest: Scenario = {
  ...recoverWhole,
  name: 'recover-emergency',
  prepare(folder) {
    garbleJournal(folder);
    loseMirrorLine(folder);
  },
  recovery: 'emergency',
};

/** Sells something when a till has taken up what it found: with a shift or without, with a sale open or none. */
export async function oneSale(life: Life): Promise<void> {
  const { notes, random } = life;
  const perform = (one: (known: Known) => Sent) => send(life, one({ notes, random }));
  if (notes.shift === null) await perform(openShift);
  // A sale that is being paid, or paid back, takes no more articles.
  const { tenders = [], refunds: paidBack = [] } = notes.basket?.sale ?? {};
  if (tenders.length + paidBack.length === 0) await perform(scan(WATER));
  const due = notes.basket?.sale.due ?? 0;
  if (due > 0) await perform(pay);
  if (due < 0) await perform(ofSale('tender.refundCash'));
  await perform(ofSale('sale.complete'));
}

export const scenarios: readonly Scenario[] = [
  sales,
  refunds,
  shiftClose,
  backup,
  migration,
  firstStart,
  restart,
  recoverWhole,
  recoverRest,
];
export const scenarioNames = scenarios.map(({ name }) => name);
