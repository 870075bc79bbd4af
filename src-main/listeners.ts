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

  /** What the devices do by themselves becomes events; returns how to stop that. */
  followDevices(devices: Devices): () => void {
    const { scale, scanners, demo } = devices;
    const ends = [
      devices.onChange((status) => this.announce({ event: 'device.changed', payload: status })),
      scale?.onReading((reading) => this.announce({ event: 'scale.changed', payload: reading })),
      ...scanners.flatMap((scanner) => [
        scanner.onRead((read) => this.announce({ event: 'scanner.read', payload: read })),
        scanner.onMisread((misread) => this.announce({ event: 'scanner.misread', payload: misread })),
      ]),
      demo?.onChange((counter) => this.announce({ event: 'demo.changed', payload: counter })),
    ];
    return () => {
      for (const end of ends) end?.();
    };
  }

  /** What the program's updater does by itself becomes events. */
  followUpdates(updates: Updates): void {
    updates.onChange((update) => this.announce({ event: 'update.changed', payload: update }));
  }

  clear(): void {
    this.#all.clear();
  }
}
