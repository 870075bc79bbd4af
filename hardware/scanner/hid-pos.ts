// A scanner in HID POS mode: finds it by what it is, listens to it, and finds it again when it was pulled out. Over the
// package `node-hid`, which is loaded when a scanner is opened, never before. It never opens a keyboard.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import type { ScannerMisread, ScannerRead } from '#contract/scanned.ts';
import { makeBackoff } from '#hardware/backoff.ts';
import { keepStatus, type KeptDevice, type StatusKeeper } from '#hardware/device-status.ts';
import { HardwareError, readError, troubleOf } from '#hardware/errors.ts';
import type { Scanner } from '#hardware/ports.ts';
import { CLOSE_PATIENCE_MS, Listeners, settleInTime } from '#hardware/transport/transport.ts';
import { decodeScan } from './decode.ts';
import {
  DOCUMENTED,
  type HidLayout,
  type Joined,
  KEYBOARD,
  makeJoiner,
  readLayout,
  readReport,
  SCANNER_PAGE,
} from './hid-report.ts';

export interface HidPlace {
  readonly vendorId: number;
  readonly productId: number;
  /** Null where the device has none: then the first of its kind is meant. */
  readonly serialNumber: string | null;
}

/** As much of the package as is used here. */
export interface HidFound {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}
export interface HidHandle {
  on(event: 'data', callback: (report: Uint8Array) => void): unknown;
  on(event: 'error', callback: (cause: unknown) => void): unknown;
  close(): Promise<void>;
}
export interface HidBus {
  devices(vendorId: number, productId: number): Promise<HidFound[]>;
  open(path: string): Promise<HidHandle>;
  /** Null where the system does not say. */
  descriptorOf(path: string): Promise<Uint8Array | null>;
}

export interface HidScannerSettings extends Omit<KeptDevice, 'role' | 'id'> {
  /** Its name among several. */
  readonly source: string;
  /** Without it the package gives the bus. */
  readonly load?: () => Promise<HidBus>;
}

const OPEN_DEADLINE_MS = 5_000;

/** The package, with the driver chosen that leaves the device to the kernel; that must come before anything else. */
export async function loadHid() {
  const hid = await import('node-hid');
  if (process.platform === 'linux') hid.setDriverType('hidraw');
  return hid;
}

async function loadBus(): Promise<HidBus> {
  const { devicesAsync, HIDAsync } = await loadHid();
  return {
    devices: (vendorId, productId) => devicesAsync(vendorId, productId),
    open: (path) => HIDAsync.open(path),
    async descriptorOf(path) {
      if (process.platform !== 'linux') return null;
      return readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(() => null);
    },
  };
}

interface Opened {
  readonly handle: HidHandle;
  readonly layout: HidLayout;
}

export class HidPosScanner implements Scanner {
  readonly #place: HidPlace;
  readonly #load: () => Promise<HidBus>;
  readonly #status: StatusKeeper;
  readonly #source: string;
  readonly #reads = new Listeners<ScannerRead>();
  readonly #misreads = new Listeners<ScannerMisread>();
  readonly #joiner = makeJoiner();
  readonly #backoff = makeBackoff();
  readonly #closing = new AbortController();
  /** The present opening; what a former one still says is stale. */
  #opened: Opened | null = null;
  #next: NodeJS.Timeout | null = null;
  #opening: Promise<void>;

  /** Begins to look for the scanner at once; what comes of it is status. */
  constructor(place: HidPlace, settings: HidScannerSettings) {
    this.#place = place;
    this.#load = settings.load ?? loadBus;
    this.#source = settings.source;
    this.#status = keepStatus({ ...settings, id: settings.source, role: 'scanner' });
    this.#opening = this.#open();
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  onRead(callback: (read: ScannerRead) => void): () => void {
    return this.#reads.add(callback);
  }

  onMisread(callback: (misread: ScannerMisread) => void): () => void {
    return this.#misreads.add(callback);
  }

  /** Idempotent; settles within about 2 s and never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#next !== null) clearTimeout(this.#next);
    await this.#opening;
    const opened = this.#opened;
    this.#opened = null;
    if (opened !== null) await shut(opened.handle);
    this.#status.show('absent', null);
  }

  /** Never rejects. */
  async #open(): Promise<void> {
    const finding = this.#find();
    try {
      const limits = { deadlineMs: OPEN_DEADLINE_MS, signal: this.#closing.signal };
      const late = { code: 'timeout', message: 'the scanner does not open' } as const;
      const opened = await settleInTime(finding, limits, late);
      this.#opened = opened;
      this.#joiner.reset();
      // Before the first report: without a listener an error would end the process.
      opened.handle.on('error', (cause) => this.#lose(opened, cause));
      opened.handle.on('data', (report) => this.#hear(opened, report));
      this.#backoff.ready();
      this.#status.show('ready', null);
    } catch (cause) {
      // It may still open: then nobody wants it any more.
      finding.then(
        ({ handle }) => shut(handle),
        () => undefined,
      );
      this.#tryAgain(troubleOf(readError(cause, 'open')));
    }
  }

  async #find(): Promise<Opened> {
    const { vendorId, productId, serialNumber } = this.#place;
    const bus = await this.#load();
    const found = (await bus.devices(vendorId, productId)).filter(
      (one) => serialNumber === null || one.serialNumber === serialNumber,
    );
    const types = found.filter((one) => isKeyboard(one)).map(({ path }) => path);
    const scanning = found.find(({ usagePage, path }) => usagePage === SCANNER_PAGE && !types.includes(path));
    if (scanning?.path === undefined) {
      if (found.length === 0) throw new HardwareError('notFound', 'no such scanner is plugged in');
      throw new HardwareError('config', 'it is plugged in, and set to another mode than HID POS');
    }
    const descriptor = await bus.descriptorOf(scanning.path);
    const layout = descriptor === null ? DOCUMENTED : readLayout(descriptor);
    if (layout === null) throw new HardwareError('config', 'it sends no decoded data');
    return { handle: await bus.open(scanning.path), layout };
  }

  #hear(opened: Opened, report: Uint8Array): void {
    if (this.#opened !== opened) return;
    const piece = readReport(opened.layout, report);
    for (const joined of piece === null ? [] : this.#joiner.add(piece)) this.#say(joined);
  }

  #say(joined: Joined): void {
    const source = this.#source;
    if (joined.kind !== 'scan') return this.#misreads.tell({ source, misread: joined.kind });
    const decoded = decodeScan(Buffer.concat([Buffer.from(joined.aim ?? ''), joined.bytes]));
    if (decoded.kind === 'garbled') this.#misreads.tell({ source, misread: 'garbled' });
    // Reports say themselves where a code ends.
    else if (decoded.kind === 'code')
      this.#reads.tell({ source, code: decoded.code, symbology: decoded.symbology, end: null });
  }

  #lose(opened: Opened, cause: unknown): void {
    if (this.#opened !== opened) return;
    this.#opened = null;
    // A handle that stays open would keep the device's name taken when it comes back.
    void shut(opened.handle);
    const { message } = readError(cause, 'use');
    this.#tryAgain(troubleOf(new HardwareError('gone', message, cause)));
  }

  #tryAgain(trouble: DeviceTrouble): void {
    if (this.#closing.signal.aborted) return;
    this.#status.lose(trouble);
    this.#next = setTimeout(() => {
      this.#next = null;
      this.#opening = this.#open();
    }, this.#backoff.next(trouble)).unref();
  }
}

const isKeyboard = ({ usagePage, usage }: HidFound): boolean =>
  usagePage === KEYBOARD.usagePage && usage === KEYBOARD.usage;

/** Settles in time and never rejects, whatever the system does with the handle. */
async function shut(handle: HidHandle): Promise<void> {
  const late = { code: 'timeout', message: 'the scanner does not close' } as const;
  await settleInTime(handle.close(), { deadlineMs: CLOSE_PATIENCE_MS }, late).catch(() => undefined);
}
