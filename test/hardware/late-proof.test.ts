// Proofs that come late, or never: no paper is called printed by the answer to another one's question.
import { expect, test } from 'vitest';
import { assembleDevices } from '#hardware/assemble.ts';
import { paperToText } from '#hardware/printer/layout.ts';
import type { PrinterProfile } from '#hardware/printer/profiles.ts';
import { PROFILES } from '#hardware/printer/profiles.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { countOf, fullReceipt, layLine, never, pair, paperOf, sleep, until } from './counter.ts';

const one = { id: 'one', paper: fullReceipt };
const two = { id: 'two', paper: fullReceipt };
const PROOF = Buffer.from([0x1d, 0x72, 0x01]);
const CUT = Buffer.from([0x1d, 0x56, 0x42, 0x00]);
const WELL = 0x12;

/** A printer by hand: it answers questions at once, or not while it is off, and proofs when the test says so. */
function openByHand(settings: { proofTimeoutMs: number; profile?: PrinterProfile }) {
  const line = layLine({ lookEveryMs: 10, answerTimeoutMs: 20, ...settings });
  const state = { isOn: true, printer: WELL, paper: WELL };
  line.device.onBytes((bytes) => {
    if (!state.isOn || bytes[0] !== 0x10 || bytes[1] !== 0x04) return;
    line.device.send(Uint8Array.of(bytes[2] === 1 ? state.printer : bytes[2] === 4 ? state.paper : WELL));
  });
  const late: string[] = [];
  line.devices.printer.onLateProof((id) => late.push(id));
  return {
    ...line,
    late,
    state,
    prove: () => line.device.send(Uint8Array.of(0x00)),
    sent: (times: number) => until(() => countOf(line.received(), PROOF) === times),
  };
}

test('the proof of a paper that took longer than anybody waited is not the next one’s', async () => {
  const { devices, prove, sent } = openByHand({ proofTimeoutMs: 60 });
  expect(await devices.printer.print(one, never())).toEqual({ kind: 'unconfirmed' });
  const second = devices.printer.print(two, never());
  await sent(2);
  prove();
  expect(await second).toEqual({ kind: 'unconfirmed' });
  // One of the two was lost for good: the third is proved as if nothing had been.
  const third = devices.printer.print(two, never());
  await sent(3);
  prove();
  expect(await third).toEqual({ kind: 'printed' });
  await devices.close();
});

test('both come late: each is its own paper’s', async () => {
  const { devices, prove, sent } = openByHand({ proofTimeoutMs: 60 });
  expect(await devices.printer.print(one, never())).toEqual({ kind: 'unconfirmed' });
  const second = devices.printer.print(two, never());
  await sent(2);
  prove();
  prove();
  expect(await second).toEqual({ kind: 'printed' });
  await devices.close();
});

test('a printer that numbers its papers is believed by the number alone', async () => {
  const { devices, device, received } = openByHand({
    proofTimeoutMs: 60,
    profile: {
      ...PROFILES['epson-tm-t20'],
      answers: { ...PROFILES['epson-tm-t20'].answers, automatic: false },
    },
  });
  const prove = (number: string) => device.send(Buffer.from(`7"${number}\0`, 'latin1'));
  expect(await devices.printer.print(one, never())).toEqual({ kind: 'unconfirmed' });
  const second = devices.printer.print(two, never());
  await until(() => received().includes('0002'));
  prove('0001');
  expect(await second).toEqual({ kind: 'unconfirmed' });
  const third = devices.printer.print(two, never());
  await until(() => received().includes('0003'));
  prove('0003');
  expect(await third).toEqual({ kind: 'printed' });
  await devices.close();
});

test('switched off without paper and on again, it has forgotten: the next proof is the next paper’s', async () => {
  const { devices, state, sent, prove, late, received } = openByHand({ proofTimeoutMs: 2_000 });
  const first = devices.printer.print(one, never());
  await sent(1);
  Object.assign(state, { printer: 0x1a, paper: 0x7e });
  expect(await first).toEqual({ kind: 'partial', trouble: 'paperOut' });
  state.isOn = false;
  await until(() => devices.printer.status().trouble === 'offline');
  Object.assign(state, { isOn: true, printer: WELL, paper: WELL });
  await until(() => devices.printer.status().state === 'ready');
  const second = devices.printer.print(two, never());
  await sent(2);
  prove();
  expect(await second).toEqual({ kind: 'printed' });
  expect(late).toEqual([]);
  // Half of the first hangs out of it.
  expect(countOf(received(), CUT)).toBe(3);
  await devices.close();
});

test('switched off in the middle, what is torn is cut away once', async () => {
  const { devices, state, sent, prove, received } = openByHand({ proofTimeoutMs: 60 });
  const first = devices.printer.print(one, never());
  await sent(1);
  state.isOn = false;
  expect(await first).toEqual({ kind: 'partial', trouble: 'offline' });
  for (const [times, cuts] of [
    [2, 3],
    [3, 4],
  ] as const) {
    state.isOn = true;
    await until(() => devices.printer.status().state === 'ready');
    const next = devices.printer.print(two, never());
    await sent(times);
    prove();
    expect(await next).toEqual({ kind: 'printed' });
    expect(countOf(received(), CUT)).toBe(cuts);
    state.isOn = false;
    await devices.printer.print(two, never());
  }
  await devices.close();
});

test('a long paper is waited for longer than a short one', async () => {
  const { devices, sent, prove } = openByHand({ proofTimeoutMs: 60 });
  const long = paperOf(...Array.from({ length: 500 }, (_, at) => pair(`Item ${at}`, '1.00')));
  const printing = devices.printer.print({ id: 'long', paper: long }, never());
  await sent(1);
  await sleep(200);
  prove();
  expect(await printing).toEqual({ kind: 'printed' });
  await devices.close();
});

test('what a till broke off inside a command, before it ended, is ended and cut away first', async () => {
  const { transport, device } = makeMemoryTransport();
  const events: PrinterEvent[] = [];
  const printer = new SimulatedPrinter(device, 48, (event) => events.push(event));
  const known = { model: 'Torn', isSimulated: true, columns: 48, now: () => new Date(), answerTimeoutMs: 40 };
  await transport.open(never());
  // Two lines, and the head of a band of dots that are still to come: 128 rows of 72 bytes.
  const half = Buffer.concat([
    Buffer.from('one\ntwo\n'),
    Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, 128, 0, 0xff]),
  ]);
  await transport.write(half, { deadlineMs: 100 });
  await sleep(5);
  await transport.close();
  expect(printer.waitingBytes).toBe(9);
  const devices = assembleDevices(transport, known);
  expect(await devices.printer.print({ ...two, followsTorn: true }, never())).toEqual({ kind: 'printed' });
  const papers = events.flatMap((event) =>
    event.kind === 'receipt' ? [event.lines.map(({ text }) => text)] : [],
  );
  expect(papers).toHaveLength(2);
  expect(papers[1]).toEqual(paperToText(fullReceipt, 48));
  await devices.close();
});
