// Scans that are no plain article: the slip of a parked sale, a GS1 code with a weight and a date, an address, a wallet's code,
// and a scanner that is tried in the settings.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parkedCodeOf } from '#contract/parked-code.ts';
import { barcode } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';

const COLA = 'Cola 330 ml Can';
/** None of its digits is a key of the devices: a machine under load hands keys over later than a scanner sends them. */
const NOODLES = 'Braised Beef Instant Noodles, 5 x 103 g';

function parkedId(folder: string): string {
  const db = new Database(join(folder, 'till.db'), { readonly: true });
  try {
    const body = db.prepare("SELECT body FROM journal WHERE kind = 'sale.parked'").pluck().get();
    return (JSON.parse(String(body)) as { saleId: string }).saleId;
  } finally {
    db.close();
  }
}

test('the slip of a parked sale takes it up again, and not into another one', async ({ till }) => {
  await till.startWork();
  await till.scan(barcode(COLA));
  await till.park();
  const slip = parkedCodeOf(parkedId(till.folder));
  await till.scan(barcode('Spring Water 550 ml'));
  await till.scan(slip);
  await expect(till.notice).toContainText('Park or finish this sale first');
  await till.payCash();
  await till.scan(slip);
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(1);
  await expect(till.notice).toBeHidden();
});

test('a GS1 code sells its article and says that its day is over', async ({ till }) => {
  await till.startWork();
  await till.scan(`]C1010${barcode(COLA)}17200131`);
  await expect(till.lines).toHaveCount(1);
  await expect(till.notice).toContainText('2020-01-31');
  await till.notice.getByRole('button').first().click();
  await expect(till.notice).toContainText('Voided');
});

test('an address opens nothing, a wallet’s code is nothing to sell', async ({ till }) => {
  await till.startWork();
  const { page } = till;
  const address = page.url();
  await till.scan('https://example.com/menu');
  await expect(till.notice).toContainText('Nothing was opened');
  await till.scan('134567890123456789');
  await expect(till.notice).toContainText('looks like a payment code');
  await expect(till.lines).toHaveCount(0);
  await till.scan(barcode(COLA));
  await till.pay();
  await till.scan('134567890123456789');
  await expect(till.notice).toContainText('takes no wallets');
  await till.expectScreen('tender');
  expect([page.url(), page.context().pages().length]).toEqual([address, 1]);
});

test('a scanner is tried in the settings: what it sends is shown', async ({ till }) => {
  await till.startWork();
  await till.openSettings();
  await till.tap('settings.devices');
  await till.scan(`]E0${barcode(NOODLES)}`);
  const scanner = till.page.locator('.deviceRow[data-role="scanner"]');
  await expect(scanner).toContainText(`“${barcode(NOODLES)}”`);
  await expect(scanner).toContainText('EAN-13, ends with Enter, 6 ms a character');
});
