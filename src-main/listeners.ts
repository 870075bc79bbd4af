// Who hears what the till announces. Owns that one who cannot be told keeps nobody else from hearing it; knows no event's
// meaning.
import type { TillEvent } from '#contract/events.ts';
import type { Devices } from '#hardware/ports.ts';
import type { Log } from './log.ts';
import type { Updates } from './machine.ts';

export class Listeners {
  readonly #all = new Set<(event: TillEvent) => void>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Returns how to stop listening. */
  add(listener: (event: TillEvent) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  announce(event: TillEvent): void {
    for (const listener of this.#all) {
      try {
        listener(event);
      } catch (error) {
        // A carrier that cannot be written to is gone; it must not take the sale with it.
        this.#log.warn({ event: event.event, error: String(error) }, 'an event could not be delivered');
      }
    }
  }

  /** What the devices and the program's updater do by themselves becomes events. */
  follow(devices: Devices, updates: Updates): void {
    const { scale, scanner, demo } = devices;
    devices.onChange((status) => this.announce({ event: 'device.changed', payload: status }));
    scale?.onReading((reading) => this.announce({ event: 'scale.changed', payload: reading }));
    scanner?.onRead((code) => this.announce({ event: 'scanner.read', payload: { code } }));
    demo?.onChange((counter) => this.announce({ event: 'demo.changed', payload: counter }));
    updates.onChange((update) => this.announce({ event: 'update.changed', payload: update }));
  }

  clear(): void {
    this.#all.clear();
  }
}
