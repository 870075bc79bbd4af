// Connecting a printer and a drawer through the screen, while the till is in use: the printer stands at the far end of a real
// connection, and judges by the bytes it gets what it was told.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFarPrinter } from '#test/hardware/far-printer.ts';
import type { FarPrinter } from '#test/hardware/far-printer.ts';
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessibleInThemes, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const WATER = barcode('Spring Water 550 ml');
let far: FarPrinter;
test.beforeEach(async () => {
  far = await openFarPrinter();
});
test.afterEach(() => far.close());

const row = (till: Till, role: string) => till.page.locator(`.deviceRow[data-role="${role}"]`);
const pulsesBy = (pin: number) =>
  far.events.filter((event) => event.kind === 'pulse' && event.pin === pin).length;

async function openDevices(till: Till): Promise<void> {
  await till.openSettings();
  await till.press('F3');
  await expect(row(till, 'printer')).toBeVisible();
}

/** As far as the test page, with the address typed. */
async function say(till: Till, address: string): Promise<void> {
  await openDevices(till);
  await till.press('6');
  const field = till.panel.locator('input[name="address"]');
  await field.click();
  await field.fill(address);
  await till.press('Enter');
  await expect(till.page.locator('.chip[data-value="generic-80"]')).toBeVisible();
  // The field that had the focus is gone; whoever reads the screen aloud stays in the panel.
  await expect(till.panel).toBeFocused();
}

test.describe('a network printer', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('is tried, kept and printed on, and is still there after a restart', async ({ till }) => {
    await till.startWork();
    await till.scan(WATER);
    await expect(till.lines).toHaveCount(1);
    await say(till, `127.0.0.1:${far.port}`);
    expect(far.bytes()).toBe(0);
    await expectToFit(till.page);
    await till.press('F2');
    await expect(till.page.locator('.triedWords')).toHaveAttribute('data-outcome', 'printed');
    expect(far.papers()).toHaveLength(1);
    expect(far.papers()[0]).toContain('gb18030    中文');
    await till.page.locator('.sampleLine[data-value="gb2312"]').click();
    await expectToFit(till.page);
    await expectAccessibleInThemes(till.page);
    await till.press('Enter');
    await expect(row(till, 'printer')).toHaveAttribute('data-state', 'ready');
    await expect(row(till, 'printer')).toContainText(`127.0.0.1:${far.port}`);
    await till.press('Escape', 'Escape');
    // The sale that was under way when the printer was changed.
    await expect(till.lines).toHaveCount(1);
    await till.payCash();
    await expect(till.receiptState).toContainText('The receipt is printed');
    expect(far.papers().filter((text) => text.includes('1-000001'))).toHaveLength(1);
    await till.kill();
    await till.start();
    await till.unlock('manager');
    await till.scan(WATER);
    await till.payCash();
    await expect(till.receiptState).toContainText('The receipt is printed');
    expect(far.papers().filter((text) => text.includes('1-000002'))).toHaveLength(1);
  });

  test('that is not there says why and what to do, and nothing was kept', async ({ till }) => {
    await till.startWork();
    const { port } = far;
    await far.close();
    await say(till, `127.0.0.1:${port}`);
    await till.press('F2');
    await expect(till.page.locator('.triedWords')).toContainText('nobody answers at its address');
    await expect(till.page.locator('.triedWords')).toContainText('Check that the printer is on');
    await till.press('Escape', 'Escape');
    await expect(row(till, 'printer')).toContainText('simulated');
    far = await openFarPrinter();
  });

  test('no address, no next step', async ({ till }) => {
    await till.startWork();
    await openDevices(till);
    await till.press('6');
    const field = till.panel.locator('input[name="address"]');
    await field.click();
    await field.fill('the blue one');
    await till.press('Enter');
    await expect(till.notice).toContainText('no address of a printer');
    await expect(field).toBeVisible();
  });
});

test('a second printer is connected beside the first, and prints its own test page', async ({ till }) => {
  const second = await openFarPrinter();
  try {
    const printer = { kind: 'tcp', host: '127.0.0.1', port: far.port };
    await writeFile(join(till.folder, 'config.json'), JSON.stringify({ printer }));
    await till.kill();
    await till.start();
    await till.startWork();
    await openDevices(till);
    await expect(row(till, 'fallback')).toContainText('what the first cannot print');
    await till.press('s');
    await expect(till.panel).toContainText('Connect the second printer');
    const field = till.panel.locator('input[name="address"]');
    await field.click();
    await field.fill(`127.0.0.1:${second.port}`);
    await till.press('Enter', 'F2');
    await expect(till.page.locator('.triedWords')).toHaveAttribute('data-outcome', 'printed');
    await till.press('Enter');
    await expect(row(till, 'fallback')).toHaveAttribute('data-state', 'ready');
    await expectToFit(till.page);
    await row(till, 'fallback').click();
    await till.press('t');
    await expect.poll(() => second.papers().length).toBe(2);
    expect(far.papers()).toEqual([]);
  } finally {
    await second.close();
  }
});

test.describe('the drawer behind it', () => {
  test.beforeEach(async ({ till }) => {
    const printer = { kind: 'tcp', host: '127.0.0.1', port: far.port };
    await writeFile(join(till.folder, 'config.json'), JSON.stringify({ printer }));
    await till.kill();
    await till.start();
    await till.startWork();
    await openDevices(till);
    await till.press('7');
  });

  const step = (till: Till, name: string) => till.page.locator(`.drawerStep[data-step="${name}"]`);

  test('opens by the pin that was tried, and its sensor is learnt', async ({ till }) => {
    await till.press('1');
    await expect.poll(() => pulsesBy(2)).toBe(1);
    await till.press('2');
    await expect.poll(() => pulsesBy(5)).toBe(1);
    await expectToFit(till.page);
    await expectAccessibleInThemes(till.page);
    far.printer.shutDrawer();
    await till.press('Enter');
    await expect(step(till, 'shut')).toBeVisible();
    await till.press('Enter');
    await expect(step(till, 'open')).toBeVisible();
    await expect.poll(() => pulsesBy(5)).toBe(2);
    await till.press('Enter');
    await expect(step(till, 'done').locator('.triedWords')).toHaveAttribute('data-sensor', 'highIsOpen');
    await till.press('Enter');
    await till.press('2');
    await expect(row(till, 'drawer')).toContainText('Drawer: open');
    far.printer.shutDrawer();
    await expect(row(till, 'drawer')).toContainText('Drawer: ready');
    await till.press('Escape', 'Escape');
    await till.scan(WATER);
    await till.payCash();
    await expect.poll(() => pulsesBy(5)).toBe(4);
    expect(pulsesBy(2)).toBe(1);
  });

  test('without a sensor that is said: shut and open look the same', async ({ till }) => {
    await till.press('1');
    await expect.poll(() => pulsesBy(2)).toBe(1);
    await expect(till.panel).toContainText('told to open by pin 2');
    await till.press('Enter');
    await expect(step(till, 'shut')).toBeVisible();
    // Nobody has pushed it shut: the line cannot change.
    await till.press('Enter');
    await expect(step(till, 'open')).toBeVisible();
    await till.press('Enter');
    await expect(till.page.locator('.triedWords')).toContainText('There is no sensor');
  });
});

test.describe('in Chinese', () => {
  test.use({ language: 'zh', viewport: { width: 1024, height: 768 } });

  test('no other language, and it fits', async ({ till }) => {
    await till.startWork();
    await say(till, `127.0.0.1:${far.port}`);
    await till.press('F2');
    await expect(till.page.locator('.triedWords')).toHaveAttribute('data-outcome', 'printed');
    await expectToFit(till.page);
    const words = await wordsOn(till.page);
    expect(words).toContain('纸上哪一行是正确的');
    expect(
      words.replaceAll(/Counterfoil Demo|Chen Jing|Epson TM-T\d+|\bcp\d+|\bgb\d+|\bF\d+\b|\bEsc\b/g, ''),
    ).not.toMatch(/[A-Za-z]{3,}/);
  });
});

test('a supervisor looks and tries, and connects nothing', async ({ till }) => {
  await till.startWork('supervisor');
  await openDevices(till);
  await expect(till.page.locator('[data-action="devices.printTest"]')).toBeVisible();
  await expect(till.page.locator('[data-action="devices.connectPrinter"]')).toHaveCount(0);
  await till.press('6');
  await expect(row(till, 'printer')).toBeVisible();
  await till.scan(WATER);
  await expect(row(till, 'scanner')).toContainText(`Read: “${WATER}”, by a scanner that types`);
});

test('a gift receipt, an earlier receipt again, and the slip of parked goods by key', async ({ till }) => {
  const printer = { kind: 'tcp', host: '127.0.0.1', port: far.port };
  await writeFile(join(till.folder, 'config.json'), JSON.stringify({ printer }));
  await till.kill();
  await till.start();
  await till.startWork();
  const with2 =
    (...parts: string[]) =>
    () =>
      far.papers().filter((text) => parts.every((part) => text.includes(part))).length;
  await till.scan(WATER);
  await till.payCash();
  await till.press('Shift+F11');
  await expect.poll(with2('礼品小票', '1-000001')).toBe(1);
  await till.scan(WATER);
  await till.payCash();
  await till.press('Enter', 'F7');
  await till.type('1-000001');
  await till.press('Enter');
  await expect(till.panel).toContainText('1-000001');
  await expectToFit(till.page);
  await till.press('F11');
  await expect.poll(with2('第1次', '1-000001')).toBe(1);
  await till.press('Shift+F11');
  await expect.poll(with2('礼品小票', '1-000001')).toBe(2);
  await till.press('Escape');
  await till.scan(WATER);
  await till.park();
  await till.tap('sell.slip');
  await expect.poll(with2('挂单')).toBe(1);
});
