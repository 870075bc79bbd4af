// Who buys the open sale: found by name, telephone or card, put on it and taken off again. What that does to prices and taxes
// is the till's; the basket follows its reply.
import type { Customer } from '#contract/customer.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { maskedName } from '#screen/format.ts';
import { chosenAfter } from './articles.ts';
import { ask, newId, withPanelClosed } from './ask.ts';
import { addScanned, saleIdFor } from './basket.ts';
import { say, sayNo } from './say.ts';

/** More than can be looked through at a counter. */
export const MOST_FOUND = 50;

type CustomerPanel = Extract<Panel, { name: 'customer' }>;

export function customerPanel({ panel }: Pick<TillState, 'panel'>): CustomerPanel | null {
  return panel?.name === 'customer' ? panel : null;
}

function setPanel(till: Till, change: (panel: CustomerPanel) => Partial<CustomerPanel>): void {
  till.store.setState((state) => {
    const panel = customerPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change(panel) } };
  });
}

/** F3, or the button beside what is typed. */
export function openCustomer(till: Till): void {
  till.store.setState({
    panel: { name: 'customer', text: '', found: [], chosen: 0, foundFor: null },
    meaning: null,
    notice: null,
  });
  void loadGroups(till);
}

/** The groups by name, for whoever shows one. */
export async function loadGroups(till: Till): Promise<void> {
  const answer = await till.bridge.call('customer.groups', {});
  if (answer.ok) till.store.setState({ customerGroups: answer.result.groups });
}

/** Every letter asks. */
export async function findCustomers(till: Till, text: string): Promise<void> {
  setPanel(till, () => ({ text }));
  const answer = await till.bridge.call('customer.find', { text, limit: MOST_FOUND });
  // A late answer to fewer letters says nothing about what is typed now.
  setPanel(till, (panel) =>
    answer.ok && panel.text === text ? { found: answer.result.customers, chosen: 0, foundFor: text } : {},
  );
}

/** A character that comes before the field has the focus. */
export function typeToFindCustomer(till: Till, key: string): void {
  const panel = customerPanel(till.store.getState());
  if (panel !== null) void findCustomers(till, panel.text + key);
}

export function moveCustomer(till: Till, key: string): void {
  setPanel(till, ({ chosen, found }) => ({ chosen: chosenAfter(key, chosen, found.length) }));
}

/** The chosen customer, or the one at `index`, buys. Whoever types faster than the till answers means the new answer. */
export async function pickCustomer(till: Till, index?: number): Promise<void> {
  const typed = customerPanel(till.store.getState());
  if (index === undefined && typed !== null && typed.foundFor !== typed.text)
    await findCustomers(till, typed.text);
  const panel = customerPanel(till.store.getState());
  const customer = panel?.found[index ?? panel.chosen];
  if (customer !== undefined) await setBuyer(till, customer);
  else if (panel !== null && panel.text.trim() !== '') sayNo(till, (w) => w.customer.nobody);
}

/** Nobody who is known buys any more. */
export async function takeCustomerOff(till: Till): Promise<void> {
  if (buyerOf(till.store.getState()) !== null) await setBuyer(till, null);
}

async function setBuyer(till: Till, customer: Customer | null): Promise<void> {
  const panel = customerPanel(till.store.getState());
  if (panel === null) return;
  await withPanelClosed(till, panel, async () => {
    const customerId = customer?.customerId ?? null;
    const args = { commandId: newId(), saleId: saleIdFor(till), customerId };
    const change = await ask(till, 'sale.setCustomer', args);
    if (change === null) return false;
    await takeChange(till, change);
    if (customer === null) say(till, (w) => w.customer.gone);
    else say(till, (w) => w.customer.attached({ name: maskedName(customer.name) }));
    return true;
  });
}

/** A scan while somebody is looked for: a card says who buys; an article is added as ever. */
export async function takeCard(till: Till, code: string): Promise<void> {
  const card = code.trim();
  const answer = await ask(till, 'customer.find', { text: card, limit: 1 });
  const owner = answer?.customers.find(({ cardCode }) => cardCode === card);
  if (owner !== undefined) return setBuyer(till, owner);
  const article = await till.bridge.call('catalog.lookUp', { code });
  if (!article.ok) return sayNo(till, (w) => w.customer.cardUnknown({ code }));
  if (customerPanel(till.store.getState()) !== null) till.store.setState({ panel: null, notice: null });
  await addScanned(till, code);
}

/** Who buys the sale on the counter, or null. */
export function buyerOf({ sale }: Pick<TillState, 'sale'>) {
  return sale?.sale.customer ?? null;
}
