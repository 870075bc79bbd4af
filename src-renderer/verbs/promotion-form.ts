// The form of one promotion: opened, written, its goods found, saved. Reading it is state/promotion-read.ts.
import { formatMoney, formatPrice } from '#contract/money.ts';
import type { Item } from '#contract/catalog.ts';
import type { Promotion, PromotionId, PromotionRule, PromotionTarget } from '#contract/promotion.ts';
import type { Language, Names } from '#contract/text.ts';
import { wordsFor } from '#contract/words/index.ts';
import { restOfWeek, weekendOf } from '#screen/state/dates.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { draftOf, emptyDraft, everything, isPriced } from '#screen/state/promotion-draft.ts';
import type { PromotionDraft } from '#screen/state/promotion-draft.ts';
import { readPromotion } from '#screen/state/promotion-read.ts';
import type { GoodsFound } from '#screen/state/shop-panels.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { calledWords } from './promotion-words.ts';
import type { Speech } from './promotion-words.ts';
import { openPromotions, promotionMeant } from './promotions.ts';
import { say, sayNo, sound } from './say.ts';
import { keepName, mayLeave, mayOrTell, moneyFormOf } from './shop.ts';

type FormPanel = Extract<Panel, { name: 'promotion' }>;

const noGoods: GoodsFound = { text: '', foundFor: null, categories: [], items: [], chosen: 0 };
/** As many as fit under the field. */
const MOST_ITEMS = 6;
const MOST_PARTS = 6;
const MOST_STEPS = 20;

export function formPanel({ panel }: Pick<TillState, 'panel'>): FormPanel | null {
  return panel?.name === 'promotion' ? panel : null;
}

function openForm(till: Till, draft: PromotionDraft): void {
  if (!mayOrTell(till, 'catalog.edit')) return;
  const { panel } = till.store.getState();
  const today = panel?.name === 'promotions' ? panel.today : null;
  till.store.setState({
    panel: { name: 'promotion', draft, today, find: noGoods, part: 0, isChanged: false, isLeaving: false },
    notice: null,
  });
}

export function openNewPromotion(till: Till): void {
  openForm(till, emptyDraft());
}

export function openPromotion(
  till: Till,
  one: Promotion | null = promotionMeant(till.store.getState()),
): void {
  if (one !== null) openForm(till, draftOf(one, moneyFormOf(till.store.getState())));
}

function setForm(till: Till, change: (panel: FormPanel) => Partial<FormPanel>): void {
  till.store.setState((state) => {
    const panel = formPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change(panel) } };
  });
}

/** Writes some of its fields. */
export function writeDraft(till: Till, change: Partial<PromotionDraft>): void {
  setForm(till, ({ draft }) => ({ draft: { ...draft, ...change }, isChanged: true, isLeaving: false }));
}

/** The days that a key or a tap fills in: today alone, this weekend, until Sunday, or without end. */
export function setDays(till: Till, which: 'today' | 'weekend' | 'week' | 'endless'): void {
  const today = formPanel(till.store.getState())?.today ?? null;
  if (which === 'endless') return writeDraft(till, { from: '', to: '' });
  if (today === null) return;
  const spans = { today: { from: today, to: today }, weekend: weekendOf(today), week: restOfWeek(today) };
  writeDraft(till, spans[which]);
}

function changePart(till: Till, change: (target: PromotionTarget) => PromotionTarget): void {
  const panel = formPanel(till.store.getState());
  if (panel === null) return;
  const parts = panel.draft.parts.map((part, at) =>
    at === panel.part ? { ...part, target: change(part.target) } : part,
  );
  writeDraft(till, { parts });
}

/** Adds the category to the goods, or takes it out again. */
export function switchCategory(till: Till, id: string): void {
  changePart(till, (target) => ({
    ...target,
    categories: target.categories.includes(id)
      ? target.categories.filter((one) => one !== id)
      : [...target.categories, id],
  }));
}

export function dropGoods(till: Till, list: keyof PromotionTarget, name: string): void {
  changePart(till, (target) => ({ ...target, [list]: target[list].filter((one) => one !== name) }));
}

export function choosePart(till: Till, part: number): void {
  setForm(till, () => ({ part, find: noGoods }));
}

export function addPart(till: Till): void {
  const parts = formPanel(till.store.getState())?.draft.parts ?? [];
  if (parts.length >= MOST_PARTS) return;
  writeDraft(till, { parts: [...parts, { target: everything, count: '1' }] });
  choosePart(till, parts.length);
}

export function removePart(till: Till): void {
  const panel = formPanel(till.store.getState());
  if (panel === null || panel.draft.parts.length < 2) return;
  writeDraft(till, { parts: panel.draft.parts.filter((_, at) => at !== panel.part) });
  choosePart(till, 0);
}

export function writePart(till: Till, count: string): void {
  const panel = formPanel(till.store.getState());
  const parts = panel?.draft.parts.map((part, at) => (at === panel.part ? { ...part, count } : part));
  if (parts !== undefined) writeDraft(till, { parts });
}

export function addStep(till: Till): void {
  const steps = formPanel(till.store.getState())?.draft.steps ?? [];
  const { by } = steps.at(-1) ?? { by: 'percent' as const };
  if (steps.length < MOST_STEPS) writeDraft(till, { steps: [...steps, { from: '', by, value: '' }] });
}

/** Looks for categories and articles with every letter. */
export async function findGoods(till: Till, text: string): Promise<void> {
  const { language, shelf } = till.store.getState();
  const wanted = text.trim().toLocaleLowerCase();
  const categories = shelf.categories
    .filter(({ names }) => wanted !== '' && names[language].toLocaleLowerCase().includes(wanted))
    .map(({ id }) => id);
  setForm(till, ({ find }) => ({ find: { ...find, text, categories, chosen: 0 } }));
  if (wanted === '') return setForm(till, () => ({ find: noGoods }));
  const found = await till.bridge.call('catalog.search', { text, category: null, limit: MOST_ITEMS });
  setForm(till, ({ find }) =>
    found.ok && find.text === text ? { find: { ...find, items: found.result.items, foundFor: text } } : {},
  );
}

export function moveGoods(till: Till, key: string): void {
  setForm(till, ({ find }) => {
    const count = find.categories.length + find.items.length;
    const chosen = key === 'ArrowUp' ? find.chosen - 1 : find.chosen + 1;
    return { find: { ...find, chosen: Math.max(0, Math.min(count - 1, chosen)) } };
  });
}

export function addArticle(till: Till, item: Item): void {
  const panel = formPanel(till.store.getState());
  if (panel === null) return;
  keepName(till, item);
  const { sku } = item;
  const { draft } = panel;
  const isPrices = isPriced(draft.kind);
  const has = isPrices
    ? draft.prices.some((one) => one.sku === sku)
    : draft.parts[panel.part]?.target.skus.includes(sku) === true;
  setForm(till, () => ({ find: noGoods }));
  if (has) return sayNo(till, (w) => w.promotion.articleTwice);
  if (isPrices) writeDraft(till, { prices: [...draft.prices, { sku, price: '' }] });
  else changePart(till, (target) => ({ ...target, skus: [...target.skus, sku] }));
  sound(till, 'ok');
}

/** The row of what was found that is chosen, or the one that was tapped. Whoever types faster means the new answer. */
export async function addFoundGoods(till: Till, index?: number): Promise<void> {
  const typed = formPanel(till.store.getState())?.find;
  if (index === undefined && typed !== undefined && typed.foundFor !== typed.text)
    await findGoods(till, typed.text);
  const panel = formPanel(till.store.getState());
  if (panel === null) return;
  const { find, draft } = panel;
  const at = index ?? find.chosen;
  const categories = isPriced(draft.kind) ? [] : find.categories;
  const category = categories[at];
  const item = find.items[at - categories.length];
  if (category !== undefined) {
    setForm(till, () => ({ find: noGoods }));
    if (draft.parts[panel.part]?.target.categories.includes(category) !== true)
      switchCategory(till, category);
  } else if (item !== undefined) {
    addArticle(till, item);
  } else {
    sayNo(till, (w) => w.promotion.articleUnknown({ code: find.text }));
  }
}

/** A scan while the form lies open: its article joins the goods. */
export async function addScannedGoods(till: Till, code: string): Promise<void> {
  const found = await till.bridge.call('catalog.lookUp', { code });
  if (found.ok) addArticle(till, found.result.item);
  else sayNo(till, (w) => w.promotion.articleUnknown({ code }));
}

/** How this shop writes figures and names, in one language. */
export function speechIn(state: TillState, language: Language): Speech {
  const currency = state.about?.register?.currency ?? 'CNY';
  return {
    words: wordsFor(language),
    money: (amount) => formatMoney(amount, currency, language),
    price: (micros) => formatPrice(micros, currency, language),
    category: (id) => state.shelf.categories.find((one) => one.id === id)?.names[language] ?? id,
    article: (sku) => state.articleNames[sku]?.[language] ?? sku,
  };
}

/** What an offer calls itself in both languages. */
export function calledBy(state: TillState): (rule: PromotionRule) => Names {
  return (rule) => ({
    en: calledWords(speechIn(state, 'en'), rule),
    zh: calledWords(speechIn(state, 'zh'), rule),
  });
}

/** Enter: adds what is looked for, else saves. */
export async function enterForm(till: Till): Promise<void> {
  const panel = formPanel(till.store.getState());
  if (panel !== null && panel.find.text.trim() !== '') return addFoundGoods(till);
  return savePromotion(till);
}

/** Saves, and is back at the list; what does not read is said, and nothing is lost. */
export async function savePromotion(till: Till): Promise<void> {
  const state = till.store.getState();
  const panel = formPanel(state);
  if (panel === null) return;
  const id = newId().replaceAll('-', '') as PromotionId;
  const read = readPromotion(panel.draft, { form: moneyFormOf(state), id, nameOf: calledBy(state) });
  if (!read.ok) return sayNo(till, (w) => w.promotion.problems[read.problem]);
  const { value } = read;
  await once(till, 'savePromotion', async () => {
    const args = { commandId: newId(), put: [value], removed: [] };
    if ((await ask(till, 'promotion.put', args)) === null) return;
    if (formPanel(till.store.getState()) !== null) await openPromotions(till, value.promotionId);
    say(till, (w) => w.promotion.saved({ name: value.names[state.language] }));
  });
}

/** Esc: what is looked for goes first, then the form; one that was changed says so once. */
export function leaveForm(till: Till): void {
  const panel = formPanel(till.store.getState());
  if (panel === null) return;
  if (panel.find.text !== '') return setForm(till, () => ({ find: noGoods }));
  if (!mayLeave(till, panel, () => setForm(till, () => ({ isLeaving: true })))) return;
  void openPromotions(till, panel.draft.promotionId);
}
