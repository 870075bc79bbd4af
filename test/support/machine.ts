// A machine for tests: its disk is as full as a test says, and a newer version of the program is there when one says so.
// Everything else is of the real one.
import type { UpdateState } from '#contract/machine.ts';
import { silentLog } from '#main/log.ts';
import { systemMachine } from '#main/machine.ts';
import type { Machine, Updates } from '#main/machine.ts';

const GIGABYTE = 1_000_000_000;

export class TestMachine implements Machine {
  /** What the disk has left. */
  free: number | null = 100 * GIGABYTE;
  update: UpdateState = { kind: 'off' };
  /** How often the new version was started. */
  installed = 0;
  readonly #real: Machine;
  readonly #listeners = new Set<(state: UpdateState) => void>();

  constructor(folder: string) {
    this.#real = systemMachine({ folder, shell: 'headless', log: silentLog });
  }

  get shell() {
    return this.#real.shell;
  }
  get electron() {
    return this.#real.electron;
  }
  readonly updates: Updates = {
    state: () => this.update,
    onChange: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
    install: () => void (this.installed += 1),
  };
  /** The program's updater has news. */
  announce(update: UpdateState): void {
    this.update = update;
    for (const listener of this.#listeners) listener(update);
  }
  freeBytes = () => this.free;
  program = () => this.#real.program();
  timeZone = () => this.#real.timeZone();
  bytesOf = (...name: string[]) => this.#real.bytesOf(...name);
  lastBackupAt = () => this.#real.lastBackupAt();
  log = () => this.#real.log();
  save: Machine['save'] = (diagnosis) => this.#real.save(diagnosis);
}
