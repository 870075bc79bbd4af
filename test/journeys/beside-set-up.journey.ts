// Connecting a scale, a pole display and scanners through the screen, while the till is in use: each lies at the far end of a
// pseudo-terminal, is tried there before anything is kept, and is still there after a restart.
import { hasSocat, layCable } from '#test/hardware/cable.ts';
import type { Cable } from '#test/hardware/cable.ts';
import { makeCd5220 } from '#test/hardware/far-pole.ts';
import { layFarScale, lineOf } from '#test/hardware/far-scale.ts';
import type { FarScale } from '#test/hardware/far-scale.ts';
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessibleInThemes, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

test.skip(!hasSocat, 'socat is not installed');

const WATER = barcode('Spring Water 550 ml');
const BANANAS = '4011';
const cables: Cable[] = [];
const rests: (() => void)[] = [];
test.afterEach(async () => {
  for (const rest of rests.splice(0)) rest();
  for (const cable of cables.splice(0)) await cable.dispose();
});

async function lay(): Promise<Cable> {
  const cable = await layCable();
  cables.push(cable);
  return cable;
}

function layScale({ far }: Cable): FarScale {
  const scale = layFarScale(lineOf(far), { dialect: 'toledo', unit: 'kg', places: 3 });
  rests.push(() => scale.stop());
  return scale;
}

const row = (till: Till, role: string) => till.page.locator(`.deviceRow[data-role="${role}"]`);
const live = (till: Till) => till.page.locator('.triedWords').first();

/** The panel of a device, with the port typed as one that no system lists. */
async function say(till: Till, key: string, path: string): Promise<void> {
  await till.openSettings();
  await till.press('F3');
  await till.press(key);
  const field = till.panel.locator('input[name="port"]');
  await field.click();
  await field.fill(path);
  await till.press('Enter');
}

test.describe('a scale and a scanner', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('are tried, kept and used in a sale, and are still there after a restart', async ({ till }) => {
    test.setTimeout(120_000);
    const [weighing, reading] = [await lay(), await lay()];
    let heard = 0;
    weighing.far.on('data', (bytes: Buffer) => void (heard += bytes.length));
    const scale = layScale(weighing);
    scale.lay({ figure: 1_234, how: 'still' });
    await till.startWork();
    await till.scan(WATER);
    await expect(till.lines).toHaveCount(1);

    await say(till, '9', weighing.path);
    await expect(till.panel).toContainText('Is this the scale?');
    await expectToFit(till.page);
    expect(heard).toBe(0);
    await till.press('Enter', 'F2');
    await expect(live(till)).toContainText('Now 1.234 kg, steady');
    await expectToFit(till.page);
    await expectAccessibleInThemes(till.page);
    // One that speaks by itself is not what lies there.
    await till.page.locator('.chip[data-value="cas"]').click();
    await expect(live(till)).toContainText('Nothing comes from it');
    await till.page.locator('.chip[data-value="toledo"]').click();
    await expect(live(till)).toContainText('Now 1.234 kg, steady');
    await till.press('Enter');
    await expect(row(till, 'scale')).toHaveAttribute('data-state', 'ready');
    await expect(row(till, 'scale')).toContainText(weighing.path);
    await expect(row(till, 'printer')).toContainText('simulated');
    await expect(till.panel).not.toContainText('nothing real is connected');
    await expect(row(till, 'scale')).toContainText('Now 1.234 kg, steady');
    scale.lay({ figure: 0, how: 'still' });
    await expect(row(till, 'scale')).toContainText('Now 0 kg, steady');
    await till.press('Escape', 'Escape');

    await say(till, '8', reading.path);
    const name = till.panel.locator('input[name="scannerName"]');
    await name.click();
    await name.fill('left');
    await till.press('F2');
    await expect(live(till)).toContainText('Scan anything');
    reading.far.write(']E06901234567892\r');
    await expect(live(till)).toContainText('Read: “6901234567892”');
    await expect(live(till)).toContainText('EAN-13');
    await expectToFit(till.page);
    await till.press('Enter');
    await expect(row(till, 'scanner').last()).toHaveAttribute('data-state', 'ready');
    await till.press('Escape', 'Escape');
    // The sale that was under way hears nothing of what was tried.
    await expect(till.lines).toHaveCount(1);
    await sell(till, scale, reading);

    scale.lay({ figure: 0, how: 'still' });
    await till.kill();
    await till.start();
    await till.unlock('manager');
    await till.scan(WATER);
    await expect(till.lines).toHaveCount(1);
    await sell(till, scale, reading);
  });

  /** Bananas by the scanner that was connected, weighed by the scale that was. */
  async function sell(till: Till, scale: FarScale, reading: Cable): Promise<void> {
    reading.far.write(`${BANANAS}\r`);
    await expect(till.panel).toContainText('Lay it on the scale');
    scale.lay({ figure: 842, how: 'still' });
    await expect(till.lines).toHaveCount(2);
    await expect(till.lines.last()).toContainText('0.842');
    await till.payCash();
  }
});

test('a display shows letters and a figure, and is asked whether they are read', async ({ till }) => {
  const cable = await lay();
  const pole = makeCd5220();
  cable.far.on('data', (bytes: Buffer) => pole.hear(bytes));
  await till.startWork();
  await say(till, '0', cable.path);
  await till.press('Enter');
  await expect(till.page.locator('.chip[data-value="cd5220"]')).toBeVisible();
  expect(pole.seen().lines.join('').trim()).toBe('');
  await till.press('F2');
  await expect(live(till)).toContainText('Can you read “Counterfoil” and 12.50 on it?');
  expect(pole.seen().lines.map((line) => line.trim())).toEqual(['Counterfoil', '12.50']);
  await expectToFit(till.page);
  await till.press('Enter');
  await expect(row(till, 'display')).toHaveAttribute('data-state', 'ready');
  await till.press('Escape', 'Escape');
  await till.scan(WATER);
  await expect.poll(() => pole.seen().lines[1]).toContain('TOTAL');
  expect(pole.seen().complaints).toEqual([]);
});

test('scanners are put beside each other by their names, taken out, and given back', async ({ till }) => {
  const [one, two] = [await lay(), await lay()];
  const names = () => till.page.locator('.foundPlace strong').allTextContents();
  await till.startWork();
  await say(till, '8', one.path);
  await till.scan(WATER);
  await expect(live(till)).toContainText('types like a keyboard: it works already');
  await till.press('Enter');
  await expect(row(till, 'scanner').last()).toContainText(one.path);
  await till.press('8');
  expect(await names()).toEqual([one.path]);
  await expectToFit(till.page);
  await till.press('Enter');
  const port = till.panel.locator('input[name="port"]');
  const name = till.panel.locator('input[name="scannerName"]');
  await port.click();
  await port.fill(two.path);
  await till.press('Enter');
  await name.click();
  await name.fill(one.path);
  await till.press('Enter');
  await expect(till.notice).toContainText('There is a scanner');
  await name.fill('left');
  await till.press('Enter');
  await expect(row(till, 'scanner').last()).toContainText(two.path);
  await till.press('8');
  expect(await names()).toEqual([one.path, 'left']);
  await till.press('F5');
  await expect(till.notice).toContainText('is taken out');
  expect(await names()).toEqual(['left']);
  await till.press('F4');
  await expect(row(till, 'scanner')).toHaveCount(1);
  await expect(row(till, 'scanner')).toContainText('simulated');
});

test.describe('in Chinese', () => {
  test.use({ language: 'zh', viewport: { width: 1024, height: 768 } });

  test('no other language, and it fits', async ({ till }) => {
    const cable = await lay();
    layScale(cable).lay({ figure: 1_234, how: 'still' });
    await till.startWork();
    for (const key of ['8', '0', '9']) {
      await say(till, key, cable.path);
      if (key !== '8') await till.press('Enter');
      await expectToFit(till.page);
      if (key === '9') break;
      await till.press('Escape', 'Escape', 'Escape', 'Escape');
    }
    await till.press('F2');
    await expect(live(till)).toContainText('1.234');
    const words = (await wordsOn(till.page)).replaceAll(cable.path, '');
    const names =
      /Counterfoil Demo|Chen Jing|Mettler Toledo|NCI|Weigh-Tronix|CAS|A&D|ACLAS|\bF\d+\b|\bEsc\b/g;
    expect(words.replaceAll(names, '')).not.toMatch(/[A-Za-z]{3,}/);
  });
});

test('a supervisor looks, and connects nothing', async ({ till }) => {
  await till.startWork('supervisor');
  await till.openSettings();
  await till.press('F3');
  await expect(row(till, 'scale')).toBeVisible();
  await expect(till.page.locator('[data-action="devices.connectScale"]')).toHaveCount(0);
  await till.press('9');
  await expect(row(till, 'scale')).toBeVisible();
});
