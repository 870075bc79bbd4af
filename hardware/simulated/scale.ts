// A scale made of code: whatever is laid on it swings for a moment and then stands. It knows no article and no price.
import type { DeviceStatus, ScaleReading } from '#contract/device.ts';
import { keepStatus, type StatusKeeper } from '#hardware/device-status.ts';
import type { Scale } from '#hardware/ports.ts';

/** About as long as a counter scale takes until its figure stands. */
const SETTLE_MS = 400;

export class SimulatedScale implements Scale {
  readonly #status: StatusKeeper;
  readonly #listeners = new Set<(reading: ScaleReading) => void>();
  #reading: ScaleReading = { grams: 0, isStable: true, isTaken: false };
  #settling: NodeJS.Timeout | null = null;

  constructor(now: () => Date) {
    this.#status = keepStatus({ role: 'scale', model: '', isSimulated: true, now });
    this.#status.show('ready', null);
  }

  reading(): ScaleReading {
    return this.#reading;
  }

  /** Lays a load on it, in grams, in place of the one before; the same weight again is another load all the same. */
  weigh(grams: number): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#tell({ grams, isStable: false, isTaken: false });
    this.#settling = setTimeout(() => {
      this.#settling = null;
      this.#tell({ grams, isStable: true, isTaken: false });
    }, SETTLE_MS).unref();
  }

  take(): void {
    if (this.#reading.isTaken) return;
    this.#tell({ ...this.#reading, isTaken: true });
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onReading(callback: (reading: ScaleReading) => void): () => void {
    this.#listeners.add(callback);
    return () => void this.#listeners.delete(callback);
  }

  async close(): Promise<void> {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#listeners.clear();
    this.#status.show('absent', null);
  }

  #tell(reading: ScaleReading): void {
    this.#reading = reading;
    for (const listener of this.#listeners) listener(reading);
  }
}
