// The clock campaign: a day at the counter of the real till under a clock that jumps, stands or is dead. Owns the day and
// its judgement: the order of rows is the truth, the clock only data, and whoever sets it back is noted.
import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import type { CommandName } from '#contract/commands.ts';
import type { CompletedSale, SaleChange } from '#contract/sale.ts';
import type { XReport } from '#contract/shift.ts';
import { audit } from '#store/audit.ts';
import { mirrorFolder, openReadOnly } from '#store/open.ts';
import { checkFolder } from '#test/faults/check.ts';
import { Notes } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import type { Reply } from '#test/faults/till-process.ts';
import { DAY_STARTS_AT, FalseClock, setUpIn, zones } from './clock-shop.ts';
import type { Zone } from './clock-shop.ts';
import type { Moment, Scenario } from './clock-scenarios.ts';
import { copyFolder } from './shops.ts';

const WATER = '6901234567892';
const manager = { staffId: 'chen-jing', pin: '3333' };
/** Tries before the lock, as `store/staff.ts` counts them. */
const WRONG_PINS = 5;
/** A busy machine may take this long between a question and its row. */
const SLACK_MS = 60_000;
const BACK_MS = 120_000;

export interface Seen {
  scenario: string;
  rows: number;
  suspect: number;
  wrong: string[];
}

class Day {
  readonly wrong: string[] = [];
  readonly notes: Notes;
  readonly #scenario: Scenario;
  readonly #folder: string;
  readonly #clock: FalseClock;
  readonly #random: Random;
  readonly #plant: string | null;
  /** When the clock said what for each sale. */
  readonly #soldAt = new Map<string, number>();
  #till: TillProcess;

  constructor(scenario: Scenario, folder: string, plant: string | null) {
    this.#scenario = scenario;
    this.#folder = folder;
    this.#plant = plant;
    this.notes = new Notes(`${folder}.acknowledged.jsonl`);
    this.#random = new Random(scenario.name);
    this.#clock = new FalseClock(`${folder}.clock`, new Date(scenario.at));
    this.#till = this.#start();
  }

  #start(): TillProcess {
    return new TillProcess(this.#folder, this.#plant, this.#clock.environment);
  }

  #now(moment: Moment): void {
    const { moment: wanted } = this.#scenario;
    const isMeant = wanted === moment || (wanted === 'every' && moment !== 'locked');
    if (isMeant) this.#scenario.does(this.#clock);
  }

  async #ask(name: CommandName, args: object): Promise<Reply> {
    return this.#till.call(name, { commandId: this.#random.uuid(), ...args });
  }

  async #do(name: CommandName, args: object): Promise<unknown> {
    const sent = { name, args: { commandId: this.#random.uuid(), ...args } };
    this.notes.send(sent);
    const result = await this.#till.must(name, sent.args);
    this.notes.acknowledge(sent, result);
    return result;
  }

  async #sell(): Promise<void> {
    const saleId = this.#random.uuid();
    await this.#do('sale.scan', { saleId, code: WATER });
    this.#now('scan');
    const { sale } = (await this.#do('sale.scan', { saleId, code: WATER })) as SaleChange;
    await this.#do('tender.cash', { saleId, amount: sale.due + 500 });
    this.#now('complete');
    await this.#do('sale.complete', { saleId });
    this.#soldAt.set(saleId, this.#clock.now());
  }

  async #lockOut(): Promise<void> {
    const signIn = (pin: string) => this.#ask('session.signIn', { staffId: manager.staffId, pin });
    for (let i = 0; i < WRONG_PINS; i += 1) await signIn('9999');
    this.#now('locked');
    const reply = await signIn(manager.pin);
    const left = !reply.ok && 'refusal' in reply ? reply.refusal.details['secondsLeft'] : null;
    if (typeof left !== 'number' || left < 1 || left > 30) {
      this.wrong.push(`locked out, the right PIN was answered ${JSON.stringify(reply)}`);
    }
  }

  async live(): Promise<void> {
    this.#now('start');
    await this.#do('session.signIn', manager);
    await this.#do('shift.open', { float: 20_000 });
    await this.#sell();
    await this.#sell();
    this.#now('close');
    const { cash, period } = (await this.#do('shift.xReport', { print: false })) as XReport;
    const sold = [...this.notes.sales.values()].reduce((sum, { sale }) => sum + sale.total, 0);
    const drawer = [cash?.expected, period.total, period.receiptCount];
    if (!isDeepStrictEqual(drawer, [this.notes.drawer, sold, this.notes.sales.size]))
      this.wrong.push(`X says ${drawer.join(' ')}; acknowledged were ${this.notes.drawer} ${sold}`);
    await this.#do('shift.close', { counted: this.notes.drawer });
    this.#now('z');
    await this.#do('register.close', {});
    await this.#till.finish();
    this.#now('restart');
    this.#till = this.#start();
    await this.#do('session.signIn', manager);
    await this.#do('shift.open', { float: 20_000 });
    await this.#sell();
    if (this.#scenario.moment === 'locked') await this.#lockOut();
    await this.#till.finish();
  }

  async end(): Promise<void> {
    this.#till.kill();
    await this.#till.ended;
  }

  judge(): Seen {
    const problems = checkFolder(this.#folder, this.notes, 'ended', new Set()).findings.map(
      ({ text }) => text,
    );
    // A lock is written down by itself.
    this.wrong.push(...problems.filter((text) => !text.includes('(session.locked,')));
    const db = openReadOnly(this.#folder);
    try {
      const { finding } = audit(db, mirrorFolder(this.#folder), () => undefined);
      if (finding !== null) this.wrong.push(`verify: ${finding.problem}`);
      return { scenario: this.#scenario.name, ...this.#judgeRows(db), wrong: this.wrong };
    } finally {
      db.close();
    }
  }

  #judgeRows(db: Database.Database): { rows: number; suspect: number } {
    const rows = db
      .prepare('SELECT seq, kind, at_utc, clock_suspect, body FROM journal ORDER BY seq')
      .all() as Row[];
    rows.forEach((row, i) => {
      const before = rows[i - 1];
      const isBack = before !== undefined && Date.parse(row.at_utc) < Date.parse(before.at_utc) - BACK_MS;
      if ((row.clock_suspect === 1) !== isBack)
        this.wrong.push(
          `row ${row.seq} of ${row.at_utc} after ${before?.at_utc} has clock_suspect ${row.clock_suspect}`,
        );
      if (row.kind === 'sale.completed') this.#judgeSale(row);
    });
    return { rows: rows.length, suspect: rows.filter((row) => row.clock_suspect === 1).length };
  }

  #judgeSale({ seq, at_utc: at, body }: Row): void {
    const { sale } = JSON.parse(body.toString('utf8')) as { sale: CompletedSale['sale'] };
    const shown = this.#soldAt.get(sale.saleId) ?? Number.NaN;
    // Else the clock was not false at all, and nothing has been tried.
    if (!(Math.abs(Date.parse(at) - shown) < SLACK_MS))
      this.wrong.push(`row ${seq} is of ${at}; the clock showed ${new Date(shown).toISOString()}`);
    const day = tradingDay(new Date(at), this.#scenario.zone);
    if (sale.businessDate !== day)
      this.wrong.push(`row ${seq} of ${at} belongs to ${sale.businessDate}, not ${day}`);
  }
}

interface Row {
  seq: number;
  kind: string;
  at_utc: string;
  clock_suspect: number;
  body: Buffer;
}

/** The trading day, reckoned in another way than the till does. */
export function tradingDay(at: Date, zone: Zone): string {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  const [date = '', time = ''] = shown.split(' ');
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const isBefore = Number(time.slice(0, 2)) < DAY_STARTS_AT;
  return new Date(Date.UTC(year, month - 1, isBefore ? day - 1 : day)).toISOString().slice(0, 10);
}

export interface ClockOptions {
  scenarios: readonly Scenario[];
  workers: number;
  plant: string | null;
  root: string;
  signal: AbortSignal;
  onDay(seen: readonly Seen[]): void;
}

/** Lives every scenario's day; resolves with what was seen. */
export async function runClock(options: ClockOptions): Promise<Seen[]> {
  const { root, plant, signal } = options;
  const shopOf = (zone: Zone) => path.join(root, `shop-${zone.replace('/', '-')}`);
  const wanted = zones.filter((zone) => options.scenarios.some((one) => one.zone === zone));
  for (const zone of wanted) await setUpIn(shopOf(zone), zone);
  const left = [...options.scenarios];
  const seen: Seen[] = [];
  const work = async () => {
    for (let one = left.shift(); one !== undefined && !signal.aborted; one = left.shift()) {
      const folder = path.join(root, `day-${left.length}`);
      copyFolder(shopOf(one.zone), folder);
      const day = new Day(one, folder, plant);
      try {
        await day.live();
      } catch (error) {
        day.wrong.push((error as Error).message);
      } finally {
        await day.end();
      }
      if (signal.aborted) return;
      seen.push(day.judge());
      options.onDay(seen);
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  fs.rmSync(root, { recursive: true, force: true });
  fs.mkdirSync(root, { recursive: true });
  return seen;
}
