// Scans that no article has: what was it? Found by name, made anew, or taken out of the basket.
import type { LineId } from '#contract/ids.ts';
import type { UnresolvedScan } from '#contract/sale.ts';
import { gtinsOf } from '#contract/barcode.ts';
import { takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { articleMeant, searchFor } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { resolveAs } from './basket.ts';
import { readPrice } from './entry.ts';
import { say, sayNo } from './say.ts';

/** How many articles are looked at to see what most of them are. */
const SAMPLE = 200;
/** A stock code is at most this long. */
const MAX_SKU = 40;

export function openResolve(till: Till, scan: UnresolvedScan): void {
  const { lineId, code } = scan;
  till.store.setState({
    panel: { name: 'resolve', lineId, code, text: '', items: [], chosen: 0, answered: null },
    selected: lineId,
    notice: null,
  });
  void searchFor(till, '');
}

/** The chosen article takes the place of the scan. */
export async function resolveChosen(till: Till, index?: number): Promise<void> {
  const item = await articleMeant(till, index);
  const { panel } = till.store.getState();
  if (panel?.name !== 'resolve' || item === null) return;
  till.store.setState({ panel: null, notice: null });
  await resolveAs(till, panel.lineId, item.sku);
}

export async function dropUnresolved(
  till: Till,
  { lineId, code }: { lineId: LineId; code: string },
): Promise<void> {
  const { sale } = till.store.getState();
  if (sale === null) return;
  await once(till, `drop ${lineId}`, async () => {
    const args = { commandId: newId(), saleId: sale.sale.saleId, lineId };
    const change = await ask(till, 'sale.dropUnresolved', args);
    if (change === null) return;
    till.store.setState(({ panel }) => ({
      selected: null,
      ...(panel?.name === 'resolve' && panel.lineId === lineId ? { panel: null } : {}),
    }));
    await takeChange(till, change);
    say(till, (w) => w.counter.dropped({ code }));
  });
}

/** From "what is it?" to a new article with that code; it will be like most others of the shop. */
export async function openNewArticle(till: Till): Promise<void> {
  const { bridge, store } = till;
  const { panel } = store.getState();
  if (panel?.name !== 'resolve') return;
  const { lineId, code } = panel;
  if (code.length > MAX_SKU) {
    sayNo(till, (w) => w.counter.codeTooLong);
    return;
  }
  store.setState({
    panel: { name: 'newArticle', lineId, code, called: '', price: '', like: null },
    notice: null,
  });
  const sample = await bridge.call('catalog.search', { text: '', category: null, limit: SAMPLE });
  if (!sample.ok) return;
  const { items } = sample.result;
  const category = mostUsed(items.map((item) => item.category));
  const taxCode = mostUsed(items.map((item) => item.taxCode));
  store.setState(({ panel: now }) =>
    now?.name === 'newArticle' && category !== null && taxCode !== null
      ? { panel: { ...now, like: { category, taxCode } } }
      : {},
  );
}

function mostUsed(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most: string | null = null;
  for (const [value, count] of counts) if (count > (counts.get(most ?? '') ?? 0)) most = value;
  return most;
}

export function writeArticle(till: Till, change: { called?: string; price?: string }): void {
  till.store.setState(({ panel }) =>
    panel?.name === 'newArticle' ? { panel: { ...panel, ...change } } : {},
  );
}

/** Makes the article and lets it take the place of the scan. */
export async function createArticle(till: Till): Promise<void> {
  const state = till.store.getState();
  const { panel } = state;
  if (panel?.name !== 'newArticle') return;
  const name = panel.called.trim();
  const priceMicros = readPrice(state, panel.price);
  if (name === '' || priceMicros === null || priceMicros < 0) {
    sayNo(till, (w) => w.counter.createMissing);
    return;
  }
  if (panel.like === null) {
    sayNo(till, (w) => w.counter.createNoCatalogue);
    return;
  }
  const { code, lineId, like } = panel;
  const item = {
    sku: code,
    names: { en: name, zh: name },
    ...like,
    unit: 'each' as const,
    priceMicros,
    plu: null,
    gtins: gtinsOf(code).length > 0 ? [code] : [],
  };
  await once(till, 'createArticle', async () => {
    const args = { commandId: newId(), taxes: [], categories: [], items: [item] };
    if ((await ask(till, 'catalog.put', args)) === null) return;
    till.store.setState(({ panel: now }) =>
      now?.name === 'newArticle' ? { panel: null, notice: null } : {},
    );
    await resolveAs(till, lineId, item.sku);
  });
}
