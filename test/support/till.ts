// The till as a cashier knows it: `till.unlock('Manager')`, `till.scan(…)`, `till.payCash(100)`. The only place among the
// journeys that knows selectors. Every journey gets a new demonstration shop in a till of its own.
import { test as base, expect } from 'playwright/test';
import type { Locator, Page } from 'playwright/test';
import { scanInto } from './scanner.ts';
import { dataFolder, electronMissing, startInBrowser, startInElectron } from './till-process.ts';
import type { Shell, Started } from './till-process.ts';

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
  | 'count'
  | 'counted'
  | 'zReport'
  | 'xReport';

/** A person's pace: far slower than a scanner, faster than most. */
const KEY_GAP_MS = 60;

export class Till {
  readonly #start: () => Promise<Started>;
  /** Where this till keeps its data. */
  readonly folder: string;
  #started: Started | null = null;

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
    await this.page.keyboard.type(text, { delay: KEY_GAP_MS });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key, { delay: KEY_GAP_MS });
    }
  }

  async scan(code: string): Promise<void> {
    await scanInto(this.page, code);
  }

  /** With the keyboard alone: walks to the tile of that role and types its PIN, which the demonstration shop shows. */
  async unlock(role: Role): Promise<void> {
    await this.expectScreen('unlock');
    const tile = this.page.locator(`.staffTile[data-role="${role}"]`);
    const tiles = await this.page.locator('.staffTile').count();
    for (let at = 0; at < tiles && (await tile.getAttribute('aria-pressed')) !== 'true'; at += 1) {
      await this.press('ArrowDown');
    }
    const pin = /\d+/.exec(await tile.locator('.demoPin').innerText())?.[0] ?? '';
    await this.type(pin);
    await this.press('Enter');
    await expect(this.page.locator('.frame')).not.toHaveAttribute('data-screen', 'unlock');
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

  async pay(): Promise<void> {
    await this.press('+');
    await this.expectScreen('tender');
  }

  /** Takes cash: the amount given, or with none the exact one. */
  async payCash(given = ''): Promise<void> {
    await this.pay();
    await this.type(given);
    await this.press('Enter');
    await this.expectScreen('change');
  }

  async park(): Promise<void> {
    await this.press('F6');
    await expect(this.lines).toHaveCount(0);
  }

  async openParked(): Promise<void> {
    await this.press('F6');
    await this.expectScreen('parked');
  }

  async startCount(): Promise<void> {
    await this.press('F12');
    await this.press('1');
    await this.expectScreen('count');
  }

  async closeShift(counted: string): Promise<void> {
    await this.startCount();
    await this.type(counted);
    await this.press('Enter');
    await this.expectScreen('counted');
  }

  async closeRegister(): Promise<void> {
    await this.press('Enter');
    await this.expectScreen('zReport');
  }

  async switchLanguage(): Promise<void> {
    await this.page.locator('.languageSwitch').click();
  }

  async pickCategory(id: string): Promise<void> {
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

  get change(): Locator {
    return this.page.locator('.changeFigure');
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

interface Fixtures {
  till: Till;
}

interface Options {
  language: 'en' | 'zh';
  isDemo: boolean;
}

export const test = base.extend<Fixtures & Options>({
  language: ['en', { option: true }],
  isDemo: [true, { option: true }],
  till: async ({ browser, contextOptions, viewport, language, isDemo }, use, info) => {
    const shell = (info.project.metadata as { shell?: Shell }).shell ?? 'browser';
    const missing = shell === 'electron' ? electronMissing() : null;
    base.skip(missing !== null, missing ?? '');
    const data = await dataFolder();
    const context = shell === 'browser' ? await browser.newContext({ ...contextOptions, viewport }) : null;
    const till = new Till(data.path, () =>
      context === null
        ? startInElectron(data.path, isDemo)
        : startInBrowser(data.path, isDemo, { browser, context, language }),
    );
    await till.start();
    if (
      context === null &&
      (await till.page.locator('html').getAttribute('lang'))?.slice(0, 2) !== language
    ) {
      await till.switchLanguage();
    }
    await use(till);
    await till.close();
    await context?.close();
    await data.remove();
  },
});

export { expect };
