// A printer on the USB bus itself, over the package `usb` 3. For machines without the kernel's printer driver; where
// there is one, the device file is the better way. The package is loaded when a printer is opened, never before.
import { HardwareError, readError } from '#hardware/errors.ts';
import { findDriver, PROGRAMS_DRIVER } from './usb-driver.ts';
import {
  CLOSE_PATIENCE_MS,
  givenUp,
  Listeners,
  notOpen,
  settleInTime,
  type Transport,
  type TransportState,
  type WriteLimits,
  type WriteResult,
  writeInPieces,
} from './transport.ts';

export interface UsbPlace {
  readonly vendorId: number;
  readonly productId: number;
  /** Null where the device has none: then the first of its kind is meant. */
  readonly serialNumber: string | null;
}

interface Endpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
}

/** As much of the package's device as is used here. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  /** Of the bus, and of the device on it. */
  readonly bus?: string;
  readonly address?: number;
  readonly opened: boolean;
  readonly configurations: readonly {
    readonly configurationValue: number;
    readonly interfaces: readonly {
      readonly interfaceNumber: number;
      readonly alternates: readonly {
        readonly interfaceClass: number;
        readonly endpoints: readonly Endpoint[];
      }[];
    }[];
  }[];
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  releaseInterface(number: number): Promise<void>;
  detachKernelDriver(number: number): Promise<void>;
  attachKernelDriver(number: number): Promise<void>;
  transferOut(endpoint: number, data: Uint8Array, timeoutMs: number): Promise<{ bytesWritten: number }>;
  transferIn(endpoint: number, length: number, timeoutMs: number): Promise<{ data?: DataView | undefined }>;
}

export interface UsbBus {
  getDevices(): Promise<UsbDevice[]>;
}

const PRINTER_CLASS = 7;
const PIECE_BYTES = 4_096;
const OPEN_DEADLINE_MS = 5_000;
/** A read that waits this long for an answer is asked again; it also bounds how long a close waits for it. */
const READ_MS = 500;
const REST_MS = 10;
/** How often, and how far apart, it is looked for on the bus after a fault. */
const AWAY_TRIES = 10;
const AWAY_REST_MS = 100;

const rest = (timeMs: number) => new Promise((wake) => setTimeout(wake, timeMs));

async function loadBus(): Promise<UsbBus> {
  const { usb } = (await import('usb')) as unknown as { usb: UsbBus };
  return usb;
}

interface Claimed {
  readonly device: UsbDevice;
  readonly interfaceNumber: number;
  readonly out: number;
  readonly in: number | null;
  readonly wasDetached: boolean;
  /** Transfers that are under way: until they end, the package lets go of nothing, and throws where it is asked to. */
  readonly underWay: Set<Promise<unknown>>;
}

/** A transfer that is remembered until it ends; rejects also where the package throws at once. */
async function transfer<T>({ underWay }: Claimed, begin: () => Promise<T>): Promise<T> {
  const going = begin();
  const ended = going.then(
    () => undefined,
    () => undefined,
  );
  underWay.add(ended);
  void ended.then(() => underWay.delete(ended));
  return going;
}

export class UsbTransport implements Transport {
  readonly isTwoWay = true;
  readonly #place: UsbPlace;
  readonly #load: () => Promise<UsbBus>;
  readonly #data = new Listeners<Uint8Array>();
  readonly #gone = new Listeners<HardwareError>();
  #state: TransportState = 'closed';
  #claimed: Claimed | null = null;
  #isGivenUp = false;
  #hasFailed = false;
  #closing: Promise<void> | null = null;

  /** `load` gives the bus; without it the package does. */
  constructor(place: UsbPlace, load: () => Promise<UsbBus> = loadBus) {
    this.#place = place;
    this.#load = load;
  }

  get state(): TransportState {
    return this.#state;
  }

  onData(callback: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(callback);
  }

  onGone(callback: (error: HardwareError) => void): () => void {
    return this.#gone.add(callback);
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#state !== 'closed') throw new HardwareError('busy', 'the transport is open already');
    if (signal.aborted) throw givenUp();
    this.#state = 'opening';
    this.#isGivenUp = false;
    const opening = this.#claim();
    try {
      const limits = { deadlineMs: OPEN_DEADLINE_MS, signal };
      const late = { code: 'timeout', message: 'the device does not open' } as const;
      this.#claimed = await settleInTime(opening, limits, late);
      if (this.#isGivenUp) throw new HardwareError('cancelled', 'closed while opening');
    } catch (error) {
      this.#claimed = null;
      opening.then(release, () => undefined);
      this.#state = 'closed';
      throw readError(error, 'open');
    }
    this.#hasFailed = false;
    this.#state = 'open';
    void this.#listen(this.#claimed);
  }

  async #claim(): Promise<Claimed> {
    const device = await this.#look();
    if (device === undefined) throw new HardwareError('notFound', 'it is not on the bus');
    const found = findPrinter(device);
    // Taking the interface away from the kernel's driver would take it away from another program as well.
    if ((await findDriver(device, found)) === PROGRAMS_DRIVER)
      throw new HardwareError('busy', 'another program has claimed the interface');
    await device.open();
    let wasDetached = false;
    try {
      await device.selectConfiguration(found.configurationValue).catch(() => undefined);
      // The kernel's driver keeps the interface for itself; where there is none there is nothing to take away.
      wasDetached = await device.detachKernelDriver(found.interfaceNumber).then(
        () => true,
        () => false,
      );
      await device.claimInterface(found.interfaceNumber);
    } catch (error) {
      await device.close().catch(() => undefined);
      throw error;
    }
    return { ...found, device, wasDetached, underWay: new Set() };
  }

  async #listen(claimed: Claimed): Promise<void> {
    const { device, in: back } = claimed;
    if (back === null) return;
    while (this.#claimed === claimed) {
      try {
        const { data } = await transfer(claimed, () => device.transferIn(back, 64, READ_MS));
        if (this.#claimed !== claimed) return;
        if (data === undefined || data.byteLength === 0) await rest(REST_MS);
        else this.#data.tell(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice());
      } catch (cause) {
        const error = readError(cause, 'use');
        if (error.code === 'gone') return this.#lose(claimed, error);
        // Silence is no fault; any other trouble must not become a busy loop.
        if (error.code !== 'cancelled' && error.code !== 'timeout') await rest(READ_MS);
      }
    }
  }

  write(bytes: Uint8Array, limits: WriteLimits): Promise<WriteResult> {
    return writeInPieces(bytes, PIECE_BYTES, limits.signal, async (piece) => {
      const claimed = this.#claimed;
      if (claimed === null || this.#state !== 'open' || this.#hasFailed)
        return { taken: 0, error: notOpen() };
      this.#hasFailed = true;
      try {
        const { device, out } = claimed;
        // Its own timeout is one second, in which a printer that cuts takes nothing.
        const going = transfer(claimed, () => device.transferOut(out, piece, limits.deadlineMs + READ_MS));
        const { bytesWritten } = await settleInTime(going, limits, {
          code: 'stalled',
          message: 'the device reads nothing',
        });
        this.#hasFailed = false;
        return { taken: bytesWritten, error: null };
      } catch (cause) {
        const error = readError(cause, 'use');
        const isGone =
          error.code === 'gone' || (error.code === 'failed' && (await this.#isAwaySoon(claimed)));
        if (!isGone) return { taken: piece.length, error };
        this.#lose(claimed, error);
        return { taken: piece.length, error: new HardwareError('gone', error.message, cause) };
      }
    });
  }

  /** A plug that is pulled while a transfer is under way looks like a fault of the line at first. */
  async #isAwaySoon(claimed: Claimed): Promise<boolean> {
    for (let tries = 0; tries < AWAY_TRIES && this.#claimed === claimed; tries++) {
      if ((await this.#look().catch(() => claimed.device)) === undefined) return true;
      await rest(AWAY_REST_MS);
    }
    return this.#claimed !== claimed;
  }

  async #look(): Promise<UsbDevice | undefined> {
    const { vendorId, productId, serialNumber } = this.#place;
    const devices = await (await this.#load()).getDevices();
    return devices.find(
      (one) =>
        one.vendorId === vendorId &&
        one.productId === productId &&
        (serialNumber === null || one.serialNumber === serialNumber),
    );
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #shut(): Promise<void> {
    this.#isGivenUp = true;
    const claimed = this.#claimed;
    this.#claimed = null;
    if (claimed === null) return;
    this.#state = 'closing';
    const late = { code: 'timeout', message: 'the device does not close' } as const;
    await settleInTime(release(claimed), { deadlineMs: CLOSE_PATIENCE_MS }, late).catch(() => undefined);
    this.#state = 'closed';
  }

  #lose(claimed: Claimed, cause: unknown): void {
    if (this.#claimed !== claimed || this.#state !== 'open') return;
    this.#claimed = null;
    this.#state = 'closed';
    void release(claimed);
    this.#gone.tell(new HardwareError('gone', readError(cause, 'use').message, cause));
  }
}

function findPrinter(
  device: UsbDevice,
): Pick<Claimed, 'interfaceNumber' | 'in' | 'out'> & { configurationValue: number } {
  for (const { configurationValue, interfaces } of device.configurations) {
    for (const { interfaceNumber, alternates } of interfaces) {
      const printing = alternates.find(({ interfaceClass }) => interfaceClass === PRINTER_CLASS);
      const bulk = (printing?.endpoints ?? []).filter(({ type }) => type === 'bulk');
      const out = bulk.find(({ direction }) => direction === 'out');
      if (out === undefined) continue;
      const back = bulk.find(({ direction }) => direction === 'in');
      const ends = { out: out.endpointNumber, in: back?.endpointNumber ?? null };
      return { configurationValue, interfaceNumber, ...ends };
    }
  }
  throw new HardwareError('config', 'this device is no printer');
}

/** Gives everything back, as far as the device is still there to take it. Never rejects. */
async function release({ device, interfaceNumber, wasDetached, underWay }: Claimed): Promise<void> {
  await Promise.all(underWay);
  const steps = [
    () => device.releaseInterface(interfaceNumber),
    () => (wasDetached ? device.attachKernelDriver(interfaceNumber) : Promise.resolve()),
    () => device.close(),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch {
      // What is gone takes nothing back. Some of its refusals are thrown at once, others come as rejections.
    }
  }
}
