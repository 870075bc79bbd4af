// The demonstration counter beside the till, as a mouse works it. Beside the till's own page model, the only place that
// knows its selectors.
import { expect } from 'playwright/test';
import type { Locator } from 'playwright/test';
import type { Till } from './till.ts';

export class DemoStrip {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  get whole(): Locator {
    return this.#till.page.locator('.demoStrip');
  }

  /** The button in the top bar. */
  get toggle(): Locator {
    return this.#till.page.locator('.demoToggle');
  }

  /** The paper that hangs out of the printer. */
  get paper(): Locator {
    return this.#till.page.locator('.demoPaper');
  }

  /** `data-open` says how it stands. */
  get drawer(): Locator {
    return this.#till.page.locator('.demoDrawer');
  }

  async open(): Promise<void> {
    await this.toggle.click();
    await expect(this.whole).toBeVisible();
  }

  async scan(code: string): Promise<void> {
    await this.whole.locator(`[data-code="${code}"]`).click();
  }

  /** Draws the badge of whoever has that name across the scanner. */
  async scanBadge(name: string): Promise<void> {
    await this.whole.getByRole('button', { name: `Badge of ${name}` }).click();
  }

  async lay(grams: number): Promise<void> {
    await this.whole.locator(`[data-grams="${grams}"]`).click();
  }

  async setPaper(paper: 'enough' | 'low' | 'out'): Promise<void> {
    await this.whole.locator(`[data-paper="${paper}"]`).click();
  }
}
