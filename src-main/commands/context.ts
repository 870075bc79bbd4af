// What a command's handler is given. Owns no behaviour: the core fills it, one per command.
import type { Args, CommandName, commands, Result } from '#contract/commands.ts';
import type { DeviceStatus, ScaleReading } from '#contract/device.ts';
import type { PrinterSetting } from '#contract/device-setting.ts';
import type { BesideDevice, FoundBeside } from '#contract/device-try.ts';
import type { TillEvent } from '#contract/events.ts';
import type { CommandId, Instant } from '#contract/ids.ts';
import type { JournalBody, JournalKind } from '#contract/journal.ts';
import type { DiskState, UpdateState } from '#contract/machine.ts';
import type { Paper } from '#contract/receipt.ts';
import type { Books, StartReport, StoreMode } from '#contract/start.ts';
import type { Session } from '#contract/staff.ts';
import type { Devices, PrintOutcome } from '#hardware/ports.ts';
import type { Machine } from '#main/machine.ts';
import type { JournalRow } from '#store/journal.ts';
import type { Signer } from '#store/key.ts';
import type { Db } from '#store/open.ts';
import type { Register } from '#store/register.ts';
import type { StaffMember } from '#store/staff.ts';
import type { Approvals } from './approval.ts';

/** The core's own memory that handlers may look at. */
export interface TillState {
  readonly mode: StoreMode;
  readonly session: Session | null;
  readonly devices: readonly DeviceStatus[];
  /** Null where there is no scale. */
  readonly scale: ScaleReading | null;
  readonly hasDemoCounter: boolean;
  readonly appVersion: string;
  readonly books: Books;
  readonly start: StartReport;
  readonly disk: DiskState;
  readonly update: UpdateState;
}

export interface ReadContext {
  db: Db;
  /** Null only before set-up; `commands/register.ts` has the getter that refuses. */
  register: Register | null;
  state: TillState;
  now: Instant;
  /** Null where the books may only be looked at. */
  signer: Signer | null;
}

/** What a command of the kind `device` is given: no database, so it works where nothing may be written. */
export interface DeviceContext {
  devices: Devices;
  /** Null before set-up, and where the books cannot be read. */
  register: Register | null;
  now: Instant;
  /** Prints on a printer that need not be the till's; keeps nothing. */
  tryPrinter(printer: PrinterSetting, paper: Paper): Promise<PrintOutcome>;
  /** Opens a device that need not be the till's and tells of it until it ends; keeps nothing. */
  tryBeside(device: BesideDevice): Promise<void>;
  endTry(): Promise<void>;
  /** Scanners in HID POS mode. */
  findHid(): Promise<FoundBeside[]>;
}

/** What a command of the kind `machine` is given: it works whatever the books are. */
export interface MachineContext {
  /** To look at only; null where nothing can be read. */
  db: Db | null;
  register: Register | null;
  state: TillState;
  now: Instant;
  machine: Machine;
  keysKeptBy: 'keychain' | 'file';
  /** Copies the books whole; returns when the copy is on the disk. Throws what the file system throws. */
  backUp: () => void;
}

/**
 * What happens by itself after the commit; it can fail without undoing anything. `weighed`: the weight on the scale is on
 * a line now and may not be taken a second time.
 */
export type Effect = { kind: 'print' } | { kind: 'drawer'; reason: string } | { kind: 'weighed' };

/** An event to journal; the id is the command's own. */
export interface Fact<K extends JournalKind> {
  body: JournalBody<K>;
  totalMinor?: number;
  refId?: string;
  receipt?: { series: string; no: number };
  adds?: { sales: number; returns: number; receipts: number };
}

export interface WriteContext extends ReadContext {
  commandId: CommandId;
  signer: Signer;
  /** Appends one row under the command's id and brings the tables up to it. Once per command. */
  journal<K extends JournalKind>(kind: K, fact: Fact<K>): JournalRow;
  /** Says what changed, after the commit. */
  announce(event: TillEvent): void;
  after(effect: Effect): void;
  /** Who has approved this very command; null where nobody did. Whether that is enough is for approval.ts to say. */
  approver: StaffMember | null;
  /** Set once the approval was needed: from then on every row of this command names its approver. */
  isApproved: boolean;
  approvals: Approvals;
  /** Does what a command would do under an approval, and undoes it; throws what it would be refused with. */
  rehearse(name: CommandName, args: { commandId: CommandId }, approver: StaffMember): void;
}

/** What a command awaits before its handler runs, by the commands that must. */
export interface Prepared {
  /** Whoever proved to be themselves. */
  'session.signIn': { person: StaffMember };
  'session.signInWithBadge': { person: StaffMember };
  'session.approve': { person: StaffMember };
  'session.approveWithBadge': { person: StaffMember };
  'register.setUp': { staff: StaffMember[] };
}
export type PreparedName = keyof Prepared;

type Kind<N extends CommandName> = (typeof commands)[N]['kind'];
export type ContextOf<N extends CommandName> =
  Kind<N> extends 'read'
    ? ReadContext
    : Kind<N> extends 'device'
      ? DeviceContext
      : Kind<N> extends 'machine'
        ? MachineContext
        : WriteContext;

/** Synchronous: a handler that cannot suspend cannot interleave with another. One that writes nothing may wait for a device. */
export type Handler<N extends CommandName> = (
  context: ContextOf<N>,
  args: Args<N>,
  prepared: N extends PreparedName ? Prepared[N] : undefined,
) => Kind<N> extends 'device' ? Result<N> | Promise<Result<N>> : Result<N>;

/** Books that are unfit have no transaction to run a handler in: the core begins new ones itself. */
export type HandledName = Exclude<CommandName, 'register.recover' | 'register.reopen'>;

/** One for every other name of the contract; a missing verb does not compile. */
export type Handlers = { [N in HandledName]: Handler<N> };
