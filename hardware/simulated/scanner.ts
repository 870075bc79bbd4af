// A scanner made of code: reads what it is told to. It never judges a code.
import type { DeviceStatus } from '#contract/device.ts';
import { keepStatus, type StatusKeeper } from '#hardware/device-status.ts';
import type { Scanner } from '#hardware/ports.ts';

export class SimulatedScanner implements Scanner {
  readonly #status: StatusKeeper;
  readonly #listeners = new Set<(code: string) => void>();

  constructor(now: () => Date) {
    this.#status = keepStatus({ role: 'scanner', model: 'Simulated scanner', isSimulated: true, now });
    this.#status.show('ready', null);
  }

  scan(code: string): void {
    for (const listener of this.#listeners) listener(code);
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onRead(callback: (code: string) => void): () => void {
    this.#listeners.add(callback);
    return () => void this.#listeners.delete(callback);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#status.show('absent', null);
  }
}
