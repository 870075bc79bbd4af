// What the till's core is handed, and what whoever carries it may ask of it. Types alone.
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { DeviceChoice } from '#contract/device-choice.ts';
import type { FoundBeside } from '#contract/device-try.ts';
import type { TillEvent } from '#contract/events.ts';
import type { StaffId } from '#contract/ids.ts';
import type { Permission } from '#contract/staff.ts';
import type { Devices } from '#hardware/ports.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Machine } from './machine.ts';
import type { SpaceSettings } from './space.ts';
import type { KeyGuard } from './store/key.ts';

/** Opens devices. Neither way ever rejects: what cannot be opened is status. */
export interface DeviceOpener {
  /** The counter's, as they were chosen on the screen; what was not chosen, or null, is as config.json says. */
  open(chosen: DeviceChoice | null): Promise<Devices>;
  /** What is named here and nothing else of the counter, to be tried. */
  openAlone(chosen: DeviceChoice): Promise<Devices>;
  /** Scanners that say of themselves what they are; opens none of them. */
  findHid(): Promise<FoundBeside[]>;
}

export interface CoreOptions {
  /** The data folder; made when it does not exist. */
  folder: string;
  clock: Clock;
  log: Log;
  guard: KeyGuard;
  /** Open already, and the same for good; or how to open those that the register's configuration names. */
  devices: Devices | DeviceOpener;
  machine: Machine;
  appVersion: string;
  /** False where nobody stands at the counter: an import must not print a year of receipts, nor copy itself each day. */
  prints: boolean;
  /** How much room the books want; without it the usual, and no reserve. */
  space?: SpaceSettings;
}

export interface Core {
  /** Runs a command whose arguments have the contract's shape. Throws Refused, or anything else for a fault. */
  run<N extends CommandName>(name: N, args: Args<N>): Promise<Result<N>>;
  /** Refuses `session.none` or `session.notAllowed`. */
  authorize(permission: Permission): void;
  subscribe(listener: (event: TillEvent) => void): () => void;
  /** Lets whoever owns the data folder work as a member of staff; for imports and campaigns, never for a shell. */
  actAs(staffId: StaffId): void;
  close(): Promise<void>;
}
