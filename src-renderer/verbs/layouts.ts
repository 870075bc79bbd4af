// The layouts of the shop's own barcodes in the settings: listed in their order, written, taken out, and a label tried by them.
// What a label means at the counter is the till's to say.
import { firstBarcodeLayouts, otherBarcodeLayouts } from '#contract/barcode-layout.ts';
import type { BarcodeLayout } from '#contract/barcode-layout.ts';
import { emptyLayout, layoutDraftOf, readLayout } from '#screen/state/layout-draft.ts';
import type { LayoutDraft } from '#screen/state/layout-draft.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { chosenAfter } from './articles.ts';
import { ask, newId, once } from './ask.ts';
import { say, sayNo, sound } from './say.ts';
import { mayLeave, mayOrTell } from './shop.ts';

type ListPanel = Extract<Panel, { name: 'layouts' }>;
type FormPanel = Extract<Panel, { name: 'layoutForm' }>;

const MOST_LAYOUTS = 30;
const readyMade = [...firstBarcodeLayouts, ...otherBarcodeLayouts];
const isReadyMade = (id: string) => readyMade.some((one) => one.id === id);

export function layoutsPanel({ panel }: Pick<TillState, 'panel'>): ListPanel | null {
  return panel?.name === 'layouts' ? panel : null;
}

export function layoutForm({ panel }: Pick<TillState, 'panel'>): FormPanel | null {
  return panel?.name === 'layoutForm' ? panel : null;
}

function setList(till: Till, change: Partial<ListPanel>): void {
  till.store.setState((state) => {
    const panel = layoutsPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

function setForm(till: Till, change: Partial<FormPanel>): void {
  till.store.setState((state) => {
    const panel = layoutForm(state);
    return panel === null ? {} : { panel: { ...panel, ...change } };
  });
}

export async function openLayouts(till: Till, chosen: string | null = null): Promise<void> {
  till.store.setState({
    panel: { name: 'layouts', layouts: null, chosen, text: '', tried: null, isRemoving: false },
    notice: null,
  });
  const answer = await ask(till, 'catalog.layouts', {});
  if (answer !== null) setList(till, { layouts: answer.layouts });
}

export interface ListedLayout {
  layout: BarcodeLayout;
  /** Its place in the order in which a code is held against them, from 1; null where it is not in use. */
  place: number | null;
}

/** Those in use in their order, then the ready-made ones that are not. */
export function listedLayouts({ layouts }: ListPanel): ListedLayout[] {
  if (layouts === null) return [];
  const rest = readyMade.filter(({ id }) => !layouts.some((one) => one.id === id));
  return [
    ...layouts.map((layout, at) => ({ layout, place: at + 1 })),
    ...rest.map((layout) => ({ layout, place: null })),
  ];
}

/** The chosen one, else the first. */
export function layoutMeant(state: Pick<TillState, 'panel'>): ListedLayout | null {
  const panel = layoutsPanel(state);
  if (panel === null) return null;
  const listed = listedLayouts(panel);
  return listed.find(({ layout }) => layout.id === panel.chosen) ?? listed[0] ?? null;
}

export function chooseLayout(till: Till, chosen: string): void {
  setList(till, { chosen, isRemoving: false });
}

export function moveLayoutChoice(till: Till, key: string): void {
  const panel = layoutsPanel(till.store.getState());
  if (panel === null) return;
  const listed = listedLayouts(panel);
  const at = listed.findIndex(({ layout }) => layout.id === layoutMeant({ panel })?.layout.id);
  const next = listed[chosenAfter(key, at, listed.length)];
  if (next !== undefined) chooseLayout(till, next.layout.id);
}

/** Null where the till refused, which it has told. */
async function put(till: Till, layouts: readonly BarcodeLayout[]): Promise<BarcodeLayout[] | null> {
  const answer = await ask(till, 'catalog.putLayouts', { commandId: newId(), layouts: [...layouts] });
  return answer?.layouts ?? null;
}

/** F4: puts the chosen one to use behind the others, or takes it out. One of the shop's own is gone by that: it asks twice. */
export async function switchLayout(till: Till): Promise<void> {
  const state = till.store.getState();
  const [panel, meant] = [layoutsPanel(state), layoutMeant(state)];
  if (panel?.layouts === null || panel === null || meant === null || !mayOrTell(till, 'catalog.edit')) return;
  const { layout, place } = meant;
  const name = layout.names[state.language];
  if (place === null && panel.layouts.length >= MOST_LAYOUTS)
    return sayNo(till, (w) => w.layouts.tooMany({ most: MOST_LAYOUTS }));
  if (place !== null && !isReadyMade(layout.id) && !panel.isRemoving) {
    setList(till, { isRemoving: true });
    return sayNo(till, (w) => w.layouts.removes({ name }));
  }
  const { layouts } = panel;
  const wanted = place === null ? [...layouts, layout] : layouts.filter(({ id }) => id !== layout.id);
  await once(till, 'putLayouts', async () => {
    const now = await put(till, wanted);
    if (now === null) return;
    setList(till, { layouts: now, chosen: layout.id, isRemoving: false });
    say(till, (w) => (place === null ? w.layouts.used({ name }) : w.layouts.takenOut({ name })));
    await tryLabel(till);
  });
}

/** F6 and F7: of two layouts that fit a code the first one counts. */
export async function shiftLayout(till: Till, step: -1 | 1): Promise<void> {
  const state = till.store.getState();
  const layouts = layoutsPanel(state)?.layouts ?? null;
  const place = layoutMeant(state)?.place ?? null;
  if (layouts === null || place === null || !mayOrTell(till, 'catalog.edit')) return;
  const to = place - 1 + step;
  const moved = layouts[place - 1];
  if (moved === undefined || to < 0 || to >= layouts.length) return sound(till, 'error');
  const wanted = layouts.toSpliced(place - 1, 1).toSpliced(to, 0, moved);
  await once(till, 'putLayouts', async () => {
    const now = await put(till, wanted);
    if (now === null) return;
    setList(till, { layouts: now, chosen: moved.id });
    await tryLabel(till);
  });
}

export function writeTrial(till: Till, text: string): void {
  setList(till, { text, tried: null });
  setForm(till, { text, tried: null });
}

/** What the label that is typed says by the layouts in use; in the form, by the layout as it is written there. */
export async function tryLabel(till: Till): Promise<void> {
  const state = till.store.getState();
  const [list, form] = [layoutsPanel(state), layoutForm(state)];
  const code = (list ?? form)?.text.trim() ?? '';
  if (code === '') return;
  const layouts = list?.layouts ?? (form === null ? null : writtenLayout(till, form));
  if (layouts === null) return;
  const answer = await ask(till, 'catalog.tryLabel', { code, layouts: [...layouts] });
  if (answer === null) return;
  const tried = { code, read: answer.read };
  const isSame = (panel: { text: string } | null) => panel?.text.trim() === code;
  const now = till.store.getState();
  if (isSame(layoutsPanel(now))) setList(till, { tried });
  if (isSame(layoutForm(now))) setForm(till, { tried });
}

function writtenLayout(till: Till, { draft }: FormPanel): BarcodeLayout[] | null {
  // Its name may be written later.
  const read = readLayout({ ...draft, nameEn: draft.nameEn || '-' }, 'new');
  if (read.ok) return [read.value];
  sayNo(till, (w) => w.layouts.problems[read.problem]);
  return null;
}

/** A scan while the list or a form lies open is a label to be tried. */
export function tryScanned(till: Till, code: string): void {
  writeTrial(till, code);
  void tryLabel(till);
}

/** Enter in the list: tries what is typed and not tried yet, else opens the chosen layout. */
export function enterLayouts(till: Till): void {
  const panel = layoutsPanel(till.store.getState());
  if (panel === null) return;
  if (panel.text.trim() !== '' && panel.tried === null) void tryLabel(till);
  else openLayoutForm(till, layoutMeant({ panel })?.layout ?? null);
}

export function openLayoutForm(till: Till, layout: BarcodeLayout | null): void {
  if (!mayOrTell(till, 'catalog.edit')) return;
  const panel = layoutsPanel(till.store.getState());
  const draft = layout === null ? emptyLayout() : layoutDraftOf(layout);
  const [layouts, text] = [panel?.layouts ?? [], panel?.text ?? ''];
  till.store.setState({
    panel: { name: 'layoutForm', draft, layouts, text, tried: null, isChanged: false, isLeaving: false },
    notice: null,
  });
  if (layout !== null) void tryLabel(till);
}

export function writeLayout(till: Till, change: Partial<LayoutDraft>): void {
  const panel = layoutForm(till.store.getState());
  if (panel === null) return;
  setForm(till, { draft: { ...panel.draft, ...change }, tried: null, isChanged: true, isLeaving: false });
}

/** Where the others are as they were when the form was opened; a new one comes last. */
export async function saveLayout(till: Till): Promise<void> {
  const state = till.store.getState();
  const panel = layoutForm(state);
  if (panel === null) return;
  const read = readLayout(panel.draft, newId());
  if (!read.ok) return sayNo(till, (w) => w.layouts.problems[read.problem]);
  const layout = { ...read.value, id: read.value.id.slice(0, 32) };
  const { layouts, text } = panel;
  const isKnown = layouts.some(({ id }) => id === layout.id);
  if (!isKnown && layouts.length >= MOST_LAYOUTS)
    return sayNo(till, (w) => w.layouts.tooMany({ most: MOST_LAYOUTS }));
  const wanted = isKnown ? layouts.map((one) => (one.id === layout.id ? layout : one)) : [...layouts, layout];
  await once(till, 'putLayouts', async () => {
    if ((await put(till, wanted)) === null) return;
    if (layoutForm(till.store.getState()) !== null) await openLayouts(till, layout.id);
    setList(till, { text });
    say(till, (w) => w.layouts.saved({ name: layout.names[state.language] }));
    await tryLabel(till);
  });
}

export function leaveLayoutForm(till: Till): void {
  const panel = layoutForm(till.store.getState());
  if (panel === null || !mayLeave(till, panel, () => setForm(till, { isLeaving: true }))) return;
  void openLayouts(till, panel.draft.id);
}
