// The drawer: one pulse for one kick, never inside a receipt, never late, never twice.
import { expect, test } from 'vitest';
import { drawerPulse, encodeLines } from '#hardware/printer/encode.ts';
import { layPaper, paperToText } from '#hardware/printer/layout.ts';
import { countOf, fullReceipt, layLine, never, openCounter, pair, paperOf, sleep, until } from './counter.ts';

const job = { id: 'job-1', paper: fullReceipt };

test('a kick is exactly one pulse of five bytes, with its times', async () => {
  const { devices, received, events } = openCounter();
  expect(await devices.drawer.kick('sale')).toEqual({ sent: true });
  expect(countOf(received(), drawerPulse)).toBe(1);
  expect(events).toEqual([{ kind: 'pulse', pin: 2, onMs: 50, offMs: 500 }]);
  await devices.close();
});

test('ten kicks are ten pulses', async () => {
  const { devices, received, pulses } = openCounter();
  await Promise.all(Array.from({ length: 10 }, () => devices.drawer.kick('sale')));
  expect(pulses()).toBe(10);
  expect(countOf(received(), drawerPulse)).toBe(10);
  await devices.close();
});

test('a kick while bytes go out waits for them: the job arrives in one piece', async () => {
  const { devices, device, received, pulses } = openCounter({ chunkDeadlineMs: 2_000 });
  const long = paperOf(...Array.from({ length: 200 }, (_, n) => pair(`牛奶 ${n}`, '¥1.00')));
  // The device stops reading at the first piece of the job, and goes on when the kick has been asked for.
  const stopListening = device.onBytes((piece) => {
    if (piece.length > 3) device.hold();
  });
  const printing = devices.printer.print({ id: 'long', paper: long }, never());
  await until(() => received().length > 6);
  stopListening();
  const kicking = devices.drawer.kick('sale');
  await sleep(20);
  device.release();
  expect(await printing).toEqual({ kind: 'printed' });
  expect(await kicking).toEqual({ sent: true });
  expect(received().includes(Buffer.from(encodeLines(layPaper(long, 48).lines)))).toBe(true);
  expect(pulses()).toBe(1);
  await devices.close();
});

test('kicks between prints stay whole, and so do the receipts', async () => {
  const { devices, events, receipts, pulses } = openCounter();
  await Promise.all([
    devices.printer.print(job, never()),
    devices.drawer.kick('sale'),
    devices.printer.print(job, never()),
    devices.drawer.kick('no sale'),
    devices.printer.print(job, never()),
  ]);
  const laid = paperToText(fullReceipt, 48);
  expect(receipts()).toEqual([laid, laid, laid]);
  expect(pulses()).toBe(2);
  expect(events.filter((event) => event.kind === 'unknown' || event.kind === 'overflow')).toEqual([]);
  await devices.close();
});

test('a kick does not wait for the proof of the print before it', async () => {
  // Answers questions, never the proof: the print stays unproved for ten seconds.
  const { devices, device, received } = layLine({ proofTimeoutMs: 10_000, lookEveryMs: 10_000 });
  device.onBytes((bytes) => {
    if (bytes[0] === 0x10) device.send(Uint8Array.of(0x12));
  });
  const printing = devices.printer.print(job, never());
  const kicked = await Promise.race([devices.drawer.kick('sale'), sleep(1_000)]);
  expect(kicked).toEqual({ sent: true });
  expect(received().indexOf(Buffer.from(drawerPulse))).toBeGreaterThan(received().indexOf('Bread'));
  await devices.close();
  await printing;
});

test('what a kick has waited for elsewhere counts as well', async () => {
  const { devices, device, pulses } = openCounter({ kickLifeMs: 300 });
  await devices.look();
  // Takes 30 ms to answer, as one that is being reached: no time is left for that.
  device.hold();
  const waited = devices.drawer.kick('sale', 280);
  await sleep(30);
  device.release();
  expect(await waited).toEqual({ sent: false });
  expect(await devices.drawer.kick('too late', 300)).toEqual({ sent: false });
  expect(await devices.drawer.kick('in time', 10)).toEqual({ sent: true });
  await sleep(10);
  expect(pulses()).toBe(1);
  await devices.close();
});

test('a printer without paper gets no pulse, now or at the refill', async () => {
  const { devices, printer, pulses } = openCounter();
  printer.setPaper('out');
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
  printer.setPaper('ok');
  await sleep(50);
  expect(pulses()).toBe(0);
  await devices.close();
});

test('a kick that waited too long is given up, not sent late', async () => {
  const { devices, device, received } = layLine({ kickLifeMs: 30, answerTimeoutMs: 80 });
  device.onBytes(() => undefined);
  // The first print waits 80 ms for an answer that never comes; the kick behind it is too old by then.
  const printing = devices.printer.print(job, never());
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
  await printing;
  await sleep(50);
  expect(countOf(received(), drawerPulse)).toBe(0);
  await devices.close();
});

test('no printer, or one that vanishes: not sent, and never sent again by itself', async () => {
  const { devices, device, pulses } = openCounter();
  await devices.look();
  device.vanish();
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
  device.plugIn();
  await devices.look();
  await sleep(50);
  expect(pulses()).toBe(0);
  await devices.close();
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
});

test('a silent printer gets its pulse', async () => {
  const { devices, received } = layLine();
  expect(await devices.drawer.kick('sale')).toEqual({ sent: true });
  expect(countOf(received(), drawerPulse)).toBe(1);
  await devices.close();
});

const openOrShut = (devices: ReturnType<typeof openCounter>['devices']) => devices.drawer.status().trouble;

test.each(['highIsOpen', 'lowIsOpen'] as const)(
  'with a sensor (%s) an open drawer is told',
  async (drawerSensor) => {
    const { devices, printer } = openCounter({ drawerSensor });
    await devices.look();
    expect(openOrShut(devices)).toBeNull();
    await devices.drawer.kick('sale');
    // The simulated drawer's line is high while it is open: to a drawer wired the other way that is shut.
    await until(() => printer.isDrawerOpen);
    if (drawerSensor === 'lowIsOpen') {
      printer.shutDrawer();
      await until(() => openOrShut(devices) === 'drawerOpen');
    } else {
      await until(() => openOrShut(devices) === 'drawerOpen');
      expect(devices.drawer.status().state).toBe('ready');
      printer.shutDrawer();
      await until(() => openOrShut(devices) === null);
    }
    await devices.close();
    expect(devices.drawer.status()).toMatchObject({ state: 'absent', trouble: null });
  },
);

test('an open drawer stays told through trouble with the paper', async () => {
  const { devices, printer } = openCounter({ drawerSensor: 'highIsOpen' });
  await devices.look();
  await devices.drawer.kick('sale');
  await until(() => openOrShut(devices) === 'drawerOpen');
  printer.setCoverOpen(true);
  await devices.look();
  expect(devices.drawer.status()).toMatchObject({ state: 'attention', trouble: 'offline' });
  printer.setCoverOpen(false);
  await devices.look();
  expect(devices.drawer.status()).toMatchObject({ state: 'ready', trouble: 'drawerOpen' });
  await devices.close();
});

test('without a known sensor nobody asks, and nothing is claimed', async () => {
  const { devices, received, printer } = openCounter();
  await devices.drawer.kick('sale');
  const asked = received().length;
  await sleep(400);
  expect(printer.isDrawerOpen).toBe(true);
  expect(received()).toHaveLength(asked);
  expect(openOrShut(devices)).toBeNull();
  await devices.close();
});

test('two kicks in a row are watched by one look at a time', async () => {
  const { devices, received } = openCounter({ drawerSensor: 'highIsOpen' });
  await devices.look();
  await devices.drawer.kick('sale');
  await devices.drawer.kick('change');
  const asked = received().length;
  await until(() => openOrShut(devices) === 'drawerOpen');
  expect(received().length - asked).toBe(3);
  await devices.close();
});

test('an open drawer is still open when its printer was away in between', async () => {
  const { devices, device, printer } = openCounter({ drawerSensor: 'highIsOpen' });
  await devices.look();
  await devices.drawer.kick('sale');
  await until(() => openOrShut(devices) === 'drawerOpen');
  device.vanish();
  // Long enough for the sensor to be asked in vain.
  await sleep(800);
  device.plugIn();
  await devices.look();
  expect(openOrShut(devices)).toBe('drawerOpen');
  printer.shutDrawer();
  await until(() => openOrShut(devices) === null);
  await devices.close();
});

/** A printer that answers every question, with a drawer that a hand can open. */
function openByHand(settings: Parameters<typeof layLine>[0]) {
  const { devices, device } = layLine(settings);
  const drawer = { isOpen: false };
  device.onBytes((bytes) => {
    if (bytes[0] === 0x10) device.send(Uint8Array.of(bytes[2] === 1 && drawer.isOpen ? 0x16 : 0x12));
    if (bytes[0] === 0x1b && bytes[1] === 0x70) drawer.isOpen = true;
  });
  return { devices, drawer };
}

test('opened by its key it is told once, and left open it is told once more', async () => {
  const { devices, drawer } = openByHand({ drawerSensor: 'highIsOpen', watchMs: 10, openTooLongMs: 400 });
  const told: string[] = [];
  devices.drawer.onEvent((event) => told.push(event.kind));
  await devices.look();
  await sleep(60);
  expect(told).toEqual([]);
  drawer.isOpen = true;
  await until(() => told.length === 2);
  expect(told).toEqual(['foundOpen', 'leftOpen']);
  await sleep(700);
  expect(told).toHaveLength(2);
  drawer.isOpen = false;
  await until(() => openOrShut(devices) === null);
  drawer.isOpen = true;
  await until(() => told.length === 3);
  expect(told[2]).toBe('foundOpen');
  await devices.close();
});

test('opened by a pulse nobody is told, and one that stood open at the start was opened by nobody now', async () => {
  const { devices, drawer } = openByHand({ drawerSensor: 'highIsOpen', watchMs: 10 });
  const told: string[] = [];
  devices.drawer.onEvent((event) => told.push(event.kind));
  drawer.isOpen = true;
  await devices.look();
  await until(() => openOrShut(devices) === 'drawerOpen');
  drawer.isOpen = false;
  await until(() => openOrShut(devices) === null);
  await devices.drawer.kick('sale');
  await until(() => openOrShut(devices) === 'drawerOpen');
  expect(told).toEqual([]);
  await devices.close();
});

test('its level is read for whoever learns which one means open', async () => {
  const { devices, printer } = openCounter();
  expect(await devices.drawer.readLevel()).toBe('low');
  await devices.drawer.kick('test');
  expect(await devices.drawer.readLevel()).toBe('high');
  printer.shutDrawer();
  expect(await devices.drawer.readLevel()).toBe('low');
  await devices.close();
});

test('on the other pin the pulse differs in one byte', async () => {
  const { devices, events } = openCounter({ drawerPin: 5 });
  await devices.drawer.kick('sale');
  expect(events).toEqual([{ kind: 'pulse', pin: 5, onMs: 50, offMs: 500 }]);
  await devices.close();
});
