// A scanner made of code: reads what it is told to. It never judges a code.
import type { DeviceStatus } from '#contract/device.ts';
import { readScanned, type ScannerRead } from '#contract/scanned.ts';
import { keepStatus, type StatusKeeper } from '#hardware/device-status.ts';
import type { Scanner } from '#hardware/ports.ts';

export class SimulatedScanner implements Scanner {
  readonly #status: StatusKeeper;
  readonly #listeners = new Set<(read: ScannerRead) => void>();

  constructor(now: () => Date) {
    this.#status = keepStatus({ role: 'scanner', model: '', isSimulated: true, now });
    this.#status.show('ready', null);
  }

  scan(code: string): void {
    const read = { ...readScanned(code), source: 'simulated', end: null };
    for (const listener of this.#listeners) listener(read);
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  /** It reads what it is told to, or nothing. */
  onMisread(): () => void {
    return () => undefined;
  }

  onRead(callback: (read: ScannerRead) => void): () => void {
    this.#listeners.add(callback);
    return () => void this.#listeners.delete(callback);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#status.show('absent', null);
  }
}
