// What the machine under the till may say, above and beside the work or in place of it: the stops at the end of the day
// (day.ts). The states are told to the page over the wire; judges nothing itself.
import { expect } from 'playwright/test';
import { Carrier } from './carrier.ts';
import { barcode } from './catalogue.ts';
import type { Stop } from './day.ts';
import { emergency, emergencyBooks, mendedStart, rebuild, unfit } from './machine-states.ts';
import type { Till } from './till.ts';

/** From the unlock screen on; the last stop is a till that makes new books and never answers. */
export async function walkMachine(till: Till, stop: Stop): Promise<void> {
  const carrier = await Carrier.between(till);
  carrier.change('app.describe', (told) => ({
    ...told,
    books: emergencyBooks,
    start: mendedStart,
    disk: { freeBytes: 430_000_000, level: 'low' },
    update: { kind: 'ready', version: '1.2.0' },
  }));
  await till.page.reload();
  await till.expectScreen('unlock');
  await stop('unlock-news');
  await till.unlock('manager');
  await till.openShift('100');
  carrier.announce({ event: 'disk.changed', payload: { freeBytes: 64_000_000, level: 'critical' } });
  carrier.refuse('sale.scan', { code: 'store.lowSpace', details: { freeMegabytes: 64 } });
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.notice).toBeVisible();
  await stop('sell-low-space');
  carrier.letBe();
  await till.scan(barcode('Fresh Whole Milk 950 ml'));
  await till.pay();
  carrier.refuse('tender.cash', { code: 'store.full', details: {} });
  await till.press('Enter');
  await expect(till.notice).toBeVisible();
  await stop('tender-full');
  await trouble(till, stop, carrier);
}

/** The books are unfit: what can be done about it, who says so, and what the till says of itself. */
async function trouble(till: Till, stop: Stop, carrier: Carrier): Promise<void> {
  carrier.letBe();
  carrier.change('app.describe', unfit('databaseDamaged', 'file', rebuild));
  await till.page.reload();
  await till.expectScreen('trouble');
  await stop('trouble-rebuild');
  carrier.change('app.describe', unfit('diskFailed', 'disk', null));
  await till.page.reload();
  await till.expectScreen('trouble');
  await till.press('F4');
  await expect(till.page.locator('.savedReport')).toBeVisible();
  await stop('trouble-no-way');
  carrier.change('app.describe', unfit('journalForked', 'witness', emergency));
  await till.page.reload();
  await till.expectScreen('trouble');
  await stop('trouble-emergency');
  await till.press('F2');
  await expect(till.panel).toBeVisible();
  await till.type('1234');
  await stop('recover');
  carrier.delayMs = () => 60_000;
  await till.press('Enter');
  await expect(till.page.locator('.making')).toBeVisible();
  await stop('recovering');
  carrier.letBe();
}
