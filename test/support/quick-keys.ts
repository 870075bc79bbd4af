// The quick keys of a till as a cashier sees them, at the counter and while they are arranged, and what a search found.
// Knows their selectors; does nothing itself.
import type { Locator } from 'playwright/test';
import type { Till } from './till.ts';

export class QuickKeys {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  /** The tabs that the shop made; all articles is not among them. */
  get pages(): Locator {
    return this.#till.page.locator('.pageTabs [data-page]:not([data-page="*"])');
  }

  /** The keys of the open page: the arranged ones while they are arranged. */
  get tiles(): Locator {
    return this.#till.page.locator(
      'dialog[open] .tile[data-sku], body:not(:has(dialog[open])) .tile[data-sku]',
    );
  }

  /** Their articles in their order. */
  async skus(): Promise<(string | null)[]> {
    return this.tiles.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-sku')));
  }

  tile(sku: string): Locator {
    return this.tiles.and(this.#till.page.locator(`[data-sku="${sku}"]`));
  }

  /** How much of an article its key says is in the basket. */
  badge(sku: string): Locator {
    return this.tile(sku).locator('.tileBadge > :first-child');
  }

  get arrange(): Locator {
    return this.#till.page.locator('[data-action="quick.arrange"]');
  }

  /** A button of the editor by what it does. */
  tool(name: string): Locator {
    return this.#till.panel.locator(`[data-do="${name}"]`);
  }

  swatch(colour: string): Locator {
    return this.#till.panel.locator(`.swatch[data-colour="${colour}"]`);
  }

  /** The editor's tabs. */
  get arrangedPages(): Locator {
    return this.#till.panel.locator('[data-page]');
  }

  pageName(language: 'en' | 'zh'): Locator {
    return this.#till.panel.locator(`[data-name="${language}"]`);
  }

  /** The articles that were found, as many as are drawn. */
  get found(): Locator {
    return this.#till.page.locator('.found');
  }

  foundArticle(sku: string): Locator {
    return this.#till.page.locator(`.found[data-sku="${sku}"]`);
  }

  /** The one that Enter adds. */
  get chosenFound(): Locator {
    return this.#till.page.locator('.found[aria-selected="true"]');
  }
}
