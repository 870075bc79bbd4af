// The price lists in the settings: listed, written, ended, taken away. The prices in one are verbs/price-list.ts.
import type { NewPriceList, PriceListShown } from '#contract/price-list.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { emptyPriceList, priceListDraftOf, readPriceList } from '#screen/state/price-draft.ts';
import type { PriceListDraft } from '#screen/state/price-draft.ts';
import type { Till } from '#screen/state/till.ts';
import { chosenAfter } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { loadGroups } from './customer.ts';
import { say, sayNo } from './say.ts';
import { askToday, mayLeave, mayOrTell } from './shop.ts';

type ListsPanel = Extract<Panel, { name: 'priceLists' }>;
type FormPanel = Extract<Panel, { name: 'priceListForm' }>;

export function listsPanel({ panel }: Pick<TillState, 'panel'>): ListsPanel | null {
  return panel?.name === 'priceLists' ? panel : null;
}

export function priceListForm({ panel }: Pick<TillState, 'panel'>): FormPanel | null {
  return panel?.name === 'priceListForm' ? panel : null;
}

function setForm(till: Till, change: Partial<FormPanel>): void {
  till.store.setState((state) => {
    const panel = priceListForm(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

function setLists(till: Till, change: Partial<ListsPanel>): void {
  till.store.setState((state) => {
    const panel = listsPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

export async function openPriceLists(till: Till, chosen: string | null = null): Promise<void> {
  till.store.setState({
    panel: { name: 'priceLists', lists: null, today: null, chosen, isRemoving: false },
    notice: null,
  });
  void loadGroups(till);
  const [answer, today] = await Promise.all([ask(till, 'catalog.priceLists', {}), askToday(till)]);
  if (answer !== null) setLists(till, { lists: answer.lists, today });
}

/** The list that Enter means: the chosen one, else the first. */
export function listMeant(state: Pick<TillState, 'panel'>): PriceListShown | null {
  const panel = listsPanel(state);
  const lists = panel?.lists ?? [];
  return lists.find(({ id }) => id === panel?.chosen) ?? lists[0] ?? null;
}

export function chooseList(till: Till, chosen: string): void {
  setLists(till, { chosen, isRemoving: false });
}

export function moveList(till: Till, key: string): void {
  const state = till.store.getState();
  const lists = listsPanel(state)?.lists ?? [];
  const at = lists.findIndex(({ id }) => id === listMeant(state)?.id);
  const next = lists[chosenAfter(key, at, lists.length)];
  if (next !== undefined) chooseList(till, next.id);
}

/** A list as it is put again, with all the prices that it has. */
export function asPut(list: PriceListShown): NewPriceList {
  const { priceCount: _, ...head } = list;
  return { ...head, prices: [], keepsOthers: true };
}

/** Today is its last day. One that has not begun cannot end; it can be taken away. */
export async function endList(till: Till): Promise<void> {
  const state = till.store.getState();
  const list = listMeant(state);
  const today = listsPanel(state)?.today ?? null;
  if (list === null || today === null || !mayOrTell(till, 'catalog.edit')) return;
  if (list.from !== null && list.from > today) return sayNo(till, (w) => w.shop.listNotBegun);
  await once(till, 'endList', async () => {
    const args = { commandId: newId(), lists: [{ ...asPut(list), to: today }], removed: [] };
    const answer = await ask(till, 'catalog.putPriceLists', args);
    if (answer === null) return;
    setLists(till, { lists: answer.lists, chosen: list.id });
    say(till, (w) => w.shop.listEnded({ name: list.names[state.language] }));
  });
}

/** Delete says what would go; Delete once more takes it away. */
export async function removeList(till: Till): Promise<void> {
  const state = till.store.getState();
  const list = listMeant(state);
  if (list === null || !mayOrTell(till, 'catalog.edit')) return;
  const name = list.names[state.language];
  if (listsPanel(state)?.isRemoving !== true) {
    setLists(till, { isRemoving: true });
    return sayNo(till, (w) => w.shop.listRemoves({ name, count: list.priceCount }));
  }
  await once(till, 'removeList', async () => {
    const args = { commandId: newId(), lists: [], removed: [list.id] };
    const answer = await ask(till, 'catalog.putPriceLists', args);
    if (answer === null) return;
    setLists(till, { lists: answer.lists, chosen: null, isRemoving: false });
    say(till, (w) => w.shop.listRemoved({ name }));
  });
}

export function openListForm(till: Till, list: PriceListShown | null): void {
  if (!mayOrTell(till, 'catalog.edit')) return;
  const draft = list === null ? emptyPriceList() : priceListDraftOf(list);
  till.store.setState({
    panel: { name: 'priceListForm', draft, isChanged: false, isLeaving: false },
    notice: null,
  });
}

export function writeList(till: Till, change: Partial<PriceListDraft>): void {
  const panel = priceListForm(till.store.getState());
  if (panel === null) return;
  setForm(till, { draft: { ...panel.draft, ...change }, isChanged: true, isLeaving: false });
}

export async function saveList(till: Till): Promise<void> {
  const state = till.store.getState();
  const panel = priceListForm(state);
  if (panel === null) return;
  const read = readPriceList(panel.draft, newId().replaceAll('-', ''));
  if (!read.ok) return sayNo(till, (w) => w.shop.listProblems[read.problem]);
  const list = read.value;
  await once(till, 'saveList', async () => {
    const args = { commandId: newId(), lists: [list], removed: [] };
    if ((await ask(till, 'catalog.putPriceLists', args)) === null) return;
    if (priceListForm(till.store.getState()) !== null) await openPriceLists(till, list.id);
    say(till, (w) => w.shop.listSaved({ name: list.names[state.language] }));
  });
}

export function leaveListForm(till: Till): void {
  const panel = priceListForm(till.store.getState());
  if (panel === null || !mayLeave(till, panel, () => setForm(till, { isLeaving: true }))) return;
  void openPriceLists(till, panel.draft.id);
}
