// The cash drawer, which hangs on the printer's connection: one pulse for one kick, at once or never. It never retries,
// and it knows nothing of who may open a drawer. Where a sensor is known, it says whether the drawer stands open.
import type { DeviceStatus } from '#contract/device.ts';
import type { DrawerSensor } from '#contract/device-setting.ts';
import { keepStatus, type KeptDevice, type StatusKeeper } from '#hardware/device-status.ts';
import { Listeners } from '#hardware/transport/transport.ts';
import type { CashDrawer, DrawerEvent } from '#hardware/ports.ts';
import type { PrinterConnection } from '#hardware/printer/connection.ts';
import { pulseOf } from '#hardware/printer/encode.ts';

export interface DrawerSettings extends Omit<KeptDevice, 'role'> {
  /** Told right before the pulse goes out. */
  readonly onPulse?: (reason: string) => void;
  /** How old a kick may grow before it is given up, in milliseconds. */
  readonly kickLifeMs?: number;
  /** Without one nobody asks, and an open drawer is not told from a shut one. */
  readonly sensor?: DrawerSensor;
  /** How often a shut drawer is looked at, in milliseconds; never where it is left out. */
  readonly watchMs?: number;
  /** How long it may stand open before that is an event, in milliseconds. */
  readonly openTooLongMs?: number;
  /** Of the printer's socket; 2 where nothing else is known. */
  readonly pin?: 2 | 5;
}

/** A drawer that opens when nobody expects it any more is worse than one that stays shut. */
const KICK_LIFE_MS = 5_000;
/** How often the sensor of an open drawer is read; a spring needs about as long to push it out. */
const LOOK_EVERY_MS = 300;
/** Within this time after a pulse an opening is the pulse's own. */
const PULSE_WORKS_MS = 3_000;
const OPEN_TOO_LONG_MS = 30_000;

export class PrinterDrawer implements CashDrawer {
  readonly #connection: PrinterConnection;
  readonly #settings: DrawerSettings;
  readonly #status: StatusKeeper;
  /** Null until it was looked at: one that stands open at the start was not opened just now. */
  #isOpen: boolean | null = null;
  #openSinceMs = 0;
  #wasToldLeftOpen = false;
  #lastPulseMs = Number.NEGATIVE_INFINITY;
  readonly #events = new Listeners<DrawerEvent>();
  #isClosed = false;
  #nextLook: NodeJS.Timeout | null = null;

  constructor(connection: PrinterConnection, settings: DrawerSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#status = keepStatus({ ...settings, role: 'drawer' });
  }

  async kick(reason: string, waitedMs = 0): Promise<{ sent: boolean }> {
    const leftMs = (this.#settings.kickLifeMs ?? KICK_LIFE_MS) - waitedMs;
    if (leftMs <= 0) return { sent: false };
    const life = AbortSignal.timeout(Math.ceil(leftMs));
    return this.#connection.takeTurn(async () => {
      if (life.aborted || (await this.#connection.open(life)) !== null) return { sent: false };
      // Looked at first: an offline printer would keep the pulse in its buffer and open the drawer at the refill.
      if (!(await this.#connection.isOnline()) || life.aborted) return { sent: false };
      this.#settings.onPulse?.(reason);
      const { error } = await this.#connection.send(pulseOf(this.#settings.pin ?? 2), life);
      this.#lastPulseMs = performance.now();
      if (error === null) this.#lookLater(LOOK_EVERY_MS);
      return { sent: error === null };
    });
  }

  async readLevel(): Promise<'high' | 'low' | null> {
    const life = AbortSignal.timeout(this.#settings.kickLifeMs ?? KICK_LIFE_MS);
    return this.#connection.takeTurn(async () =>
      (await this.#connection.open(life)) === null ? this.#connection.readSensor() : null,
    );
  }

  onEvent(callback: (event: DrawerEvent) => void): () => void {
    return this.#events.add(callback);
  }

  /** An open one is looked at until it is shut; a shut one only where that is wanted, to find who opens it by its key. */
  #lookLater(afterMs: number): void {
    if (this.#settings.sensor === undefined || this.#isClosed) return;
    if (this.#nextLook !== null) clearTimeout(this.#nextLook);
    this.#nextLook = setTimeout(() => {
      this.#nextLook = null;
      this.#look().catch(() => undefined);
    }, afterMs).unref();
  }

  async #look(): Promise<void> {
    const level = await this.#connection.takeTurn(() => this.#connection.readSensor());
    if (this.#isClosed) return;
    const openLevel = this.#settings.sensor === 'lowIsOpen' ? 'low' : 'high';
    // No answer is none: a printer that is off does not shut the drawer.
    if (level !== null) this.#see(level === openLevel);
    // Only who is ready is corrected here: trouble is the printer's to tell, and to take back.
    if (this.#status.read().state === 'ready') this.#showReady();
    const { watchMs } = this.#settings;
    if (this.#isOpen === true) this.#lookLater(LOOK_EVERY_MS);
    else if (watchMs !== undefined) this.#lookLater(watchMs);
  }

  #see(isOpen: boolean): void {
    const now = performance.now();
    const isByItself = now - this.#lastPulseMs > PULSE_WORKS_MS;
    if (isOpen && this.#isOpen !== true) {
      [this.#openSinceMs, this.#wasToldLeftOpen] = [now, false];
      if (this.#isOpen === false && isByItself) this.#events.tell({ kind: 'foundOpen' });
    }
    this.#isOpen = isOpen;
    const openMs = now - this.#openSinceMs;
    if (!isOpen || this.#wasToldLeftOpen || openMs < (this.#settings.openTooLongMs ?? OPEN_TOO_LONG_MS))
      return;
    this.#wasToldLeftOpen = true;
    this.#events.tell({ kind: 'leftOpen', seconds: Math.round(openMs / 1_000) });
  }

  /** An open drawer works as it should, so it is ready; that it stands open is said beside it. */
  #showReady(): void {
    this.#status.show('ready', this.#isOpen === true ? 'drawerOpen' : null);
  }

  /** A drawer itself answers nothing: it is as reachable as the printer it hangs on, which is told here. */
  follow(printer: DeviceStatus): void {
    if (printer.state === 'ready' || printer.state === 'busy' || printer.trouble === 'paperLow') {
      this.#showReady();
      const { watchMs } = this.#settings;
      if (watchMs !== undefined && this.#nextLook === null) this.#lookLater(watchMs);
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
    this.#isClosed = true;
    if (this.#nextLook !== null) clearTimeout(this.#nextLook);
    await this.#connection.close();
    this.#status.show('absent', null);
  }
}
