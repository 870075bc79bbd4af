// Taking cash: exact with two keys, a note with one, short and topped up, given back; and the sales that wait.
import { barcode } from '#test/support/catalogue.ts';
import { DemoStrip } from '#test/support/demo-strip.ts';
import { expect, test } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');

test.beforeEach(async ({ till }) => {
  await till.startWork();
  await till.scan(milk);
  await till.scan(water);
  await expect(till.total).toHaveText('¥18.80');
});

test('plus, plus takes the exact amount', async ({ till }) => {
  await till.press('+', '+');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥0.00');
  await expect(till.summary).toContainText('Received ¥18.80 · Sale ¥18.80');
});

test('a note offered says its change and takes it, by key or by tap', async ({ till }) => {
  await till.pay();
  await expect(till.quick(0)).toContainText('exact');
  await expect(till.quick(1)).toContainText('¥19.00');
  await expect(till.quick(1)).toContainText('change ¥0.20');
  await till.press('F3');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥0.20');

  await till.scan(water);
  await expect(till.total).toHaveText('¥2.00');
  await till.pay();
  const note = till.quick(3);
  const change = /change (\S+)/.exec(await note.innerText())?.[1] ?? '';
  await note.click();
  await till.expectScreen('change');
  await expect(till.change).toHaveText(change);
});

test('a typed amount shows its change at once; Esc clears it, Esc again goes back', async ({ till }) => {
  await till.pay();
  await till.type('50');
  await expect(till.result).toHaveText('¥31.20');
  await till.press('Escape');
  await expect(till.result).toHaveText('¥0.00');
  await till.press('Escape');
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(2);
});

test('too little is taken, the rest is asked for; what was given goes back', async ({ till }) => {
  await till.pay();
  await till.type('10');
  await expect(till.result).toHaveText('¥8.80');
  await till.press('Enter');
  await expect(till.due).toHaveText('¥8.80');
  await expect(till.paid).toContainText('¥10.00');
  await till.press('-');
  await expect(till.paid).toBeHidden();
  await expect(till.due).toHaveText('¥18.80');
  await till.type('10');
  await till.press('Enter');
  await expect(till.due).toHaveText('¥8.80');
  await till.type('10');
  await till.press('Enter');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥1.20');
});

test('cash is chosen, and choosing it again loses nothing that was typed', async ({ till }) => {
  await till.pay();
  await till.type('20');
  await till.press('F5');
  await expect(till.result).toHaveText('¥1.20');
  await till.key('Enter').click();
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥1.20');
});

test('parked with one key, recalled with two; the card says what it is', async ({ till }) => {
  await till.park();
  await till.openParked();
  await expect(till.parked).toHaveCount(1);
  await expect(till.parked).toContainText('2 lines');
  await expect(till.parked).toContainText('¥18.80');
  await expect(till.parked).toContainText('just now');
  await till.press('Enter');
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(2);
});

test('a sale that waits for half an hour is marked in words', async ({ till }) => {
  await till.park();
  // The page's clock alone goes on: what is waited for is shown, not decided here.
  await till.page.clock.install({ time: Date.now() + 42 * 60_000 });
  await till.openParked();
  await expect(till.parked).toContainText('Waiting 42 min');
});

test('without paper the sale is done all the same, and says what will happen to its receipt', async ({
  till,
}) => {
  const demo = new DemoStrip(till);
  await demo.open();
  await demo.setPaper('out');
  await till.payCash('20');
  await expect(till.change).toHaveText('¥1.20');
  await expect(till.receiptState).toContainText('Receipt not printed: paper out');
  await demo.setPaper('enough');
  await expect(till.receiptState).toContainText('The receipt is printed');
});
