// The customers in the settings: listed, found, written, saved. Who buys a sale is verbs/customer.ts.
import type { Customer } from '#contract/customer.ts';
import { customerDraftOf, emptyCustomer, readCustomer } from '#screen/state/customer-draft.ts';
import type { CustomerDraft } from '#screen/state/customer-draft.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { chosenAfter } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { loadGroups } from './customer.ts';
import { say, sayNo } from './say.ts';
import { mayLeave, mayOrTell } from './shop.ts';
import { may } from './shift.ts';

type ListPanel = Extract<Panel, { name: 'customers' }>;
type FormPanel = Extract<Panel, { name: 'customerForm' }>;

/** As many as are listed; the others are found by what is typed. */
export const MOST_LISTED = 200;
const MOST_FOUND = 50;

export function customersPanel({ panel }: Pick<TillState, 'panel'>): ListPanel | null {
  return panel?.name === 'customers' ? panel : null;
}

export function customerForm({ panel }: Pick<TillState, 'panel'>): FormPanel | null {
  return panel?.name === 'customerForm' ? panel : null;
}

function setList(till: Till, change: (panel: ListPanel) => Partial<ListPanel>): void {
  till.store.setState((state) => {
    const panel = customersPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change(panel) } };
  });
}

function setForm(till: Till, change: Partial<FormPanel>): void {
  till.store.setState((state) => {
    const panel = customerForm(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

export async function openCustomers(till: Till, text = ''): Promise<void> {
  till.store.setState({
    panel: { name: 'customers', text: '', found: [], chosen: 0, foundFor: null },
    notice: null,
  });
  void loadGroups(till);
  await lookForCustomers(till, text);
}

/** Everybody by name where nothing is typed, to whoever may change them; else whom the text finds. */
export async function lookForCustomers(till: Till, text: string): Promise<void> {
  setList(till, () => ({ text }));
  const isAll = text.trim() === '' && may(till.store.getState(), 'catalog.edit');
  const answer = isAll
    ? await till.bridge.call('customer.list', { limit: MOST_LISTED })
    : await till.bridge.call('customer.find', { text, limit: MOST_FOUND });
  setList(till, (panel) =>
    answer.ok && panel.text === text ? { found: answer.result.customers, chosen: 0, foundFor: text } : {},
  );
}

export function moveListed(till: Till, key: string): void {
  setList(till, ({ chosen, found }) => ({ chosen: chosenAfter(key, chosen, found.length) }));
}

export function openCustomerForm(till: Till, customer: Customer | null): void {
  if (!mayOrTell(till, 'catalog.edit')) return;
  const draft = customer === null ? emptyCustomer() : customerDraftOf(customer);
  till.store.setState({
    panel: { name: 'customerForm', draft, destinations: [], isChanged: false, isLeaving: false },
    notice: null,
  });
  void loadDestinations(till);
}

/** Enter in the list: the chosen one, or the one at `index`. */
export function editCustomer(till: Till, index?: number): void {
  const panel = customersPanel(till.store.getState());
  const customer = panel?.found[index ?? panel.chosen];
  if (customer !== undefined) openCustomerForm(till, customer);
}

async function loadDestinations(till: Till): Promise<void> {
  const rules = await till.bridge.call('catalog.taxRules', {});
  if (rules.ok) setForm(till, { destinations: rules.result.destinations });
}

export function writeCustomer(till: Till, change: Partial<CustomerDraft>): void {
  const panel = customerForm(till.store.getState());
  if (panel === null) return;
  setForm(till, { draft: { ...panel.draft, ...change }, isChanged: true, isLeaving: false });
}

/** A scan while the form lies open is the customer's card. */
export function takeCustomerCard(till: Till, code: string): void {
  writeCustomer(till, { card: code.trim() });
  say(till, (w) => w.shop.cardTaken);
}

export async function saveCustomer(till: Till): Promise<void> {
  const panel = customerForm(till.store.getState());
  if (panel === null) return;
  const ids = { customerId: newId(), groupId: newId().replaceAll('-', '') };
  const read = readCustomer(panel.draft, ids);
  if (!read.ok) return sayNo(till, (w) => w.shop.customerProblems[read.problem]);
  const { customer, newGroup } = read.value;
  await once(till, 'saveCustomer', async () => {
    if (newGroup !== null && (await ask(till, 'customer.putGroups', putting(newGroup))) === null) return;
    // Whatever becomes of the customer, the group is there now.
    if (newGroup !== null) writeCustomer(till, { group: newGroup.id, newGroupEn: '', newGroupZh: '' });
    if ((await ask(till, 'customer.put', { commandId: newId(), customer })) === null) return;
    if (customerForm(till.store.getState()) !== null) await openCustomers(till);
    say(till, (w) => w.shop.customerSaved({ name: customer.name }));
  });
}

const putting = (group: { id: string; names: { en: string; zh: string } }) => ({
  commandId: newId(),
  groups: [group],
});

export function leaveCustomer(till: Till): void {
  const panel = customerForm(till.store.getState());
  if (panel === null || !mayLeave(till, panel, () => setForm(till, { isLeaving: true }))) return;
  void openCustomers(till);
}
