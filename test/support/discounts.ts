// Discounts and approvals as a cashier knows them, for the journeys. Knows their selectors as till.ts knows the rest.
import { expect } from 'playwright/test';
import type { Locator } from 'playwright/test';
import { scanInto } from './scanner.ts';
import type { Till } from './till.ts';

/** The badges of the demonstration shop. */
export const badges = { manager: 'CF-STAFF-CHEN-3333', supervisor: 'CF-STAFF-WANG-2222' };

export class Discounts {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  /** Where it is asked why; what it comes to stands there once the till has answered. */
  get asking(): Locator {
    return this.#till.page.locator('dialog.isDiscount[open]');
  }

  /** What it would come to. */
  get quote(): Locator {
    return this.asking.locator('.discountAfter strong');
  }

  /** How far one may go, or that somebody must approve it. */
  get limit(): Locator {
    return this.asking.locator('.limit');
  }

  /** Where somebody else must approve. */
  get approval(): Locator {
    return this.#till.page.locator('dialog.isApproval[open]');
  }

  get savings(): Locator {
    return this.#till.page.locator('.totals .saved dd');
  }

  /** The row of the discount on the whole sale. */
  get onSale(): Locator {
    return this.#till.page.locator('.saleDiscount');
  }

  /** What stands under a line's name of what was taken off. */
  tag(sku: string): Locator {
    return this.#till.line(sku).locator('.lineSaved');
  }

  amount(sku: string): Locator {
    return this.#till.line(sku).locator('.lineAmount > span');
  }

  /** Somebody else holds their badge under the scanner. */
  async scanBadge(who: keyof typeof badges): Promise<void> {
    await scanInto(this.#till.page, badges[who]);
  }

  /** Somebody else picks their name by keyboard and types their PIN, which the demonstration shop shows. */
  async typePin(role: 'supervisor' | 'manager'): Promise<void> {
    const tile = this.approval.locator(`.staffTile[data-role="${role}"]`);
    for (let at = 0; at < 5 && (await tile.getAttribute('aria-pressed')) !== 'true'; at += 1) {
      await this.#till.press('ArrowDown');
    }
    await this.#till.type(/\d+/.exec(await tile.locator('.demoPin').innerText())?.[0] ?? '');
    await this.#till.press('Enter');
  }

  async expectApproved(): Promise<void> {
    await expect(this.approval).toBeHidden();
    await expect(this.#till.notice).toContainText('Approved by');
  }
}
