// One transport and what its far end can do, for each kind of transport: what the contract of all of them is tried on.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceFileTransport } from '#hardware/transport/device-file.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import { SpoolerTransport } from '#hardware/transport/spooler.ts';
import { TcpTransport } from '#hardware/transport/tcp.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import { UsbTransport } from '#hardware/transport/usb.ts';
import { layCable } from './cable.ts';
import { until } from './counter.ts';
import { FakeUsbPrinter } from './usb-bus.ts';

export interface Rig {
  readonly transport: Transport;
  readonly received: () => Buffer;
  /** Answers of the device; does nothing where there is no way back. */
  send(bytes: Uint8Array): void;
  stopReading(): void;
  vanish(): Promise<void>;
  dispose(): Promise<void>;
  /** What an opening is refused with while the device is away. */
  readonly awayCode: 'notFound' | 'refused' | 'gone';
}

export async function rigMemory(): Promise<Rig> {
  const { transport, device } = makeMemoryTransport();
  const pieces: Uint8Array[] = [];
  device.onBytes((bytes) => pieces.push(bytes));
  return {
    transport,
    received: () => Buffer.concat(pieces),
    send: (bytes) => device.send(bytes),
    stopReading: () => device.hold(),
    vanish: async () => device.vanish(),
    dispose: () => transport.close(),
    awayCode: 'notFound',
  };
}

async function rigTerminal(makeTransport: (path: string) => Transport): Promise<Rig> {
  const cable = await layCable();
  const pieces: Uint8Array[] = [];
  cable.far.on('data', (bytes: Uint8Array) => pieces.push(bytes));
  const transport = makeTransport(cable.path);
  return {
    transport,
    received: () => Buffer.concat(pieces),
    send: (bytes) => void cable.far.write(Buffer.from(bytes)),
    stopReading: () => void cable.far.pause(),
    vanish: () => cable.pull(),
    async dispose() {
      await transport.close();
      await cable.dispose();
    },
    awayCode: 'notFound',
  };
}

export const rigSerial = (): Promise<Rig> =>
  rigTerminal((path) => new SerialTransport({ path, baudRate: 115_200 }));

export const rigDeviceFile = (): Promise<Rig> => rigTerminal((path) => new DeviceFileTransport({ path }));

/** A printer's raw port; the test's process is the printer. */
export async function rigTcp(): Promise<Rig> {
  const pieces: Uint8Array[] = [];
  const sockets = new Set<Socket>();
  let isReading = true;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => pieces.push(bytes));
    if (!isReading) socket.pause();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const transport = new TcpTransport({ host: '127.0.0.1', port });
  const shut = async () => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  return {
    transport,
    received: () => Buffer.concat(pieces),
    send: (bytes) => {
      for (const socket of sockets) socket.write(bytes);
    },
    stopReading() {
      isReading = false;
      for (const socket of sockets) socket.pause();
    },
    vanish: shut,
    async dispose() {
      await transport.close();
      if (server.listening) await shut();
    },
    awayCode: 'refused',
  };
}

/** A named pipe as a device file that cannot be read: what is at its end is a process of its own. */
export async function rigPipe(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-pipe-'));
  const path = join(folder, 'lp0');
  spawnSync('mkfifo', [path]);
  const pieces: Uint8Array[] = [];
  const reader: ChildProcess = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'ignore'] });
  reader.stdout?.on('data', (bytes: Uint8Array) => pieces.push(bytes));
  const ended = new Promise((resolve) => reader.once('exit', resolve));
  // An opening for writing succeeds only once somebody reads.
  const probe = new DeviceFileTransport({ path, isWriteOnly: true });
  const transport = new DeviceFileTransport({ path, isWriteOnly: true });
  const isRead = async () =>
    probe.open(new AbortController().signal).then(
      () => true,
      () => false,
    );
  let hasReader = await isRead();
  while (!hasReader) hasReader = await isRead();
  return {
    transport,
    received: () => Buffer.concat(pieces),
    send: () => undefined,
    stopReading: () => void reader.kill('SIGSTOP'),
    async vanish() {
      await probe.close();
      unlinkSync(path);
      reader.kill('SIGKILL');
      await ended;
    },
    async dispose() {
      await Promise.all([probe.close(), transport.close()]);
      reader.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
    awayCode: 'notFound',
  };
}

/** The package's interface with a printer behind it that behaves as one did in a guest (`hardware.md` 3.1). */
export async function rigUsb(): Promise<Rig> {
  const printer = new FakeUsbPrinter();
  const place = { vendorId: 0x04b8, productId: 0x0202, serialNumber: 'X1' };
  const transport = new UsbTransport(place, async () => printer.bus);
  return {
    transport,
    received: () => Buffer.concat(printer.received),
    send: (bytes) => printer.send(bytes),
    stopReading: () => printer.hold(),
    vanish: async () => printer.vanish(),
    dispose: () => transport.close(),
    awayCode: 'notFound',
  };
}

/** Speaks as the spooler's program does; the file beside it says whether it still takes bytes. */
const STAND_IN = `
import { appendFileSync, existsSync } from 'node:fs';
const [, , folder] = process.argv;
if (existsSync(folder + '/away')) { console.log('error 1801 OpenPrinter'); process.exit(1); }
setInterval(() => { if (existsSync(folder + '/away')) process.exit(1); }, 5);
console.log('ready');
let waiting = Buffer.alloc(0);
process.stdin.on('data', (bytes) => {
  waiting = Buffer.concat([waiting, bytes]);
  while (waiting.length >= 4) {
    const length = waiting.readUInt32LE();
    if (length === 0) { console.log('done'); process.exit(0); }
    if (length === 0xffffffff) { appendFileSync(folder + '/aborted', 'x'); process.exit(0); }
    if (waiting.length < 4 + length || existsSync(folder + '/held')) return;
    appendFileSync(folder + '/spooled', waiting.subarray(4, 4 + length).toString('hex'));
    waiting = waiting.subarray(4 + length);
    console.log('ok ' + length);
  }
});
process.stdin.on('end', () => process.exit(0));
`;

export async function rigSpooler(): Promise<Rig> {
  const { readFileSync, existsSync } = await import('node:fs');
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-spooler-'));
  const program = join(folder, 'stand-in.mjs');
  writeFileSync(program, STAND_IN);
  const file = (name: string) => join(folder, name);
  const place = { printerName: 'Receipts' };
  const transport = new SpoolerTransport(place, () => ({ file: process.execPath, args: [program, folder] }));
  return {
    transport,
    received: () =>
      Buffer.from(existsSync(file('spooled')) ? readFileSync(file('spooled'), 'utf8') : '', 'hex'),
    send: () => undefined,
    stopReading: () => writeFileSync(file('held'), ''),
    async vanish() {
      writeFileSync(file('away'), '');
      await until(() => transport.state !== 'open');
    },
    async dispose() {
      await transport.close();
      rmSync(folder, { recursive: true, force: true });
    },
    awayCode: 'notFound',
  };
}
