// The printer driver: what it says became of a job, in every state of the printer and the line.
import { expect, test } from 'vitest';
import { paperToText } from '#hardware/printer/layout.ts';
import { fullReceipt, layLine, never, openCounter, pair, paperOf, sleep, text, until } from './counter.ts';

const job = { id: 'job-1', paper: fullReceipt };

test('a good printer: printed, and exactly what was laid out', async () => {
  const { devices, receipts, events } = openCounter();
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(receipts()).toEqual([paperToText(fullReceipt, 48)]);
  expect(events.map((event) => event.kind)).toEqual(['receipt']);
  expect(devices.printer.status()).toMatchObject({ state: 'ready', trouble: null, isSimulated: true });
  await devices.close();
});

test('jobs asked for at once are printed one after another, in order', async () => {
  const { devices, receipts } = openCounter();
  const names = ['first', 'second', 'third'];
  await Promise.all(
    names.map((name) => devices.printer.print({ id: name, paper: paperOf(text(name)) }, never())),
  );
  expect(receipts()).toEqual([['first'], ['second'], ['third']]);
  await devices.close();
});

test('marks are on the paper', async () => {
  const { devices, receipts } = openCounter();
  await devices.printer.print({ ...job, paper: paperOf(text('x')), marks: ['REPRINT 重打'] }, never());
  expect(receipts()[0]?.map((line) => line.trim())).toEqual(['REPRINT 重打', 'x', 'REPRINT 重打']);
  await devices.close();
});

test.each(['paperOut', 'coverOpen', 'failed'] as const)(
  '%s before the start: not a byte of it',
  async (trouble) => {
    const { devices, printer, receipts } = openCounter();
    if (trouble === 'paperOut') printer.setPaper('out');
    if (trouble === 'coverOpen') printer.setCoverOpen(true);
    if (trouble === 'failed') printer.setFailed(true);
    expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble });
    expect(devices.printer.status()).toMatchObject({ state: 'attention', trouble });
    printer.setPaper('ok');
    printer.setCoverOpen(false);
    printer.setFailed(false);
    await until(() => devices.printer.status().state === 'ready');
    expect(receipts()).toEqual([]);
    expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
    await devices.close();
  },
);

test('paper that runs low still prints, and is told', async () => {
  const { devices, printer } = openCounter();
  printer.setPaper('low');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(devices.printer.status()).toMatchObject({ state: 'attention', trouble: 'paperLow' });
  await devices.close();
});

test('paper out in the middle: partial; the rest comes at the refill and is no proof of the next job', async () => {
  const { devices, printer, receipts, device } = openCounter({ proofTimeoutMs: 2_000 });
  printer.endPaperAfter(5);
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'partial', trouble: 'paperOut' });
  expect(receipts()).toEqual([]);
  // The refill's late proof and the next job's: the first must not pass for the second.
  printer.setPaper('ok');
  expect(receipts()).toHaveLength(1);
  await until(() => devices.printer.status().state === 'ready');
  const next = devices.printer.print({ id: 'next', paper: paperOf(text('next')) }, never());
  expect(await next).toEqual({ kind: 'printed' });
  expect(receipts()[1]).toEqual(['next']);
  device.vanish();
  await devices.close();
});

test('a late proof of the job before is not taken for the proof of this one', async () => {
  // By hand: the device answers questions at once, and proofs when the test says so.
  const { devices, device, received } = layLine({ lookEveryMs: 20, proofTimeoutMs: 400 });
  let printerStatus = 0x12;
  let paperStatus = 0x12;
  device.onBytes((bytes) => {
    if (bytes[0] !== 0x10 || bytes[1] !== 0x04) return;
    device.send(Uint8Array.of(bytes[2] === 1 ? printerStatus : bytes[2] === 4 ? paperStatus : 0x12));
  });
  const first = devices.printer.print(job, never());
  await until(() => received().includes(Buffer.from([0x1d, 0x72, 0x01])));
  [printerStatus, paperStatus] = [0x1a, 0x7e];
  expect(await first).toEqual({ kind: 'partial', trouble: 'paperOut' });
  [printerStatus, paperStatus] = [0x12, 0x12];
  const second = devices.printer.print(job, never());
  await sleep(60);
  device.send(Uint8Array.of(0x00));
  expect(await second).toEqual({ kind: 'unconfirmed' });
  await devices.close();
});

test('vanishes in the middle: partial; plugged in again, the next job prints', async () => {
  const { devices, device, receipts } = openCounter();
  await devices.look();
  device.vanishAfter(200);
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'partial', trouble: 'offline' });
  await until(() => devices.printer.status().state === 'absent');
  expect(devices.printer.status().trouble).toBe('notFound');
  expect(receipts()).toEqual([]);
  device.plugIn();
  await until(() => devices.printer.status().state === 'ready');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  // What was torn off is cut away first, and the next receipt is whole.
  const laid = paperToText(fullReceipt, 48);
  expect(receipts()).toHaveLength(2);
  expect(laid.slice(0, 4)).toEqual(receipts()[0]?.slice(0, 4));
  expect(receipts()[1]).toEqual(laid);
  await devices.close();
});

test('vanishes after any byte: nothing is called unstarted that began, or printed that was not', async () => {
  const paper = paperOf(text('合计'), pair('牛奶', '¥12.50'));
  const kinds = new Set<string>();
  for (let bytes = 1; bytes < 120; bytes += 1) {
    const { devices, device, received, receipts } = openCounter();
    device.vanishAfter(bytes);
    const outcome = await devices.printer.print({ id: 'any', paper }, never());
    kinds.add(outcome.kind);
    // Everything after the two questions, of three bytes each, belongs to the job.
    const hasBegun = received().length > 6;
    if (outcome.kind === 'notStarted') expect(hasBegun, `${bytes} bytes`).toBe(false);
    if (outcome.kind === 'printed') expect(receipts(), `${bytes} bytes`).toHaveLength(1);
    expect(outcome.kind).not.toBe('unconfirmed');
    await devices.close();
  }
  expect([...kinds].toSorted()).toEqual(['notStarted', 'partial', 'printed']);
});

test('paper out after any line: partial', async () => {
  for (let lines = 1; lines < 14; lines += 1) {
    const { devices, printer, receipts } = openCounter();
    printer.endPaperAfter(lines);
    const outcome = await devices.printer.print(job, never());
    // The last line, of blank paper, is fed before the cut: even then there is no proof.
    expect(outcome).toEqual({ kind: 'partial', trouble: 'paperOut' });
    expect(receipts()).toEqual([]);
    await devices.close();
  }
});

test('a device that stops taking bytes: partial, and the line is not held up for ever', async () => {
  const { devices, device } = openCounter({ chunkDeadlineMs: 60 });
  const long = paperOf(...Array.from({ length: 200 }, (_, n) => pair(`Item ${n}`, '1.00')));
  device.onBytes((bytes) => {
    if (bytes.length > 3) device.hold();
  });
  const outcome = await devices.printer.print({ id: 'long', paper: long }, never());
  expect(outcome).toEqual({ kind: 'partial', trouble: 'stalled' });
  expect(devices.printer.status()).toMatchObject({ state: 'attention', trouble: 'stalled' });
  await devices.close();
});

test('a device that answers nothing: every byte goes out, unconfirmed', async () => {
  const { devices, received } = layLine();
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'unconfirmed' });
  expect(received().includes(Buffer.from([0x1d, 0x56, 0x42, 0x00]))).toBe(true);
  expect(devices.printer.status().state).toBe('ready');
  await devices.close();
});

test('a device that used to answer and is silent now is switched off: nothing is sent into the void', async () => {
  const { devices, device, received } = openCounter();
  await devices.look();
  device.hold();
  const before = received().length;
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'offline' });
  expect(received().length).toBe(before);
  await devices.close();
});

test('answers to questions but none to the proof: unconfirmed', async () => {
  const { devices, device } = layLine();
  device.onBytes((bytes) => {
    if (bytes[0] === 0x10) device.send(Uint8Array.of(0x12));
  });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'unconfirmed' });
  await devices.close();
});

test('switched off in the middle, the cable still there: partial, and then not started', async () => {
  const { devices, device } = layLine();
  let isOn = true;
  device.onBytes((bytes) => {
    if (isOn && bytes[0] === 0x10) device.send(Uint8Array.of(0x12));
    if (bytes.length > 3) isOn = false;
  });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'partial', trouble: 'offline' });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'offline' });
  await devices.close();
});

test('nothing plugged in: not started, and a status instead of an error', async () => {
  const { devices, device } = layLine();
  device.vanish();
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'notFound' });
  expect(devices.printer.status()).toMatchObject({ state: 'absent', trouble: 'notFound' });
  await devices.close();
});

test('given up before the first byte: not started; closed while it prints: it settles', async () => {
  const { devices, device, received } = layLine({ proofTimeoutMs: 10_000, lookEveryMs: 10_000 });
  expect((await devices.printer.print(job, AbortSignal.abort())).kind).toBe('notStarted');
  expect(received().length).toBe(0);
  device.onBytes((bytes) => {
    if (bytes[0] === 0x10) device.send(Uint8Array.of(0x12));
  });
  const printing = devices.printer.print(job, never());
  await until(() => received().length > 100);
  await devices.close();
  expect((await printing).kind).toMatch(/partial|unconfirmed/);
  expect((await devices.printer.print(job, never())).kind).toBe('notStarted');
  expect(devices.list().map((status) => status.state)).toEqual(['absent', 'absent']);
});

test('changes are told once each: busy while it prints, ready after it', async () => {
  const { devices } = openCounter();
  await devices.look();
  const states: string[] = [];
  const end = devices.onChange((status) => states.push(`${status.role} ${status.state}`));
  await devices.printer.print(job, never());
  expect(states).toEqual(['printer busy', 'printer ready']);
  end();
  await devices.printer.print(job, never());
  expect(states).toHaveLength(2);
  await devices.close();
});
