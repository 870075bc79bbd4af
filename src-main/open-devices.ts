// The devices that are open while the till is: who hears them, the papers that wait for them, and how others take their place
// without a restart. A change touches no sale; what waits for the printer before it waits for the printer after it.
import { isReal } from '#contract/device.ts';
import type { DeviceChoice } from '#contract/device-choice.ts';
import type { PrinterSetting } from '#contract/device-setting.ts';
import type { BesideDevice } from '#contract/device-try.ts';
import type { Instant } from '#contract/ids.ts';
import type { Paper } from '#contract/receipt.ts';
import type { Devices, DrawerEvent, PrintOutcome } from '#hardware/ports.ts';
import type { DeviceContext } from './commands/context.ts';
import type { CoreOptions, DeviceOpener } from './core-port.ts';
import { choiceOf, followTried, TRY_BESIDE_MS } from './device-try.ts';
import type { Trial } from './device-try.ts';
import type { Listeners } from './listeners.ts';
import { startPrinting } from './printing.ts';
import type { Printing } from './printing.ts';
import type { Db } from './store/open.ts';
import type { Register } from './store/register.ts';

/** The devices of a start. */
export interface FirstDevices {
  /** How others are opened later; null where these stay for good. */
  opener: DeviceOpener | null;
  devices: Devices;
  /** What they were opened by. */
  chosen: DeviceChoice | null;
}

export interface OpenDevicesParts {
  listeners: Listeners;
  noteDrawer: (event: DrawerEvent, drawer: string) => void;
  /** False where nobody stands at the counter. */
  prints: boolean;
  now: () => Date;
  /** The disk refused to note something. */
  failed: (error: unknown) => void;
  /** False once the disk has failed. */
  mayNote: () => boolean;
}

/** A pulse that waited longer for its drawer would come when nobody expects it any more. */
const KICK_LIFE_MS = 5_000;
/** A test page is short; a printer that takes longer for it does not print. */
const TRY_MS = 30_000;

const isOpener = (given: CoreOptions['devices']): given is DeviceOpener => 'openAlone' in given;

/** Opens what was chosen, unless they are open already. */
export async function firstDevices(
  given: CoreOptions['devices'],
  chosen: DeviceChoice | null,
): Promise<FirstDevices> {
  if (!isOpener(given)) return { opener: null, devices: given, chosen };
  return { opener: given, devices: await given.open(chosen), chosen };
}

export class OpenDevices {
  #devices: Devices;
  /** What is open, or about to be. */
  #chosen: DeviceChoice | null;
  #end: () => void;
  #printing: Printing | null = null;
  /** Whose papers are printed; null while nothing may be noted. */
  #db: Db | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;
  /** What is tried now; null while nothing is. */
  #trial: Trial | null = null;
  readonly #opener: DeviceOpener | null;
  readonly #parts: OpenDevicesParts;

  constructor({ opener, devices, chosen }: FirstDevices, parts: OpenDevicesParts) {
    this.#parts = parts;
    this.#opener = opener;
    this.#devices = devices;
    this.#chosen = chosen;
    this.#end = this.#hear();
    // Whoever tried something has left the till.
    parts.listeners.add(({ event }) => {
      if (event === 'session.changed') this.#trial?.end();
    });
  }

  get now(): Devices {
    return this.#devices;
  }

  /** For a command about devices. Only what is open for good is asked: between two printers a drawer has no sensor. */
  async contextOf(register: Register | null, now: Instant): Promise<DeviceContext> {
    this.#makeWay();
    await this.#last;
    return {
      devices: this.#devices,
      register,
      now,
      tryPrinter: (printer, paper) => this.#tryPrinter(printer, paper),
      tryBeside: (device) => this.#tryBeside(device),
      endTry: () => this.#endTry(),
      findHid: async () => this.#opener?.findHid() ?? [],
    };
  }

  #hear(): () => void {
    const { listeners, noteDrawer } = this.#parts;
    const { drawer } = this.#devices;
    const ends = [
      listeners.followDevices(this.#devices),
      drawer.onEvent((event) => noteDrawer(event, drawer.status().model)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** From now on the papers of these books are printed. Throws what the disk throws. */
  takeUp(db: Db): void {
    this.#db = db;
    if (this.#pending === 0) this.#startPrinting();
  }

  /** These books are about to be closed: nothing more is read from them. */
  async letGo(): Promise<void> {
    this.#db = null;
    await this.#endTry();
    await this.#last;
    await this.#stopPrinting();
  }

  #startPrinting(): void {
    const { prints, listeners, now, failed, mayNote } = this.#parts;
    if (!prints || this.#db === null || this.#printing !== null) return;
    this.#printing = startPrinting({
      db: this.#db,
      devices: this.#devices,
      now,
      announce: (event) => listeners.announce(event),
      failed,
      mayNote,
    });
  }

  async #stopPrinting(): Promise<void> {
    await this.#printing?.close();
    this.#printing = null;
  }

  wake(): void {
    this.#printing?.wake();
  }

  /** Opens the drawer, once it is not being changed any more; never late. */
  async kick(reason: string): Promise<void> {
    const askedAt = performance.now();
    this.#makeWay();
    await this.#last;
    const waitedMs = performance.now() - askedAt;
    if (waitedMs < KICK_LIFE_MS) await this.#devices.drawer.kick(reason, waitedMs);
  }

  /** Opens what was chosen, unless that is what is open. */
  follow(chosen: DeviceChoice | null): void {
    const opener = this.#opener;
    if (opener === null || JSON.stringify(chosen) === JSON.stringify(this.#chosen)) return;
    this.#chosen = chosen;
    const ended = this.#endTry();
    void this.#inTurn(async () => {
      await ended;
      await this.#reopen(() => opener.open(chosen));
    });
  }

  /** Prints on a printer that need not be the counter's. */
  async #tryPrinter(printer: PrinterSetting, paper: Paper): Promise<PrintOutcome> {
    const opener = this.#opener;
    let outcome: PrintOutcome = { kind: 'notStarted', trouble: 'config' };
    if (opener === null) return outcome;
    await this.#endTry();
    const print = async () => {
      const alone = await opener.openAlone({ printer });
      outcome = await alone.printer.print({ id: 'test', paper }, AbortSignal.timeout(TRY_MS));
      await alone.close();
    };
    await this.#inTurn(() => (this.#mayShare() ? this.#without(opener, print) : print()));
    return outcome;
  }

  /** Answers once it is open, which says nothing of whether it works: that is told as it becomes known. */
  async #tryBeside(device: BesideDevice): Promise<void> {
    const opener = this.#opener;
    if (opener === null) return;
    // Somebody else may have begun in the meantime.
    while (this.#trial !== null) await this.#endTry();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { promise: opened, resolve: isOpen } = Promise.withResolvers<void>();
    const work = async () => {
      const alone = await opener.openAlone(choiceOf(device));
      const stop = followTried(device, alone, (payload) =>
        this.#parts.listeners.announce({ event: 'device.tried', payload }),
      );
      isOpen();
      const timer = setTimeout(end, TRY_BESIDE_MS).unref();
      await ended;
      clearTimeout(timer);
      stop();
      await alone.close();
    };
    // A simulated counter goes on: it has no port that could be the same one.
    const over = this.#mayShare() ? this.#inTurn(() => this.#without(opener, work)) : work();
    const trial: Trial = { end, over };
    this.#trial = trial;
    const forget = () => {
      if (this.#trial === trial) this.#trial = null;
    };
    void over.then(forget, forget);
    await Promise.race([opened, over]);
  }

  async #endTry(): Promise<void> {
    const trial = this.#trial;
    trial?.end();
    await trial?.over;
  }

  /** Whoever wants the counter's devices does not wait for somebody who tries another. */
  #makeWay(): void {
    if (this.#pending > 0) this.#trial?.end();
  }

  /** Something of the counter may be at the port that is tried. */
  #mayShare(): boolean {
    return this.#devices.list().some(isReal);
  }

  /** Does the work while the counter's devices are closed, and opens them again. */
  #without(opener: DeviceOpener, work: () => Promise<void>): Promise<void> {
    return this.#reopen(async () => {
      await work();
      return opener.open(this.#chosen);
    });
  }

  async #reopen(open: () => Promise<Devices>): Promise<void> {
    await this.#stopPrinting();
    this.#end();
    await this.#devices.close();
    this.#devices = await open();
    this.#end = this.#hear();
    const { scale, demo } = this.#devices;
    this.#parts.listeners.announce({
      event: 'devices.opened',
      payload: {
        devices: this.#devices.list(),
        scale: scale?.reading() ?? null,
        hasDemoCounter: demo !== null,
      },
    });
  }

  /** One change after the other; what waits to be printed goes on after the last. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#pending += 1;
    const turn = this.#last.then(work).finally(() => {
      this.#pending -= 1;
      if (this.#pending === 0) this.#startPrinting();
    });
    this.#last = turn.catch((error: unknown) => this.#parts.failed(error));
    return turn;
  }

  async close(): Promise<void> {
    await this.letGo();
    this.#end();
    await this.#devices.close();
  }
}
