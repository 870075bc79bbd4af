// What handlers may look at of the till's own memory. Owns nothing: it is gathered anew for each command.
import type { Session } from '#contract/staff.ts';
import type { TillState } from './commands/context.ts';
import type { Devices } from '#hardware/ports.ts';
import type { CoreOptions } from './core-port.ts';
import type { OpenBooks } from './open-books.ts';
import type { Space } from './space.ts';

export function gatherState(
  { appVersion, machine }: CoreOptions,
  devices: Devices,
  books: OpenBooks,
  space: Space,
  session: Session | null,
): TillState {
  return {
    mode: books.mode,
    session,
    devices: devices.list(),
    scale: devices.scale?.reading() ?? null,
    hasDemoCounter: devices.demo !== null,
    appVersion,
    books: books.books,
    start: books.report,
    disk: space.state,
    update: machine.updates.state(),
  };
}
