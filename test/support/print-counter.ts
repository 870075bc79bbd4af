// A counter whose printer can be hurt at any byte: the real driver and spool over a line in memory, a simulated printer at
// its end. What comes onto the paper outlives a printer that lost its power.
import { assembleDevices } from '#hardware/assemble.ts';
import type { Devices } from '#hardware/ports.ts';
import { SimulatedPrinter } from '#hardware/simulated/printer.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';

export const printerFaults = ['unplug', 'paperOut', 'coverOpen', 'powerLoss', 'stall', 'pause'] as const;
export type PrinterFault = (typeof printerFaults)[number];

export interface PrintCounter {
  readonly devices: Devices;
  /** Every paper that was cut, one text each. */
  readonly papers: string[];
  pulses(): number;
  /** Lets the fault happen once so many more bytes have come. */
  hurtAfter(fault: PrinterFault, bytes: number): void;
  /** Whether that has happened. */
  isHurt(): boolean;
  /** What a person does about it: plugs in, refills, shuts, switches on. */
  mend(): void;
}

const COLUMNS = 48;

export function makePrintCounter(now: () => Date): PrintCounter {
  const { transport, device } = makeMemoryTransport(2_048);
  const papers: string[] = [];
  let take: (bytes: Uint8Array) => void = () => undefined;
  let pulses = 0;
  const switchOn = () =>
    new SimulatedPrinter(
      {
        onBytes(callback) {
          take = callback;
          return () => undefined;
        },
        send: (bytes) => device.send(bytes),
      },
      COLUMNS,
      (event) => {
        if (event.kind === 'receipt') papers.push(event.lines.map(({ text }) => text).join('\n'));
        if (event.kind === 'pulse') pulses += 1;
      },
    );
  let printer = switchOn();
  let hurt: { fault: PrinterFault; bytesLeft: number; isDone: boolean } | null = null;

  const strike = (fault: PrinterFault) => {
    if (fault === 'unplug' || fault === 'powerLoss') device.vanish();
    if (fault === 'powerLoss') printer = switchOn();
    if (fault === 'paperOut') printer.setPaper('out');
    if (fault === 'coverOpen') printer.setCoverOpen(true);
    if (fault === 'stall' || fault === 'pause') device.hold();
    if (fault === 'pause') setTimeout(() => device.release(), 3);
  };

  device.onBytes((bytes) => {
    if (hurt === null || hurt.isDone || bytes.length < hurt.bytesLeft) {
      if (hurt !== null) hurt.bytesLeft -= bytes.length;
      take(bytes);
      return;
    }
    const { fault, bytesLeft } = hurt;
    hurt.isDone = true;
    take(bytes.subarray(0, bytesLeft));
    strike(fault);
    // What was on its way when the plug or the power went is nowhere.
    if (fault !== 'unplug' && fault !== 'powerLoss') take(bytes.subarray(bytesLeft));
  });

  const devices = assembleDevices(transport, {
    model: 'Printer to be hurt',
    isSimulated: true,
    columns: COLUMNS,
    now,
    answerTimeoutMs: 15,
    chunkDeadlineMs: 40,
    proofTimeoutMs: 120,
    lookEveryMs: 4,
  });
  void devices.look();
  return {
    devices,
    papers,
    pulses: () => pulses,
    hurtAfter(fault, bytes) {
      hurt = { fault, bytesLeft: bytes, isDone: false };
    },
    isHurt: () => hurt?.isDone ?? false,
    mend() {
      hurt = null;
      device.release();
      device.plugIn();
      printer.setPaper('ok');
      printer.setCoverOpen(false);
    },
  };
}
