// USB devices made of code: the kernel's gadgets, each plugged into a bus of its own, and the device's own end of them.
// It knows nothing of the till.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { Listeners } from '#hardware/transport/transport.ts';
import { sleep, until } from './waiting.ts';

const GADGETS = '/sys/kernel/config/usb_gadget';

export interface Identity {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  readonly product: string;
}

const hex = (number: number) => number.toString(16).padStart(4, '0');

/** As the till writes it. */
export const nameOf = ({ vendorId, productId, serialNumber }: Identity): string =>
  `usb:${hex(vendorId)}:${hex(productId)}:${serialNumber}`.toLowerCase();

export interface Function {
  /** `printer.a`, `acm.b`, `hid.c`; each name once. */
  readonly name: string;
  readonly settings: Readonly<Record<string, string | number | Uint8Array>>;
}

export class Gadget {
  readonly identity: Identity;
  readonly #folder: string;
  #isPlugged = false;

  constructor(identity: Identity, { name, settings }: Function) {
    this.identity = identity;
    this.#folder = path.join(GADGETS, name);
    const write = (file: string, value: string | number | Uint8Array) =>
      writeFileSync(path.join(this.#folder, file), typeof value === 'number' ? String(value) : value);
    mkdirSync(this.#folder);
    write('idVendor', `0x${hex(identity.vendorId)}`);
    write('idProduct', `0x${hex(identity.productId)}`);
    const words = { serialnumber: identity.serialNumber, manufacturer: 'Lab', product: identity.product };
    mkdirSync(path.join(this.#folder, 'strings/0x409'));
    for (const [file, value] of Object.entries(words)) write(`strings/0x409/${file}`, value);
    mkdirSync(path.join(this.#folder, 'configs/c.1'));
    mkdirSync(path.join(this.#folder, 'functions', name));
    for (const [file, value] of Object.entries(settings)) write(`functions/${name}/${file}`, value);
    symlinkSync(path.join(this.#folder, 'functions', name), path.join(this.#folder, 'configs/c.1', name));
  }

  get isPlugged(): boolean {
    return this.#isPlugged;
  }

  /** `bus` is one of the six that the kernel was told to make. */
  plug(bus: number): void {
    writeFileSync(path.join(this.#folder, 'UDC'), `dummy_udc.${bus}`);
    this.#isPlugged = true;
  }

  /** The device's end has to be closed before: the kernel's printer does not survive it otherwise. */
  unplug(): void {
    if (this.#isPlugged) writeFileSync(path.join(this.#folder, 'UDC'), '\n');
    this.#isPlugged = false;
  }
}

const LOOK_MS = 5;

/** What happens inside a device: reads what the machine sends, and answers. A line as the virtual printer wants one. */
export class DeviceEnd {
  readonly #fd: number;
  readonly #bytes = new Listeners<Uint8Array>();
  readonly #timer: NodeJS.Timeout;
  readonly #waiting: Uint8Array[] = [];
  #isHeld = false;
  #isOpen = true;

  private constructor(file: string) {
    this.#fd = openSync(file, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (file.includes('tty')) spawnSync('stty', ['-F', file, 'raw', '-echo']);
    this.#timer = setInterval(() => this.#work(), LOOK_MS);
  }

  /** As soon as the machine has found it: before that the kernel refuses. */
  static async open(file: string): Promise<DeviceEnd> {
    let end: DeviceEnd | null = null;
    await until(`${file} to open`, () => {
      try {
        end = new DeviceEnd(file);
      } catch {
        // Not there, or not yet found by the machine.
      }
      return end !== null;
    });
    return end!;
  }

  onBytes(callback: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(callback);
  }

  /** What does not fit goes out as soon as it does, piece by piece. */
  send(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#work();
  }

  /** Everything that was to be sent is with the machine's driver. */
  async sent(): Promise<void> {
    await until('the device to be heard', () => this.#waiting.length === 0);
  }

  /** Reads nothing more, as a printer that is busy with something else. */
  hold(isHeld = true): void {
    this.#isHeld = isHeld;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearInterval(this.#timer);
    closeSync(this.#fd);
  }

  #work(): void {
    if (!this.#isOpen) return;
    this.#write();
    if (!this.#isHeld) this.#read();
  }

  #write(): void {
    for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
      const taken = tried(() => writeSync(this.#fd, bytes)) ?? 0;
      if (taken === bytes.length) continue;
      this.#waiting.unshift(bytes.subarray(taken));
      return;
    }
  }

  #read(): void {
    const buffer = Buffer.alloc(8_192);
    for (let length = 1; length > 0 && this.#isOpen;) {
      length = tried(() => readSync(this.#fd, buffer)) ?? 0;
      if (length > 0) this.#bytes.tell(Uint8Array.from(buffer.subarray(0, length)));
    }
  }
}

/** Null while the kernel says «not now», and where the plug is out. */
function tried(work: () => number): number | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Pulls the plug and waits until the machine has noticed. */
export async function pull(gadget: Gadget, end: DeviceEnd | null, file: string): Promise<void> {
  end?.close();
  gadget.unplug();
  await until(`${file} to go`, () => !existsSync(file));
  await sleep(50);
}
