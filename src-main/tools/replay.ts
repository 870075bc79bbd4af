// `till replay FILE.csv`: sells and refunds real transactions through the till's own commands, at the file's own times, for
// exact cash, and closes every day. Its ids come from the file, so that a replay that was killed takes up where it stopped.
import { createHash, randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { Args } from '#contract/commands.ts';
import type { CommandId, SaleId, StaffId } from '#contract/ids.ts';
import { toDecimal } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import type { ZReport } from '#contract/shift.ts';
import { instantOf } from '#domain/business-date.ts';
import { divideRounded, toMoney } from '#domain/money.ts';
import { openDevices } from '#hardware/open.ts';
import type { Clock } from '#main/clock.ts';
import { appVersion, BadStart } from '#main/config.ts';
import { openCore } from '#main/core.ts';
import type { Core } from '#main/core.ts';
import { silentLog } from '#main/log.ts';
import { systemMachine } from '#main/machine.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { bodyOf, rowById } from '#store/journal.ts';
import { openReadOnly } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { findFinished } from '#store/sale.ts';
import { BadFile, readInvoices } from './invoices.ts';
import type { Day, Invoice } from './invoices.ts';
import { progressOn } from './progress.ts';
import type { Progress } from './progress.ts';

const TIME_ZONE = 'Europe/London';
const STAFF = 'replay' as StaffId;
const MICROS_A_PENNY = 10_000n;

/** The clock of the file: it shows what the invoice says. */
class FileClock implements Clock {
  #at = new Date(0);
  set(local: string): void {
    this.#at = instantOf(local, TIME_ZONE);
  }
  now(): Date {
    return this.#at;
  }
  monotonicMs(): number {
    return this.#at.getTime();
  }
}

interface Replay {
  core: Core;
  clock: FileClock;
  /** Looks, beside the till, for what an earlier run has already done. */
  books: Db;
  /** An id for a step, the same in every run over the same file. */
  idOf: (step: string) => CommandId;
  /** Articles that the file has named so far, in the file's order: the same in every run. */
  known: Set<string>;
  isCancelled(): boolean;
}

/** A name-based UUID (version 8) of the file's content and the step. */
function idMaker(content: Uint8Array): (step: string) => CommandId {
  const file = createHash('sha256').update(content).digest('hex');
  return (step) => {
    const hex = createHash('sha256').update(`counterfoil replay ${file} ${step}`).digest('hex');
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
    return [...parts, hex.slice(20, 32)].join('-') as CommandId;
  };
}

async function setUp(replay: Replay, storeName: string, firstDay: Day): Promise<void> {
  replay.clock.set(firstDay.invoices[0]?.at ?? `${firstDay.date}T00:00:00`);
  const { isSetUp, mode } = await replay.core.run('app.describe', {});
  if (mode.kind === 'viewOnly') throw new BadStart(`the till may not sell: ${mode.trouble} (${mode.detail})`);
  if (isSetUp) {
    if (rowById(replay.books, replay.idOf('register')) !== null) return;
    throw new BadStart(
      'this folder belongs to another shop or to another file; name an empty one with --data',
    );
  }
  // Nobody works here by PIN: this one is thrown away.
  const pin = String(randomInt(10_000_000, 100_000_000));
  await replay.core.run('register.setUp', {
    commandId: replay.idOf('register'),
    register: {
      storeName,
      number: 1,
      currency: 'GBP',
      timeZone: TIME_ZONE,
      dayStartsAt: 0,
      rounding: 'half-up',
      taxRounding: 'line',
      cashRounding: null,
      receiptLanguage: 'en',
      isDemo: false,
    },
    staff: [{ staffId: STAFF, name: 'Replay', role: 'manager', pin }],
  });
}

/** The articles that this invoice names for the first time. */
function newItems(replay: Replay, invoice: Invoice): Args<'catalog.put'>['items'] {
  const items: Args<'catalog.put'>['items'] = [];
  for (const { sku, name, priceMicros } of [...invoice.lines, ...invoice.returns]) {
    if (replay.known.has(sku)) continue;
    replay.known.add(sku);
    const names = { en: name, zh: name };
    items.push({
      sku,
      names,
      priceMicros,
      category: 'all',
      taxCode: 'NONE',
      unit: 'each',
      plu: null,
      gtins: [],
    });
  }
  return items;
}

async function learn(replay: Replay, invoice: Invoice): Promise<void> {
  const items = newItems(replay, invoice);
  for (let from = 0; from < items.length; from += 500) {
    await replay.core.run('catalog.put', {
      commandId: replay.idOf(`articles ${invoice.number} ${from}`),
      taxes: [{ code: 'NONE', taxes: [] }],
      categories: [{ id: 'all', names: { en: 'All', zh: '全部' } }],
      items: items.slice(from, from + 500),
    });
  }
}

/** Takes back what the invoice takes back: on the receipt where the file shows one, else at the file's price. */
async function takeBack({ core, idOf }: Replay, invoice: Invoice, saleId: SaleId): Promise<void> {
  for (const [i, { sku, quantity, priceMicros, original }] of invoice.returns.entries()) {
    const back = {
      commandId: idOf(`return ${invoice.number} ${i}`),
      saleId,
      quantity,
      reason: 'other' as const,
    };
    if (original === null) await core.run('sale.addReturnWithoutReceipt', { ...back, sku, priceMicros });
    else {
      const originalSaleId = idOf(`sale ${original.number}`) as string as SaleId;
      await core.run('sale.addReturn', { ...back, originalSaleId, lineNumber: original.place + 1 });
    }
  }
}

async function sell(replay: Replay, invoice: Invoice): Promise<void> {
  const { core, clock, idOf } = replay;
  clock.set(invoice.at);
  const saleId = idOf(`sale ${invoice.number}`) as string as SaleId;
  if (findFinished(replay.books, saleId) !== null) {
    newItems(replay, invoice);
    return;
  }
  await learn(replay, invoice);
  for (const [i, { sku, quantity, priceMicros }] of invoice.lines.entries()) {
    const commandId = idOf(`line ${invoice.number} ${i}`);
    await core.run('sale.addOpenPrice', { commandId, saleId, sku, quantity, priceMicros });
  }
  await takeBack(replay, invoice, saleId);
  const { due } = (await core.run('sale.get', { saleId })).sale;
  if (due > 0)
    await core.run('tender.cash', { commandId: idOf(`cash ${invoice.number}`), saleId, amount: due });
  if (due < 0) await core.run('tender.refundCash', { commandId: idOf(`refund ${invoice.number}`), saleId });
  await core.run('sale.complete', { commandId: idOf(`complete ${invoice.number}`), saleId });
}

function sealedReport(replay: Replay, day: Day): Omit<ZReport, 'seal'> | null {
  const row = rowById(replay.books, replay.idOf(`z ${day.date}`));
  return row === null ? null : bodyOf<'register.closed'>(row).report;
}

/** The day's cash is exactly what was sold: the count is the ledger's own expectation, taken from an X. */
async function closeDay(replay: Replay, day: Day): Promise<Omit<ZReport, 'seal'>> {
  const { core, idOf } = replay;
  const closing = rowById(replay.books, idOf(`close ${day.date}`));
  if (closing === null) {
    const x = await core.run('shift.xReport', { commandId: idOf(`x ${day.date}`), print: false });
    const counted = (x.cash?.expected ?? 0) as Money;
    await core.run('shift.close', { commandId: idOf(`close ${day.date}`), counted });
  }
  return core.run('register.close', { commandId: idOf(`z ${day.date}`) });
}

/** Sells one day and returns its Z; null when it was cancelled. */
async function replayDay(
  replay: Replay,
  day: Day,
  progress: Progress,
): Promise<Omit<ZReport, 'seal'> | null> {
  const done = sealedReport(replay, day);
  if (done !== null) {
    for (const invoice of day.invoices) newItems(replay, invoice);
    return done;
  }
  const first = day.invoices[0];
  if (first === undefined) return null;
  replay.clock.set(first.at);
  if (rowById(replay.books, replay.idOf(`open ${day.date}`)) === null) {
    // Refunds may come before the first sale: there is cash for all of them.
    const float = toMoney(divideRounded(day.refundMicros, MICROS_A_PENNY, 'up'));
    await replay.core.run('shift.open', { commandId: replay.idOf(`open ${day.date}`), float });
  }
  for (const [i, invoice] of day.invoices.entries()) {
    if (replay.isCancelled()) return null;
    await sell(replay, invoice);
    progress.show(`${day.date}: ${i + 1} of ${day.invoices.length} invoices`);
  }
  return closeDay(replay, day);
}

/** A sum of the file in the currency's decimals; more only where the file has them. */
function fileSum(micros: bigint): string {
  return `£${toDecimal(micros, 6).replace(/0{1,4}$/, '')}`;
}

/** What a day came to, in the file and at the till; sums add up. */
interface Sums {
  invoices: number;
  lines: number;
  refunds: number;
  linked: number;
  skipped: number;
  sold: bigint;
  refunded: bigint;
  fileSold: bigint;
  fileRefunded: bigint;
}

const nothing: Sums = {
  invoices: 0,
  lines: 0,
  refunds: 0,
  linked: 0,
  skipped: 0,
  sold: 0n,
  refunded: 0n,
  fileSold: 0n,
  fileRefunded: 0n,
};

/** In micros, as the file's sums are. */
function sumsOf(day: Day, { period }: Omit<ZReport, 'seal'>): Sums {
  const returns = day.invoices.flatMap((invoice) => invoice.returns);
  return {
    invoices: day.invoices.length,
    lines: day.invoices.reduce((count, { lines }) => count + lines.length, 0),
    refunds: returns.length,
    linked: returns.filter(({ original }) => original !== null).length,
    skipped: [...day.skipped.values()].reduce((a, b) => a + b, 0),
    sold: BigInt(period.sold) * MICROS_A_PENNY,
    refunded: BigInt(period.returns.total) * MICROS_A_PENNY,
    fileSold: day.soldMicros,
    fileRefunded: day.refundMicros,
  };
}

function add(a: Sums, b: Sums): Sums {
  const both = Object.entries(a).map(([name, value]) => {
    const more = b[name as keyof Sums];
    return [name, typeof value === 'bigint' ? value + BigInt(more) : value + Number(more)];
  });
  return Object.fromEntries(both) as Sums;
}

const isEqual = ({ sold, refunded, fileSold, fileRefunded }: Sums) =>
  sold === fileSold && refunded === fileRefunded;

/** A row of the table: what the till says, then what the file says of the same. */
function rowOf(name: string, sums: Sums): string {
  const { invoices, lines, refunds, linked, skipped, sold, refunded, fileSold, fileRefunded } = sums;
  const cells = [
    name.padEnd(10),
    ...[invoices, lines, refunds, linked, skipped].map((count) => String(count).padStart(8)),
    ...[sold, refunded, sold - refunded].map((micros) => fileSum(micros).padStart(13)),
    fileSum(fileSold - fileRefunded).padStart(13),
    isEqual(sums) ? 'equal' : `DIFFERENT: the file has ${fileSum(fileSold)} and ${fileSum(fileRefunded)}`,
  ];
  return `${cells.join('  ')}\n`;
}

function reasons(day: Day): string {
  return [...day.skipped].map(([reason, count]) => `            skipped: ${count} x ${reason}\n`).join('');
}

const HEAD = `${[
  'day'.padEnd(10),
  ...['invoices', 'lines', 'refunds', 'linked', 'skipped'].map((name) => name.padStart(8)),
  ...['sales', 'refunded', 'Z total', 'file sum'].map((name) => name.padStart(13)),
].join('  ')}\n`;

function linkedWords({ refunds, linked }: Sums): string {
  if (refunds === 0) return '';
  return `${linked} of ${refunds} refunds are linked to what was sold, ${refunds - linked} had no receipt.\n`;
}

async function replayDays(
  replay: Replay,
  days: Day[],
  output: Writable,
  progress: Progress,
): Promise<number> {
  let differing = 0;
  let whole = nothing;
  output.write(HEAD);
  for (const day of days) {
    const report = day.invoices.length === 0 ? null : await replayDay(replay, day, progress);
    progress.clear();
    if (replay.isCancelled()) {
      output.write('Stopped. The same command takes up where this stopped.\n');
      return 130;
    }
    if (report === null) output.write(`${day.date}  nothing to sell\n`);
    else {
      const sums = sumsOf(day, report);
      if (!isEqual(sums)) differing += 1;
      whole = add(whole, sums);
      output.write(rowOf(day.date, sums));
    }
    output.write(reasons(day));
  }
  output.write(rowOf('all', whole));
  output.write(linkedWords(whole));
  output.write(
    differing === 0
      ? 'Every day equals the file to the cent.\n'
      : `${differing} day(s) differ from the file.\n`,
  );
  return differing === 0 ? 0 : 1;
}

/**
 * Replays a file into a data folder. Returns the exit code: 0 when every day equals the file, 1 when one differs, 130
 * when it was interrupted. Throws BadStart in words for a file or folder that cannot be used.
 */
export async function replayFile(
  file: string,
  folder: string,
  output: Writable,
  errors: Writable,
): Promise<number> {
  if (!fs.existsSync(file)) throw new BadStart(`there is no file ${file}`);
  let days: Day[];
  try {
    days = readInvoices(file);
  } catch (error) {
    throw error instanceof BadFile ? new BadStart(error.message) : error;
  }
  const firstDay = days.find((day) => day.invoices.length > 0);
  if (firstDay === undefined) throw new BadStart(`${file} holds nothing that can be sold`);
  let isCancelled = false;
  process.once('SIGINT', () => (isCancelled = true));
  const clock = new FileClock();
  const devices = await openDevices({ kind: 'none' }, () => clock.now());
  const guard = fileSecretBox();
  const machine = systemMachine({ folder, shell: 'headless', log: silentLog });
  const log = silentLog;
  const core = await openCore({ folder, clock, log, guard, devices, machine, appVersion, prints: false });
  const books = openReadOnly(folder);
  const idOf = idMaker(fs.readFileSync(file));
  const replay: Replay = { core, clock, books, idOf, known: new Set(), isCancelled: () => isCancelled };
  try {
    await setUp(replay, path.basename(file, '.csv').slice(0, 60), firstDay);
    core.actAs(STAFF);
    return await replayDays(replay, days, output, progressOn(errors));
  } finally {
    books.close();
    await core.close();
  }
}
