// One write command, one transaction: the answer given before, or the handler and its answer, with every row it appends.
// Owns idempotency and what a handler is given; what follows the commit is the core's.
import { commands } from '#contract/commands.ts';
import type { CommandName } from '#contract/commands.ts';
import type { TillEvent } from '#contract/events.ts';
import type { CommandSpec } from '#contract/command-spec.ts';
import type { ApprovalId, CommandId, Instant } from '#contract/ids.ts';
import type { JournalKind } from '#contract/journal.ts';
import { refuse } from '#contract/refusal.ts';
import { findAnswer, hashArgs, insertAnswer } from '#store/command.ts';
import { appendRow, headOf, openPeriod, rowById } from '#store/journal.ts';
import type { JournalRow, NewEvent } from '#store/journal.ts';
import type { Signer } from '#store/key.ts';
import type { Db } from '#store/open.ts';
import { project } from '#store/project.ts';
import type { Register } from '#store/register.ts';
import { findStaff } from '#store/staff.ts';
import type { StaffMember } from '#store/staff.ts';
import { inBasketTransaction, inJournalTransaction, rehearse } from '#store/transaction.ts';
import { approverFor } from './approval.ts';
import type { Approvals } from './approval.ts';
import type { Effect, Fact, HandledName, ReadContext, TillState, WriteContext } from './context.ts';
import { handlers } from './index.ts';

/** What a command runs in. */
export interface Ground {
  db: Db;
  signer: Signer;
  register: Register | null;
  state: TillState;
  now: Instant;
  monoMs: number;
  approvals: Approvals;
}

interface ApprovableArgs {
  commandId: CommandId;
  approval?: ApprovalId;
}

/** What a command left behind, once it is committed. */
export interface Executed {
  result: unknown;
  /** The register as it is now. */
  register: Register | null;
  /** Rows that the witness does not have yet. */
  rows: JournalRow[];
  events: TillEvent[];
  effects: Effect[];
}

function nothingYet({ register }: Ground): Executed {
  return { result: undefined, register, rows: [], events: [], effects: [] };
}

/** Any handler, once its name has been looked up. */
export type AnyHandler = (context: ReadContext, args: unknown, prepared: unknown) => unknown;

function eventOf<K extends JournalKind>(
  ground: Ground,
  { register, isApproved, approver: asked }: WriteContext,
  id: string,
  kind: K,
  fact: Fact<K>,
): NewEvent<K> {
  const approver = isApproved ? asked : null;
  if (register === null) return refuse('register.notSetUp', {});
  return {
    kind,
    id,
    ...fact,
    atUtc: ground.now,
    monoMs: ground.monoMs,
    register: register.id,
    epoch: register.epoch,
    timeZone: register.config.timeZone,
    currency: register.config.currency,
    actor: ground.state.session?.staffId ?? 'till',
    ...(approver === null ? {} : { approver: approver.staffId }),
    appVersion: ground.state.appVersion,
  };
}

/** A row's id for an event that may truly happen twice under one command: the command's own, then with the row's number. */
function freeId(db: Db, id: string): string {
  return rowById(db, id) === null ? id : `${id}@${(headOf(db)?.header.seq ?? 0) + 1}`;
}

/** The context of one write; what it collects is in `left`. */
function contextOf(
  ground: Ground,
  commandId: CommandId,
  left: Executed,
  isRepeatable: boolean,
): WriteContext {
  const { db, signer, state, now } = ground;
  const context: WriteContext = {
    db,
    signer,
    state,
    now,
    commandId,
    register: ground.register,
    journal: <K extends JournalKind>(kind: K, fact: Fact<K>) => {
      // The answer has been forgotten, the deed has not: it is not done twice.
      if (!isRepeatable && rowById(db, commandId) !== null) refuse('command.done', { commandId });
      const id = isRepeatable ? freeId(db, commandId) : commandId;
      const row = appendRow(db, signer, eventOf(ground, context, id, kind, fact));
      project(db, row);
      left.rows.push(row);
      return row;
    },
    announce: (event) => left.events.push(event),
    after: (effect) => left.effects.push(effect),
    approver: null,
    isApproved: false,
    approvals: ground.approvals,
    rehearse: (name, args, approver) => {
      const tried = contextOf(ground, args.commandId, nothingYet(ground), false);
      tried.approver = approver;
      rehearse(db, () => handleAllowed(tried, name, args, undefined));
    },
  };
  return context;
}

/** Runs the handler, for an approvable command once whoever asks may do such a thing or somebody has approved it. */
function handleAllowed(context: WriteContext, name: CommandName, args: unknown, prepared: unknown): unknown {
  const { approvable, permission }: CommandSpec = commands[name];
  if (approvable === true) approverFor(context, permission);
  const handle = handlers[name as HandledName] as unknown as AnyHandler;
  return handle(context, args, prepared);
}

/** Whoever has approved these very arguments in this session, or null. */
function findApprover(ground: Ground, args: ApprovableArgs, argsHash: Uint8Array): StaffMember | null {
  const { session } = ground.state;
  const staffId = ground.approvals.approverOf(args.approval, { argsHash, session });
  return staffId === null ? null : findStaff(ground.db, staffId);
}

/**
 * Runs a write command in its one transaction. The same id with the same arguments gives the first answer and leaves
 * nothing behind; with others it is refused as `command.conflict`, and as `command.done` when the answer is no longer
 * kept. Whatever throws rolls everything back.
 */
export function execute(
  ground: Ground,
  name: CommandName,
  args: ApprovableArgs,
  prepared: unknown,
): Executed {
  const left = nothingYet(ground);
  const { kind } = commands[name];
  const context = contextOf(ground, args.commandId, left, kind === 'session');
  const transact = kind === 'basket' ? inBasketTransaction : inJournalTransaction;
  const { db } = ground;
  left.result = transact(db, () => {
    if (kind === 'session') return handleAllowed(context, name, args, prepared);
    const argsHash = hashArgs(name, args);
    const answer = findAnswer(db, args.commandId, argsHash);
    if (answer.kind === 'conflict') refuse('command.conflict', { commandId: args.commandId });
    if (answer.kind === 'again') return answer.result;
    context.approver = findApprover(ground, args, argsHash);
    const result = handleAllowed(context, name, args, prepared);
    insertAnswer(db, { id: args.commandId, name, argsHash, result, zNo: openPeriod(db) });
    return result;
  });
  left.register = context.register;
  // Only now: what was refused, or found the disk full, may be sent again under the same approval.
  ground.approvals.use(args.approval);
  return left;
}

/** Journals one event that no command asked for, in a transaction of its own. */
export function journalAlone<K extends JournalKind>(
  ground: Ground,
  id: string,
  kind: K,
  fact: Fact<K>,
): JournalRow {
  const left = nothingYet(ground);
  const context = contextOf(ground, id as CommandId, left, true);
  return inJournalTransaction(ground.db, () => context.journal(kind, fact));
}
