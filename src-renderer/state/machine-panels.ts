// What can lie over any screen about the machine under the till and its books. Types only.
import type { Diagnostics } from '#contract/machine.ts';
import type { RecoveryWay } from '#contract/start.ts';
import type { DevicePanel } from './device-panels.ts';

export type MachinePanel =
  | DevicePanel
  /** Who says that selling goes on; `isWorking` from the PIN until the books are made. */
  | { name: 'recover'; way: RecoveryWay; isWorking: boolean }
  /** `found`: what the till said of itself last; null until it has answered. */
  | { name: 'thisTill'; found: Diagnostics | null };
