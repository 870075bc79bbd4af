// Turning the pages of quick keys, and arranging them: a copy is edited and saved whole, so that nothing is lost when
// the till says no and nothing is changed when the manager changes their mind.
import type { Item } from '#contract/catalog.ts';
import type { Names } from '#contract/text.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { ArrangePanel, TillState } from '#screen/state/model.ts';
import { addKey, arrangingOf, chooseNext, MAX_KEYS, pageOf, pagesToSave } from '#screen/state/pages.ts';
import type { Arranging } from '#screen/state/pages.ts';
import { ALL_ARTICLES, openPageOf } from '#screen/state/quick.ts';
import type { Till } from '#screen/state/till.ts';
import { chosenAfter, findArticles } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { sayNo } from './say.ts';

export function openQuickPage(till: Till, id: string): void {
  till.store.setState({ quickPage: id });
}

/** The next tab, or the one before; after the last comes the first. */
export function turnPage(till: Till, by: 1 | -1): void {
  const state = till.store.getState();
  const tabs = [...state.quickPages.map(({ id }) => id), ALL_ARTICLES];
  const at = tabs.indexOf(openPageOf(state)?.id ?? ALL_ARTICLES);
  const next = tabs[(at + by + tabs.length) % tabs.length];
  if (next !== undefined) openQuickPage(till, next);
}

/** What a page is called until somebody names it. */
export const unnamed: Names = { en: wordsFor('en').quick.newPage, zh: wordsFor('zh').quick.newPage };

function panelOf({ panel }: Pick<TillState, 'panel'>): ArrangePanel | null {
  return panel?.name === 'arrange' ? panel : null;
}

function setPanel(till: Till, change: (panel: ArrangePanel) => Partial<ArrangePanel>): void {
  till.store.setState((state) => {
    const panel = panelOf(state);
    return panel === null ? {} : { panel: { ...panel, ...change(panel) } };
  });
}

export function startArranging(till: Till): void {
  const state = till.store.getState();
  const arranging = arrangingOf(state.quickPages, openPageOf(state)?.id ?? null);
  const find = { text: '', items: [], chosen: -1, answered: null };
  till.store.setState({ panel: { name: 'arrange', arranging, find, question: null }, notice: null });
  void findFor(till, '');
}

/** Lays an edit on the copy. */
export function edit(till: Till, change: (arranging: Arranging) => Arranging): void {
  setPanel(till, ({ arranging }) => ({ arranging: change(arranging), question: null }));
}

export function askFirst(till: Till, question: ArrangePanel['question']): void {
  setPanel(till, () => ({ question }));
}

/** Esc: takes back the question, then the search, then asks before it throws away what was changed. */
export function leaveArranging(till: Till): void {
  const panel = panelOf(till.store.getState());
  if (panel === null) return;
  if (panel.question !== null) askFirst(till, null);
  else if (panel.find.text !== '') void findFor(till, '');
  else cancelArranging(till);
}

/** Cancel: the whole edit is undone, after a question where there was one. */
export function cancelArranging(till: Till): void {
  if (panelOf(till.store.getState())?.arranging.isChanged === true) askFirst(till, 'discard');
  else discardArranging(till);
}

export function discardArranging(till: Till): void {
  till.store.setState({ panel: null, notice: null });
}

/** Every letter asks; with no text, for all articles. An answer to fewer letters is late and dropped. */
export async function findFor(till: Till, text: string): Promise<void> {
  setPanel(till, ({ find }) => ({ find: { ...find, text } }));
  const items = await findArticles(till, text);
  setPanel(till, ({ find }) =>
    items === null || find.text !== text
      ? {}
      : { find: { text, items, chosen: text === '' ? -1 : 0, answered: text } },
  );
}

/** ↑ ↓ and their like: among what was found while something is looked for, else among the keys of the page. */
export function moveInArranging(till: Till, key: string): void {
  const panel = panelOf(till.store.getState());
  if (panel === null || panel.question !== null) return;
  const { text, items, chosen } = panel.find;
  if (text !== '') {
    setPanel(till, ({ find }) => ({ find: { ...find, chosen: chosenAfter(key, chosen, items.length) } }));
  } else {
    const step: Record<string, number> = { ArrowUp: -TILE_COLUMNS, ArrowDown: TILE_COLUMNS };
    const end = key === 'PageUp' ? -MAX_KEYS : MAX_KEYS;
    setPanel(till, ({ arranging }) => ({ arranging: chooseNext(arranging, step[key] ?? end) }));
  }
}

/** As many as on the counter (style/quick.css). */
const TILE_COLUMNS = 3;

export function typeInFind(till: Till, key: string): void {
  const panel = panelOf(till.store.getState());
  if (panel === null || panel.question !== null) return;
  const { text } = panel.find;
  void findFor(till, key === 'Backspace' ? [...text].slice(0, -1).join('') : text + key);
}

/** Enter: the chosen article of those found becomes a key. */
export async function addChosen(till: Till): Promise<void> {
  const findNow = () => panelOf(till.store.getState())?.find;
  const asked = findNow();
  // Whoever types faster than the till answers means the new answer.
  if (asked !== undefined && asked.answered !== asked.text) await findFor(till, asked.text);
  const find = findNow();
  if (find === undefined || find.text === '' || find.answered !== find.text) return;
  const item = find.items[find.chosen];
  if (item !== undefined) addArticle(till, item);
}

/** The article behind the last key of the open page; a page that cannot take it says why. */
export function addArticle(till: Till, item: Item): void {
  const panel = panelOf(till.store.getState());
  if (panel === null || panel.question !== null) return;
  const page = pageOf(panel.arranging);
  if (page === null) sayNo(till, (w) => w.quick.noPageYet);
  else if (page.keys.some((key) => key.item.sku === item.sku))
    sayNo(till, (w) => w.quick.isOnPage({ name: item.names[till.store.getState().language] }));
  else if (page.keys.length >= MAX_KEYS) sayNo(till, (w) => w.quick.pageFull({ limit: MAX_KEYS }));
  else {
    till.store.setState({ notice: null });
    edit(till, (arranging) => addKey(arranging, item));
  }
}

/** What is scanned while the keys are arranged becomes a key. */
export async function addScannedKey(till: Till, code: string): Promise<void> {
  const found = await ask(till, 'catalog.lookUp', { code });
  if (found !== null) addArticle(till, found.item);
}

/** Sends the copy. A no leaves it as it is, to be put right and sent again. */
export async function saveArranging(till: Till): Promise<void> {
  await once(till, 'arrange', async () => {
    const panel = panelOf(till.store.getState());
    if (panel === null || panel.question !== null) return;
    const pages = pagesToSave(panel.arranging, unnamed);
    const saved = await ask(till, 'quick.put', { commandId: newId(), pages });
    if (saved === null) return;
    till.store.setState((now) => ({
      quickPages: saved.pages,
      quickPage: panel.arranging.page,
      ...(panelOf(now) === null ? {} : { panel: null }),
      notice: { kind: 'said', words: (w) => w.quick.saved },
    }));
  });
}
