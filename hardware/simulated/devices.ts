// A counter in a folder: the real driver on a simulated printer whose bytes, receipts and pulses become files, and a
// scale and a scanner beside it. It never throws into the till: a folder that cannot be written is a printer that failed.
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleDevices } from '#hardware/assemble.ts';
import type { Devices } from '#hardware/ports.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { makeDemoDevices } from './demo.ts';
import type { PrintedLine } from './page.ts';
import { SimulatedPrinter, type PrinterEvent } from './printer.ts';
import { SimulatedScale } from './scale.ts';
import { SimulatedScanner } from './scanner.ts';

export interface SimulatedDevices extends Devices {
  /** To open its cover and take its paper away. */
  readonly simulatedPrinter: SimulatedPrinter;
}

const COLUMNS = 48;

/**
 * Opens the simulated counter: `printer.bin` in the folder takes every byte the printer receives, `receipts/000001.txt`
 * and so on each cut receipt, `drawer.jsonl` one line for each pulse. Without a scale where a real one takes its place. Earlier receipts are kept and counted on from. Files are appended synchronously: they are small, and a killed till leaves them whole.
 */
export async function openSimulated(
  folder: string,
  now: () => Date,
  { hasScale = true }: { readonly hasScale?: boolean } = {},
): Promise<SimulatedDevices> {
  const { transport, device } = makeMemoryTransport();
  const record = makeRecord(folder, now, (number, lines) => demo.takeReceipt(number, lines));
  // Before the printer itself, so that what it does is on record when its folder fails.
  device.onBytes((bytes) => {
    simulatedPrinter.setFailed(!record.takeBytes(bytes));
  });
  const reasons: string[] = [];
  const simulatedPrinter = new SimulatedPrinter(device, COLUMNS, (event) => {
    if (!record.takeEvent(event, () => reasons.shift())) simulatedPrinter.setFailed(true);
    if (event.kind === 'pulse') demo.takePulse();
  });
  const devices = assembleDevices(transport, {
    model: '80 mm',
    isSimulated: true,
    columns: COLUMNS,
    now,
    onPulse: (reason) => reasons.push(reason),
    drawerSensor: 'highIsOpen',
  });
  const scale = hasScale ? new SimulatedScale(now) : null;
  const scanner = new SimulatedScanner(now);
  const demo = makeDemoDevices({
    printer: simulatedPrinter,
    scale,
    scanner,
    columns: COLUMNS,
    lookAtPrinter: () => void devices.look().catch(() => undefined),
  });
  await devices.look();
  return {
    ...devices,
    simulatedPrinter,
    scale,
    scanners: [scanner],
    demo,
    list: () => [...devices.list(), scanner.status(), ...(scale === null ? [] : [scale.status()])],
    async close() {
      await Promise.all([devices.close(), scale?.close(), scanner.close()]);
    },
  };
}

interface FolderRecord {
  /** Both answer whether the folder has taken all there is. */
  takeBytes(bytes: Uint8Array): boolean;
  takeEvent(event: PrinterEvent, nextReason: () => string | undefined): boolean;
}

function makeRecord(
  folder: string,
  now: () => Date,
  wroteReceipt: (number: number, lines: readonly PrintedLine[]) => void,
): FolderRecord {
  const receipts = join(folder, 'receipts');
  const writeReceipt = makeNumberedWriter(receipts);
  // What the folder refused stays due, as the rest of a receipt does in a printer without paper.
  const due: (() => void)[] = [];
  const isWritten = (): boolean => {
    try {
      mkdirSync(receipts, { recursive: true });
      for (let write = due[0]; write !== undefined; write = due[0]) {
        write();
        due.shift();
      }
      return true;
    } catch {
      return false;
    }
  };
  return {
    takeBytes(bytes) {
      due.push(() => appendFileSync(join(folder, 'printer.bin'), bytes));
      return isWritten();
    },
    takeEvent(event, nextReason) {
      if (event.kind === 'receipt') {
        const text = event.lines.map((line) => `${line.text}\n`).join('');
        due.push(() => wroteReceipt(writeReceipt(text), event.lines));
      } else if (event.kind === 'pulse') {
        // A pulse nobody asked for is the one thing a reader of this file looks for.
        const line = JSON.stringify({ at: now().toISOString(), reason: nextReason() ?? 'nobody asked' });
        due.push(() => appendFileSync(join(folder, 'drawer.jsonl'), `${line}\n`));
      }
      return isWritten();
    },
  };
}

/** Writes each text to the next free number and answers it. `wx` makes a number that is taken an error instead of a loss. */
function makeNumberedWriter(folder: string): (text: string) => number {
  let last: number | null = null;
  return (text) => {
    last ??= readdirSync(folder).reduce(
      (most, name) => Math.max(most, Number(/^(\d{6,})\.txt$/.exec(name)?.[1] ?? 0)),
      0,
    );
    for (;;) {
      last += 1;
      try {
        writeFileSync(join(folder, `${String(last).padStart(6, '0')}.txt`), text, { flag: 'wx' });
        return last;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
          last = null;
          throw error;
        }
      }
    }
  };
}
