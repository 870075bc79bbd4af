// What the till's core is handed, and what whoever carries it may ask of it. Types alone.
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { TillEvent } from '#contract/events.ts';
import type { StaffId } from '#contract/ids.ts';
import type { Permission } from '#contract/staff.ts';
import type { Devices } from '#hardware/ports.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Machine } from './machine.ts';
import type { SpaceSettings } from './space.ts';
import type { KeyGuard } from './store/key.ts';

export interface CoreOptions {
  /** The data folder; made when it does not exist. */
  folder: string;
  clock: Clock;
  log: Log;
  guard: KeyGuard;
  devices: Devices;
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
