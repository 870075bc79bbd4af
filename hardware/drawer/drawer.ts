// The cash drawer, which hangs on the printer's connection: one pulse for one kick, at once or never. It never retries,
// and it knows nothing of who may open a drawer.
import type { DeviceStatus } from '#contract/device.ts';
import { keepStatus, type KeptDevice, type StatusKeeper } from '#hardware/device-status.ts';
import type { CashDrawer } from '#hardware/ports.ts';
import type { PrinterConnection } from '#hardware/printer/connection.ts';
import { drawerPulse } from '#hardware/printer/encode.ts';

export interface DrawerSettings extends Omit<KeptDevice, 'role'> {
  /** Told right before the pulse goes out. */
  readonly onPulse?: (reason: string) => void;
  /** How old a kick may grow before it is given up, in milliseconds. */
  readonly kickLifeMs?: number;
}

/** A drawer that opens when nobody expects it any more is worse than one that stays shut. */
const KICK_LIFE_MS = 5_000;

export class PrinterDrawer implements CashDrawer {
  readonly #connection: PrinterConnection;
  readonly #settings: DrawerSettings;
  readonly #status: StatusKeeper;

  constructor(connection: PrinterConnection, settings: DrawerSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#status = keepStatus({ ...settings, role: 'drawer' });
  }

  async kick(reason: string): Promise<{ sent: boolean }> {
    const life = AbortSignal.timeout(this.#settings.kickLifeMs ?? KICK_LIFE_MS);
    return this.#connection.takeTurn(async () => {
      if (life.aborted || (await this.#connection.open(life)) !== null) return { sent: false };
      // Looked at first: an offline printer would keep the pulse in its buffer and open the drawer at the refill.
      if (!(await this.#connection.isOnline()) || life.aborted) return { sent: false };
      this.#settings.onPulse?.(reason);
      const { error } = await this.#connection.send(drawerPulse, life);
      return { sent: error === null };
    });
  }

  /** A drawer cannot be seen: it is as reachable as the printer it hangs on, which is told here. */
  follow(printer: DeviceStatus): void {
    if (printer.state === 'ready' || printer.state === 'busy' || printer.trouble === 'paperLow') {
      this.#status.show('ready', null);
    } else {
      this.#status.show(printer.state, printer.trouble === null ? null : 'offline');
    }
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  async close(): Promise<void> {
    await this.#connection.close();
    this.#status.show('absent', null);
  }
}
