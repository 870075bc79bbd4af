// The till as a cashier knows it: `till.unlock('Manager')`, `till.scan(…)`, `till.payCash(100)`. The only place among the
// journeys that knows selectors. Every journey gets a new demonstration shop in a till of its own.
import { test as base, expect } from 'playwright/test';
import type { Locator, Page } from 'playwright/test';
import { scanInto } from './scanner.ts';
import { prepareTill, shellOf, whyNot } from './start-till.ts';
import type { ShopOptions } from './start-till.ts';
import type { Started } from './till-process.ts';

export type Role = 'cashier' | 'supervisor' | 'manager';
export type Screen =
  | 'wait'
  | 'trouble'
  | 'setUp'
  | 'unlock'
  | 'openShift'
  | 'sell'
  | 'tender'
  | 'change'
  | 'parked'
  | 'check'
  | 'count'
  | 'counted'
  | 'zReport'
  | 'xReport';

/** A person's pace: far slower than a scanner, faster than most. */
const KEY_GAP_MS = 60;
const SAME_AGAIN_MS = 200;

export class Till {
  readonly #start: () => Promise<Started>;
  /** Where this till keeps its data. */
  readonly folder: string;
  /** Keys that were pressed by hand; what a scanner sends is not among them. */
  keysSent = 0;
  #started: Started | null = null;
  #lastScan = '';

  constructor(folder: string, start: () => Promise<Started>) {
    this.folder = folder;
    this.#start = start;
  }

  get page(): Page {
    if (this.#started === null) throw new Error('The till is not started.');
    return this.#started.page;
  }

  async start(): Promise<void> {
    this.#started = await this.#start();
  }

  /** The machine is switched off in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.#started?.kill();
  }

  async close(): Promise<void> {
    await this.#started?.close();
    this.#started = null;
  }

  // What the cashier does

  async type(text: string): Promise<void> {
    this.keysSent += text.length;
    await this.page.keyboard.type(text, { delay: KEY_GAP_MS });
  }

  async press(...keys: string[]): Promise<void> {
    this.keysSent += keys.length;
    for (const key of keys) {
      await this.page.keyboard.press(key, { delay: KEY_GAP_MS });
    }
  }

  async scan(code: string): Promise<void> {
    // The same article again comes at a person's pace, or the till takes it for one that was read twice.
    if (code === this.#lastScan) await this.page.waitForTimeout(SAME_AGAIN_MS);
    this.#lastScan = code;
    await scanInto(this.page, code);
  }

  /** With the keyboard alone: walks to the tile of that role and types its PIN, which the demonstration shop shows. */
  async unlock(role: Role): Promise<void> {
    await this.expectScreen('unlock');
    const tile = this.page.locator(`.staffTile[data-role="${role}"]`);
    // The people come a moment after the screen, and one of them is chosen then.
    await expect(this.page.locator('.staffTile[aria-pressed="true"]')).toHaveCount(1);
    const tiles = await this.page.locator('.staffTile').count();
    for (let at = 0; at < tiles && (await tile.getAttribute('aria-pressed')) !== 'true'; at += 1) {
      await this.press('ArrowDown');
    }
    const pin = /\d+/.exec(await tile.locator('.demoPin').innerText())?.[0] ?? '';
    await this.type(pin);
    await this.press('Enter');
    await expect(this.page.locator('.frame')).not.toHaveAttribute('data-screen', 'unlock');
  }

  /** Where the till asks who says that selling goes on: that person, by keyboard, until the till is at Unlock. */
  async goOnAs(role: 'supervisor' | 'manager'): Promise<void> {
    const tile = this.panel.locator(`.staffTile[data-role="${role}"]`);
    await expect(this.panel.locator('.staffTile[aria-pressed="true"]')).toHaveCount(1);
    for (let at = 0; at < 5 && (await tile.getAttribute('aria-pressed')) !== 'true'; at += 1) {
      await this.press('ArrowDown');
    }
    await this.type(/\d+/.exec(await tile.locator('.demoPin').innerText())?.[0] ?? '');
    await this.press('Enter');
    await this.expectScreen('unlock');
  }

  async openShift(float: string): Promise<void> {
    await this.expectScreen('openShift');
    await this.type(float);
    await this.press('Enter');
    await this.expectScreen('sell');
  }

  /** Unlocked, with a shift: ready for the first scan. */
  async startWork(role: Role = 'manager', float = '500'): Promise<void> {
    await this.unlock(role);
    await this.openShift(float);
  }

  async enterCode(code: string): Promise<void> {
    await this.type(code);
    await this.press('Enter');
  }

  /** Enters the weight that is asked for, in kilograms. */
  async weigh(kilograms: string): Promise<void> {
    await expect(this.panel).toBeVisible();
    await this.enterCode(kilograms);
    await expect(this.panel).toBeHidden();
  }

  /** As a person would: not before there is something to pay. */
  async pay(): Promise<void> {
    await expect(this.page.locator('[data-action="sell.pay"]').first()).toBeEnabled();
    await this.press('+');
    await this.expectScreen('tender');
    // The amounts on offer come a moment later; only then does the screen stand still.
    await expect(this.quick(0)).toBeVisible();
  }

  /** Takes cash: the amount given, or with none the exact one. */
  async payCash(given = ''): Promise<void> {
    await this.pay();
    await this.type(given);
    await this.press('Enter');
    await this.expectScreen('change');
  }

  async park(): Promise<void> {
    await expect(this.lines).not.toHaveCount(0);
    await this.press('F6');
    await expect(this.lines).toHaveCount(0);
  }

  async openParked(): Promise<void> {
    await this.press('F6');
    await this.expectScreen('parked');
  }

  /** The first step of the close: what is open, what is parked. */
  async startClose(): Promise<void> {
    await this.press('F12', '1');
    await this.expectScreen('check');
  }

  /** On to the second step: the notes and coins. */
  async startCount(): Promise<void> {
    await this.startClose();
    await this.press('Enter');
    await this.expectScreen('count');
  }

  /** Types the sum instead of counting notes and coins. */
  async typeSum(counted: string): Promise<void> {
    await this.press('F2');
    await this.type(counted);
  }

  async closeShift(counted: string): Promise<void> {
    await this.startCount();
    await this.typeSum(counted);
    await this.press('Enter');
    await this.expectScreen('counted');
  }

  async closeRegister(): Promise<void> {
    await this.press('Enter');
    await this.expectScreen('zReport');
  }

  /** The menu's third entry. */
  async openSettings(): Promise<void> {
    await this.press('F12');
    await expect(this.panel).toBeVisible();
    await this.press('3');
    await expect(this.page.locator('.settings')).toBeVisible();
  }

  async switchLanguage(): Promise<void> {
    await this.page.locator('.languageSwitch').click();
  }

  /** A tab of the quick keys; `*` is all articles. */
  async pickPage(id: string): Promise<void> {
    await this.page.locator(`.pageTabs [data-page="${id}"]`).click();
  }

  async pickCategory(id: string): Promise<void> {
    await this.pickPage('*');
    await this.page.locator(`[data-category="${id}"]`).click();
  }

  async pickArticle(sku: string): Promise<void> {
    await this.page.locator(`.tile[data-sku="${sku}"]`).click();
  }

  /** On a narrow screen the articles share the rail with the keypad. */
  async showArticles(): Promise<void> {
    const tab = this.page.locator('.railTabs button').nth(1);
    if (await tab.isVisible()) await tab.click();
  }

  /** Walks to something with Tab, as whoever has no mouse must. */
  async walkTo(target: Locator, mostSteps = 60): Promise<void> {
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    for (let step = 0; step < mostSteps && !(await isThere()); step += 1) await this.press('Tab');
    await expect(target).toBeFocused();
  }

  /** Any button by what it does. */
  async tap(action: string): Promise<void> {
    await this.page.locator(`[data-action="${action}"]`).first().click();
  }

  // What the cashier sees

  async expectScreen(name: Screen): Promise<void> {
    await expect(this.page.locator('.frame')).toHaveAttribute('data-screen', name);
  }

  get panel(): Locator {
    return this.page.locator('dialog[open]');
  }

  get lines(): Locator {
    return this.page.locator('.line');
  }

  line(sku: string): Locator {
    return this.page.locator(`.line[data-sku="${sku}"]`);
  }

  get total(): Locator {
    return this.page.locator('.total .figure');
  }

  get due(): Locator {
    return this.page.locator('.dueFigure');
  }

  /** The change, or what is still missing, while an amount is typed. */
  get result(): Locator {
    return this.page.locator('.box.isChange .figure, .box.isShort .figure');
  }

  /** One of the amounts of cash offered, exact first. */
  quick(place: number): Locator {
    return this.page.locator('.quickCash > button').nth(place);
  }

  /** What was taken for the sale so far, once something was. */
  get paid(): Locator {
    return this.page.locator('.paid');
  }

  get change(): Locator {
    return this.page.locator('.changeFigure');
  }

  /** What became of the receipt, on the change screen. */
  get receiptState(): Locator {
    return this.page.locator('.receiptState');
  }

  get summary(): Locator {
    return this.page.locator('.changeSummary');
  }

  get notice(): Locator {
    return this.page.locator('.notice');
  }

  get verdict(): Locator {
    return this.page.locator('.verdict');
  }

  get entry(): Locator {
    return this.page.locator('.entry');
  }

  /** A row of the count, by its note or coin as the screen names it: `¥100`. */
  note(name: string): Locator {
    return this.page.locator('.noteRow', {
      has: this.page.getByRole('rowheader', { name, exact: true }),
    });
  }

  /** The box with the count of a note or coin. */
  noteCount(name: string): Locator {
    return this.note(name).locator('.countBox');
  }

  /** A sum beside the count: `counted`, `float`, `takings`, `expected`. */
  countTotal(name: string): Locator {
    return this.page.locator(`.countTotals [data-total="${name}"] dd`);
  }

  /** What the first step of the close says. */
  get checks(): Locator {
    return this.page.locator('.checkRow');
  }

  /** A key of the keypad on the screen. */
  key(name: string): Locator {
    return this.page.locator('.keypad').getByRole('button', { name, exact: true });
  }

  /** A rung of the start-up ladder, by its name in the contract; `data-state` says how it stood. */
  rung(name: string): Locator {
    return this.page.locator(`.rung[data-rung="${name}"]`);
  }

  /** Which receipt the change screen shows. */
  get receiptTitle(): Locator {
    return this.page.locator('.change').getByText(/1\w*-\d{6}/);
  }

  get parked(): Locator {
    return this.page.locator('.parkedSale');
  }

  /** The figure beside a word on a report. */
  figure(word: string): Locator {
    return this.page
      .locator('.figures dl > div', { has: this.page.getByText(word, { exact: true }) })
      .locator('dd');
  }

  get message(): Locator {
    return this.page.locator('.message');
  }

  get heading(): Locator {
    return this.page.locator('h1');
  }

  get away(): Locator {
    return this.page.locator('.away');
  }
}

export const test = base.extend<{ till: Till } & ShopOptions>({
  language: ['en', { option: true }],
  isDemo: [true, { option: true }],
  isFirstStart: [false, { option: true }],
  till: async (
    { browser, contextOptions, launchOptions, viewport, language, isDemo, isFirstStart },
    use,
    info,
  ) => {
    const ways = { shell: shellOf(info.project), browser, contextOptions, launchOptions, viewport };
    const wanted = { ...ways, language, isDemo, isFirstStart };
    const reason = whyNot(wanted);
    base.skip(reason !== null, reason ?? '');
    const prepared = await prepareTill(wanted);
    const till = new Till(prepared.folder, () => prepared.start());
    await till.start();
    await use(till);
    await till.close();
    await prepared.remove();
  },
});

export { expect };
