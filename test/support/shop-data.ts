// The shop's data in the settings as a manager knows it, for the journeys: opening a screen of it, its fields, its rows. Knows
// their selectors as till.ts knows the rest.
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect } from 'playwright/test';
import type { Locator } from 'playwright/test';
import { signRegisterCard } from '#store/receipt-signature.ts';
import type { Till } from './till.ts';

/** The screens in the order of the menu, by the key that opens each. */
const keys = { promotions: '1', prices: '2', customers: '3', limits: '4', trusted: '5', layouts: '6' };

export class ShopData {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  /** From the counter: menu, settings, the shop, and one of its screens. */
  async open(screen: keyof typeof keys): Promise<void> {
    await this.#till.openSettings();
    await this.#till.press('F2');
    await expect(this.#till.panel.locator('[data-action="shop.back"]')).toBeVisible();
    await this.#till.press(keys[screen]);
    await expect(this.#till.panel.locator(`[data-action^="shop."]`)).toHaveCount(0);
  }

  /** Back at the counter, from wherever. */
  async leave(): Promise<void> {
    for (let step = 0; step < 6 && (await this.#till.panel.isVisible()); step += 1) {
      await this.#till.press('Escape');
    }
    await expect(this.#till.panel).toBeHidden();
  }

  field(name: string): Locator {
    return this.#till.panel.locator(`input[name="${name}"]`);
  }

  chip(value: string): Locator {
    return this.#till.panel.locator(`[data-value="${value}"]`);
  }

  get rows(): Locator {
    return this.#till.panel.locator('.shopRow');
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }
}

/** The card of another till of the shop, with a key of its own, as a scanner reads it there. */
export function cardOfAnotherTill(number: number): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const signer = { publicKey: raw, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) };
  return signRegisterCard(signer, {
    registerId: `journey-${number}`,
    epoch: 1,
    number,
    storeName: 'Counterfoil Demo',
    currency: 'CNY',
    publicKey: raw.toString('hex'),
  });
}
