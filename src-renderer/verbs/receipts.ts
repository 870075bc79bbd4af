// How receipts show taxes, chosen in the settings: each choice is the till's at once, on record, and counts from the next
// sale on.
import type { TaxSummary } from '#contract/tax-summary.ts';
import type { TillState } from '#screen/state/model.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { openSettings } from './settings.ts';

/** In the order in which they are offered and their key goes through them. */
export const taxSummaries = ['cn', 'vat', 'added'] as const satisfies readonly TaxSummary[];

/** The number on receipts now; null where there is none. */
function taxNumberNow({ about }: TillState): string | null {
  return about?.register?.taxNumber ?? null;
}

/** Sends the choice; null after the cashier was told why not. What receipts show is the register's, so it is asked again. */
async function put(till: Till, form: TaxSummary, taxNumber: string | null): Promise<boolean> {
  const args = { commandId: newId(), taxSummary: form, taxNumber };
  if ((await ask(till, 'register.setTaxSummary', args)) === null) return false;
  await refresh(till);
  return true;
}

export function chooseTaxSummary(till: Till, form: TaxSummary): Promise<void> {
  return once(till, 'taxSummary', async () => {
    await put(till, form, taxNumberNow(till.store.getState()));
  });
}

/** What the setting's key does: the form after the one there is. */
export function chooseNextTaxSummary(till: Till): Promise<void> {
  const now = till.store.getState().about?.taxSummary ?? null;
  const next = taxSummaries[(now === null ? 0 : taxSummaries.indexOf(now) + 1) % taxSummaries.length];
  return next === undefined ? Promise.resolve() : chooseTaxSummary(till, next);
}

export function openTaxNumber(till: Till): void {
  const text = taxNumberNow(till.store.getState()) ?? '';
  till.store.setState({ panel: { name: 'taxNumber', text }, notice: null });
}

export function writeTaxNumber(till: Till, text: string): void {
  till.store.setState(({ panel }) => (panel?.name === 'taxNumber' ? { panel: { ...panel, text } } : {}));
}

/** An empty field takes the number off. */
export function keepTaxNumber(till: Till): Promise<void> {
  return once(till, 'taxSummary', async () => {
    const { panel, about } = till.store.getState();
    const form = about?.taxSummary ?? null;
    if (panel?.name !== 'taxNumber' || form === null) return;
    const typed = panel.text.trim();
    if (await put(till, form, typed === '' ? null : typed)) openSettings(till);
  });
}
