// The register: what it is, setting it up, sealing its period with a Z.
import type { Result } from '#contract/commands.ts';
import { firstCounterSettings } from '#contract/counter.ts';
import type { Instant } from '#contract/ids.ts';
import type { NewStaff, RegisterConfig } from '#contract/register.ts';
import type { Money } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { ZReport } from '#contract/shift.ts';
import { businessDateOf, isTimeZone } from '#domain/business-date.ts';
import { sum } from '#domain/money.ts';
import { composeZ } from '#domain/report.ts';
import { periodFigures } from '#domain/shift.ts';
import { attempt } from '#store/attempt.ts';
import { listBadges, ownerOfBadge, putBadge } from '#store/badge.ts';
import { forgetAnswersBefore } from '#store/command.ts';
import { readCounterSettings } from '#store/counter.ts';
import { headOf, openPeriod, perpetualBefore } from '#store/journal.ts';
import type { Db } from '#store/open.ts';
import { insertPrintJob } from '#store/print-job.ts';
import { insertRegister, updateRegister } from '#store/register.ts';
import type { Register } from '#store/register.ts';
import { findCurrent, listParked } from '#store/sale.ts';
import {
  closingsOf,
  findOpenShift,
  periodKinds,
  periodRange,
  periodSums,
  periodTaxes,
} from '#store/shift.ts';
import { insertStaff, listStaff } from '#store/staff.ts';
import type { Handler, ReadContext, TillState, WriteContext } from './context.ts';
import { taxSummaryHere } from './tax-summary.ts';

/** The register, or the refusal that there is none yet. */
export function requireRegister(context: ReadContext): Register {
  return context.register ?? refuse('register.notSetUp', {});
}

/** The trading day now. */
export const today: Handler<'register.today'> = (context) => {
  const { timeZone, dayStartsAt } = requireRegister(context).config;
  return { today: businessDateOf(new Date(context.now), timeZone, dayStartsAt) };
};

export const describe: Handler<'app.describe'> = (context) => {
  const { db, register, state } = context;
  const shift = findOpenShift(db);
  const badges = listBadges(db);
  return {
    version: state.appVersion,
    mode: state.mode,
    isSetUp: register !== null,
    register: register?.config ?? null,
    taxSummary: register === null ? null : taxSummaryHere(db, register.config),
    zNumber: openPeriod(db),
    staff: listStaff(db).map(({ staffId, name, role, demoPin }) => ({
      staffId,
      name,
      role,
      onShift: shift?.staffId === staffId,
      demoPin,
      hasBadge: badges.has(staffId),
      demoBadge: badges.get(staffId)?.demoBadge ?? null,
    })),
    session: state.session,
    shift,
    devices: [...state.devices],
    scale: state.scale,
    counter: readCounterSettings(db),
    hasDemoCounter: state.hasDemoCounter,
    books: state.books,
    start: state.start,
    disk: state.disk,
    update: state.update,
  };
};

/** What the first screen shows where nothing can be read. */
function describeNothing(state: TillState): Result<'app.describe'> {
  const { mode, session, devices, scale, hasDemoCounter, books, start, disk, update } = state;
  return {
    version: state.appVersion,
    mode,
    isSetUp: false,
    register: null,
    taxSummary: null,
    zNumber: 1,
    staff: [],
    session,
    shift: null,
    devices: [...devices],
    scale,
    counter: firstCounterSettings,
    hasDemoCounter,
    books,
    start,
    disk,
    update,
  };
}

/** The same where a copy of the books can be read: its people and settings, and nothing of yesterday as today's. */
function describePeople(context: ReadContext): Result<'app.describe'> {
  const staff = describe(context, {}, undefined).staff.map((person) => ({ ...person, onShift: false }));
  const config = requireRegister(context).config;
  const counter = readCounterSettings(context.db);
  return { ...describeNothing(context.state), isSetUp: true, register: config, staff, counter };
}

/** Books that cannot be read at all: who works here, and in which language, is known from elsewhere, if it is. */
export function describeUnread(
  state: TillState,
  known: { people: Db; register: Register } | null,
  now: Instant,
): Result<'app.describe'> {
  if (known === null) return describeNothing(state);
  const { people: db, register } = known;
  return attempt(() => describePeople({ db, register, state, now, signer: null })) ?? describeNothing(state);
}

/** Badges that come with the first people; which of them have one is in the enrolment's row. */
function giveBadges({ db }: WriteContext, people: readonly NewStaff[], isDemo: boolean): void {
  for (const { staffId, badge } of people) {
    if (badge === undefined) continue;
    if (ownerOfBadge(db, badge) !== null) refuse('staff.badgeTaken', {});
    putBadge(db, staffId, badge, isDemo);
  }
}

export const setUp: Handler<'register.setUp'> = (context, args, { staff }) => {
  if (context.register !== null) refuse('register.alreadySetUp', {});
  const { register: config } = args;
  if (!isTimeZone(config.timeZone)) refuse('register.badTimeZone', { timeZone: config.timeZone });
  if (!staff.some((person) => person.role === 'manager')) refuse('register.noManager', {});
  const register: Register = {
    id: `R${config.number}`,
    epoch: 1,
    config,
    publicKey: context.signer.publicKey,
  };
  insertRegister(context.db, register, context.now);
  insertStaff(context.db, staff);
  giveBadges(context, args.staff, config.isDemo);
  context.register = register;
  context.journal('register.enrolled', {
    body: {
      postings: [],
      register: config,
      publicKey: register.publicKey.toString('hex'),
      appVersion: context.state.appVersion,
      staff: args.staff.map(({ staffId, name, role, badge }) => ({
        staffId,
        name,
        role,
        ...(badge === undefined ? {} : { hasBadge: true as const }),
      })),
    },
  });
  return { registerId: register.id };
};

/** Gives the register another configuration, on record. */
export function configure(context: WriteContext, config: RegisterConfig): void {
  const register = requireRegister(context);
  updateRegister(context.db, register.id, config);
  context.register = { ...register, config };
  context.journal('register.changed', { body: { postings: [], register: config } });
}

export const setReceiptLanguage: Handler<'register.setReceiptLanguage'> = (context, args) => {
  configure(context, { ...requireRegister(context).config, receiptLanguage: args.language });
  return {};
};

export const setTaxSummary: Handler<'register.setTaxSummary'> = (context, { taxSummary, taxNumber }) => {
  const { taxNumber: _before, ...config } = requireRegister(context).config;
  configure(context, { ...config, taxSummary, ...(taxNumber === null ? {} : { taxNumber }) });
  return { taxSummary, taxNumber };
};

/** The figures of the open period, from what its rows say. */
export function periodSoFar(context: ReadContext, zNo: number) {
  return periodFigures(
    periodSums(context.db, zNo),
    periodTaxes(context.db, zNo),
    periodKinds(context.db, zNo),
  );
}

function assertClosable(context: WriteContext): void {
  const { db } = context;
  if (findOpenShift(db) !== null) refuse('register.shiftOpen', {});
  if (findCurrent(db) !== null) refuse('shift.saleOpen', {});
  const parked = listParked(db).length;
  if (parked > 0) refuse('register.parkedSales', { count: parked });
  if (closingsOf(db, openPeriod(db)).length === 0) refuse('register.nothingToClose', {});
}

/** The trading day of a period: the one in which its first shift was opened, not the one the clock shows now. */
function businessDateOfPeriod(context: WriteContext, config: RegisterConfig, fallback: string) {
  const first = closingsOf(context.db, openPeriod(context.db))[0]?.openedAt ?? fallback;
  return businessDateOf(new Date(first), config.timeZone, config.dayStartsAt);
}

export const close: Handler<'register.close'> = (context) => {
  const { db } = context;
  const { config } = requireRegister(context);
  assertClosable(context);
  const zNumber = openPeriod(db);
  const range = periodRange(db, zNumber) ?? refuse('register.nothingToClose', {});
  const before = perpetualBefore(db, range.first);
  const period = periodSoFar(context, zNumber);
  const report: Omit<ZReport, 'seal'> = {
    zNumber,
    businessDate: businessDateOfPeriod(context, config, context.now),
    currency: config.currency,
    closedAt: context.now,
    closedBy: context.state.session?.name ?? '',
    firstSeq: range.first,
    lastSeq: range.last,
    shifts: closingsOf(db, zNumber),
    period,
    perpetualSalesBefore: before.sales as Money,
    perpetualSalesAfter: sum([before.sales as Money, period.sold]),
    perpetualReturnsBefore: before.returns as Money,
    perpetualReturnsAfter: sum([before.returns as Money, period.returns.total]),
  };
  assertTotals(context, report);
  const row = context.journal('register.closed', {
    body: { postings: [], report },
    totalMinor: report.period.total,
  });
  const sealed: ZReport = { ...report, seal: row.hash.toString('hex').slice(0, 8) };
  const paper = composeZ(sealed, config);
  insertPrintJob(db, { commandId: context.commandId, kind: 'z', saleId: null, paper, at: context.now });
  forgetAnswersBefore(db, zNumber - 1);
  context.after({ kind: 'print' });
  return sealed;
};

/** R16: the period's sums and the journal's own running totals must be the same numbers, or nothing is sealed. */
function assertTotals(context: WriteContext, report: Omit<ZReport, 'seal'>): void {
  const { gtSalesMinor: sales = 0, gtReturnsMinor: returned = 0 } = headOf(context.db)?.header ?? {};
  const running = `${sales} sold, ${returned} returned`;
  const summed = `${report.perpetualSalesAfter} sold, ${report.perpetualReturnsAfter} returned`;
  if (running !== summed)
    throw new Error(`Z ${report.zNumber}: perpetual ${running}, by its sales ${summed}`);
}
