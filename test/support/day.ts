// One day at the till that comes past every screen and every state worth seeing. Stops at each of them for whoever walks
// along: to take a picture, or to judge what is there. Judges nothing itself.
import { expect } from 'playwright/test';
import { offered, unresolvedIn } from './basket.ts';
import { barcode, longestNames, someBarcodes } from './catalogue.ts';
import { DemoStrip } from './demo-strip.ts';
import { Discounts } from './discounts.ts';
import { walkMachine } from './machine-day.ts';
import { QuickKeys } from './quick-keys.ts';
import { walkCustomer, walkShop } from './shop-day.ts';
import type { Till } from './till.ts';

export interface Walk {
  /** Called at every stop with a name of its own, numbered in the order of the day. */
  see: (name: string) => Promise<void>;
  /** The basket of two hundred lines, too; it takes its time. */
  isLong: boolean;
}

const unknownCode = '2999999999994';

export type Stop = (name: string) => Promise<void>;

/** Opens a panel with keys, stops there, and leaves it with Esc. */
async function seePanel(till: Till, stop: Stop, name: string, ...keys: string[]): Promise<void> {
  await till.press(...keys);
  await expect(till.panel).toBeVisible();
  await stop(name);
  await till.press('Escape');
  await expect(till.panel).toBeHidden();
}

async function morning(till: Till, stop: Stop): Promise<void> {
  await till.expectScreen('unlock');
  await stop('unlock');
  await till.type('9999');
  await till.press('Enter');
  await expect(till.notice).toBeVisible();
  await stop('wrong-pin');
  await till.unlock('manager');
  await stop('open-shift');
  await till.openShift('1234567.89');
  await stop('sell-empty');
}

async function articles(till: Till, stop: Stop): Promise<void> {
  await till.showArticles();
  await expect(new QuickKeys(till).tiles.first()).toBeVisible();
  await stop('quick-keys');
  await till.pickCategory('produce');
  await expect(new QuickKeys(till).tiles.first()).toBeVisible();
  await stop('all-articles');
  await seePanel(till, stop, 'arrange', 'Control+k');
  await seePanel(till, stop, 'search', 'F2');
  await till.press('F2');
  await till.type('nothing is called this');
  await stop('search-nothing');
  await till.press('Escape');
  await expect(till.panel).toBeHidden();
}

async function demoCounter(till: Till, stop: Stop): Promise<void> {
  const strip = new DemoStrip(till);
  if (await strip.whole.isVisible()) await till.page.locator('.demoClose').click();
  await strip.open();
  await stop('demo-counter');
  await till.page.locator('.demoClose').click();
  await expect(strip.whole).toBeHidden();
}

/** A basket with long names, large figures, a voided line and a code that nobody knows. */
async function basket(till: Till, stop: Stop): Promise<void> {
  for (const item of longestNames()) await till.scan(item.gtins[0] ?? '');
  for (const code of someBarcodes(14)) await till.scan(code);
  await till.enterCode('4011');
  await expect(till.panel).toBeVisible();
  await stop('weight');
  await till.weigh('9999');
  await seePanel(till, stop, 'why-line', '=');
  await till.type('9999');
  await till.press('*');
  await stop('quantity-typed');
  await till.scan(barcode('Fresh Whole Milk 950 ml'));
  await expect(till.total).toContainText(/\d{3},\d{3}/);
  await till.type('9.5');
  await seePanel(till, stop, 'price', '/');
  await till.press('-');
  await expect(till.notice).toBeVisible();
  await stop('voided-undo');
  await till.scan(unknownCode);
  await expect(unresolvedIn(till)).toHaveCount(1);
  await stop('sell-unresolved');
  await till.press('Enter');
  await expect(offered(till).first()).toBeVisible();
  await stop('resolve');
  await till.press('F3');
  await stop('new-article');
  await till.press('Escape');
  if (await till.panel.isVisible()) await till.press('Escape');
  await expect(till.panel).toBeHidden();
  await till.press('-');
  await expect(unresolvedIn(till)).toHaveCount(0);
}

/** What is taken off: by a manager, then by a cashier, who needs an approval for it. */
async function discounts(till: Till, stop: Stop): Promise<void> {
  const { asking, quote, approval, onSale } = new Discounts(till);
  await seePanel(till, stop, 'discount-amount', 'F4');
  await till.type('12.5');
  await till.press('F4');
  await expect(quote).toContainText('¥');
  await stop('discount');
  await till.press('3');
  await expect(asking).toBeHidden();
  await till.press('Escape');
  await till.type('5');
  await till.press('F4');
  await expect(quote).toContainText('¥');
  await till.press('4');
  await expect(onSale).toBeVisible();
  await stop('sell-discounts');
  await till.press('F12', 'F12');
  await till.unlock('cashier');
  await expect(onSale).toBeVisible();
  await till.press('Escape');
  await till.type('50');
  await till.press('F4');
  await expect(quote).toContainText('¥');
  await stop('discount-beyond');
  await till.press('1');
  await expect(approval).toBeVisible();
  await stop('approval');
  await till.press('Escape', 'Escape', 'F12', 'F12');
  await till.unlock('manager');
  await expect(onSale).toBeVisible();
}

async function panels(till: Till, stop: Stop): Promise<void> {
  await seePanel(till, stop, 'help', 'F1');
  await seePanel(till, stop, 'price-check', 'F8');
  await seePanel(till, stop, 'drawer', 'F10');
  await seePanel(till, stop, 'no-sale', 'F10', '1');
  await seePanel(till, stop, 'paid-out', 'F10', '3');
  await seePanel(till, stop, 'menu', 'F12');
  await till.press('F12', '4');
  await expect(till.page.locator('.thisTill .figures').first()).toBeVisible();
  await stop('this-till');
  await till.press('Escape');
  await expect(till.panel).toBeHidden();
  await seePanel(till, stop, 'void-sale', 'Control+Delete');
  await till.openSettings();
  await stop('settings');
  await till.press('4');
  await expect(till.page.locator('.cardOutline')).toBeVisible();
  await stop('bank-card');
  await till.press('Escape', '9');
  await expect(till.page.locator('.keyPresets')).toBeVisible();
  await stop('keys');
  await till.press('Escape', '0', 'Enter');
  await expect(till.page.locator('.waiting')).toBeVisible();
  await stop('badges');
  await till.press('Escape', 'Escape', 'Escape');
  await expect(till.panel).toBeHidden();
}

async function paying(till: Till, stop: Stop): Promise<void> {
  await till.park();
  await stop('parked-notice');
  await till.openParked();
  await stop('parked');
  await till.press('Enter');
  await till.expectScreen('sell');
  await till.pay();
  await stop('tender');
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.notice).toBeVisible();
  await stop('tender-scanned');
  await till.type('50');
  await till.press('Enter');
  await expect(till.page.locator('.paid')).toBeVisible();
  await till.type('999999');
  await stop('tender-typed');
  await till.press('Enter');
  await till.expectScreen('change');
  await stop('change');
  await till.press('Enter');
  await till.expectScreen('sell');
}

/** The printer has no paper: the sale is done all the same. */
async function withoutPaper(till: Till, stop: Stop): Promise<void> {
  const strip = new DemoStrip(till);
  await strip.open();
  await strip.setPaper('out');
  await till.page.locator('.demoClose').click();
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.lines).toHaveCount(1);
  await stop('sell-no-paper');
  await till.payCash('10');
  await expect(till.page.locator('.change .isWarning')).toBeVisible();
  await stop('change-no-paper');
  await till.press('Enter');
  await till.expectScreen('sell');
}

async function twoHundredLines(till: Till, stop: Stop): Promise<void> {
  // An article that comes again after another one is a line of its own.
  const known = someBarcodes(150);
  const codes = Array.from({ length: 200 }, (_, at) => known[at % known.length] ?? '');
  for (const code of codes) await till.scan(code);
  await expect(till.lines).toHaveCount(codes.length);
  await expect(till.lines.last()).toBeInViewport();
  await stop('sell-200-lines');
  await till.payCash();
  await till.press('Enter');
  await till.expectScreen('sell');
}

async function evening(till: Till, stop: Stop): Promise<void> {
  await till.press('F6');
  await till.expectScreen('parked');
  await stop('parked-none');
  await till.press('Escape', 'F12', '2');
  await till.expectScreen('xReport');
  await stop('x-report');
  await till.press('Enter');
  await till.startClose();
  await stop('check');
  await till.press('Enter');
  await till.expectScreen('count');
  await till.type('99999');
  await stop('count');
  await till.typeSum('1234567.8');
  await stop('count-sum');
  await till.press('Enter');
  await till.expectScreen('counted');
  await stop('counted');
  await till.closeRegister();
  await stop('z-report');
  await till.press('Enter');
  await till.expectScreen('unlock');
}

/** Walks through the whole day; the till has been killed at its end. */
export async function walkDay(till: Till, { see, isLong }: Walk): Promise<void> {
  let stops = 0;
  const stop: Stop = async (name) => {
    stops += 1;
    await see(`${String(stops).padStart(2, '0')}-${name}`);
  };
  await morning(till, stop);
  await articles(till, stop);
  await demoCounter(till, stop);
  await basket(till, stop);
  await discounts(till, stop);
  await panels(till, stop);
  await walkCustomer(till, stop);
  await walkShop(till, stop);
  await paying(till, stop);
  await withoutPaper(till, stop);
  if (isLong) await twoHundredLines(till, stop);
  await evening(till, stop);
  // Only a socket has a wire to hold.
  if (till.page.url().startsWith('http:')) await walkMachine(till, stop);
  await till.kill();
  // A window of Electron goes with its process.
  if (till.page.isClosed()) return;
  await expect(till.away).toBeVisible();
  await stop('not-answering');
}
