// Many receipts and many pulled plugs over real connections: a network printer that is switched off and on, and a serial
// printer behind a pseudo terminal that goes and comes back. Counts what the process still holds open afterwards.
import { readdirSync } from 'node:fs';
import { assembleDevices } from '#hardware/assemble.ts';
import { TcpTransport } from '#hardware/transport/tcp.ts';
import { rigDeviceFile, rigSerial, rigTcp, type Rig } from '#test/hardware/rigs.ts';
import { openFarPrinter } from '#test/hardware/far-printer.ts';
import { fullReceipt, sleep } from '#test/hardware/counter.ts';

export interface ReplugFigures {
  receipts: number;
  replugs: number;
  /** Descriptors at the beginning and at the end. */
  descriptors: [number, number];
  /** Bytes of the heap after a collection, where the process can collect; 0 elsewhere. */
  heapBytes: [number, number];
  problems: string[];
}

const NEVER = new AbortController().signal;
const PATIENCE_MS = 10_000;

const descriptors = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);

function heapBytes(): number {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) return 0;
  collect();
  return process.memoryUsage().heapUsed;
}

async function until(what: string, isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await sleep(2);
  }
}

/** Prints `receipts`, and switches the printer off and on between them so that `cycles` of these are spread evenly. */
async function printAndSwitch(receipts: number, cycles: number, figures: ReplugFigures): Promise<void> {
  let far = await openFarPrinter();
  const devices = assembleDevices(new TcpTransport({ host: '127.0.0.1', port: far.port }), {
    model: 'Printer that is switched',
    isSimulated: false,
    columns: 48,
    now: () => new Date(),
    lookEveryMs: 5,
    answerTimeoutMs: 500,
  });
  await devices.look();
  const every = Math.max(1, Math.floor(receipts / Math.max(1, cycles)));
  let [papers, switched] = [0, 0];
  for (let n = 1; n <= receipts; n += 1) {
    const outcome = await devices.printer.print({ id: String(n), paper: fullReceipt }, NEVER);
    if (outcome.kind !== 'printed') figures.problems.push(`receipt ${n}: ${outcome.kind}`);
    figures.receipts += 1;
    if (n % every !== 0 || switched >= cycles) continue;
    switched += 1;
    papers += far.papers().length;
    await far.close();
    await until('the printer away', () => devices.printer.status().state !== 'ready');
    far = await openFarPrinter(48, far.port);
    await until('the printer back', () => devices.printer.status().state === 'ready');
    figures.replugs += 1;
  }
  papers += far.papers().length;
  if (papers !== receipts) figures.problems.push(`${papers} papers of ${receipts} receipts`);
  await devices.close();
  await far.close();
}

/** Opens, writes and pulls the plug, each time at a new port. */
async function plugAndPull(
  makeRig: () => Promise<Rig>,
  cycles: number,
  figures: ReplugFigures,
): Promise<void> {
  for (let n = 0; n < cycles; n += 1) {
    const rig = await makeRig();
    let goneCount = 0;
    rig.transport.onGone(() => (goneCount += 1));
    await rig.transport.open(NEVER);
    await rig.transport.write(new Uint8Array(600), { deadlineMs: 1_000 });
    await rig.vanish();
    await until('the end told', () => goneCount > 0);
    await rig.dispose();
    if (goneCount !== 1) figures.problems.push(`told ${goneCount} times`);
    figures.replugs += 1;
  }
}

export async function runReplugs(options: {
  receipts: number;
  cycles: number;
  hasTerminals: boolean;
}): Promise<ReplugFigures> {
  const figures: ReplugFigures = {
    receipts: 0,
    replugs: 0,
    descriptors: [0, 0],
    heapBytes: [0, 0],
    problems: [],
  };
  // Once before counting: what is loaded and opened for good is not a leak.
  await printAndSwitch(3, 1, figures);
  const rigs = options.hasTerminals ? [rigTcp, rigSerial, rigDeviceFile] : [rigTcp];
  for (const rig of rigs) await plugAndPull(rig, 1, figures);
  [figures.receipts, figures.replugs] = [0, 0];
  await sleep(200);
  figures.descriptors[0] = descriptors();
  figures.heapBytes[0] = heapBytes();
  await printAndSwitch(options.receipts, options.cycles, figures);
  for (const rig of rigs) await plugAndPull(rig, Math.ceil(options.cycles / rigs.length), figures);
  await sleep(200);
  figures.descriptors[1] = descriptors();
  figures.heapBytes[1] = heapBytes();
  if (figures.descriptors[1] > figures.descriptors[0]) figures.problems.push('descriptors are left open');
  return figures;
}
