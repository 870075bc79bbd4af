// Bringing goods back on a receipt: finding it, and marking how much of which line comes back. Sends nothing that changes
// the basket.
import type { ReturnableLine, ReturnReason } from '#contract/return.ts';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import { emptyEntry, readQuantity } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import { allMarks, markedOf, panelOf, stepOf, wantedOf, withMark } from '#screen/state/returns.ts';
import type { OriginalPanel } from '#screen/state/returns.ts';
import type { Till } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import { ask } from './ask.ts';
import { sayNo, sound } from './say.ts';

export function originalPanel({ panel }: Pick<TillState, 'panel'>): OriginalPanel | null {
  return panel?.name === 'return' ? panel : null;
}

/** F7: asks for the receipt; a number that is typed already is looked up at once. */
export function openReturn(till: Till): void {
  const { text } = till.store.getState().entry;
  till.store.setState({
    panel: { name: 'returnFind' },
    entry: { text, quantity: null },
    meaning: null,
    notice: null,
  });
  if (text !== '') void findReceipt(till, text);
}

/** Enter: looks up what is typed. */
export async function findTyped(till: Till): Promise<void> {
  const { text } = till.store.getState().entry;
  if (text === '') sayNo(till, (w) => w.returns.numberMissing);
  else await findReceipt(till, text);
}

/** Shows the lines of a receipt, by its code or its number. What is scanned behind it belongs to them and waits. */
export async function findReceipt(till: Till, text: string): Promise<void> {
  const { store } = till;
  await turnOver(till, 'findReceipt', async () => {
    const original = await ask(till, 'return.find', { text });
    const { panel } = store.getState();
    const isFree = panel === null || panel.name === 'returnFind' || panel.name === 'return';
    if (original === null) {
      // The number can be typed instead of what could not be read.
      if (panel === null) store.setState({ panel: { name: 'returnFind' } });
      return 'refused';
    }
    if (isFree) store.setState({ panel: panelOf(original, text), entry: emptyEntry, meaning: null });
    return 'done';
  });
}

function chosenLine(panel: OriginalPanel): ReturnableLine | null {
  return panel.original.lines.find(({ lineNumber }) => lineNumber === panel.chosen) ?? null;
}

/** Asks what the marks give back. Shows only: a no is said by the command that takes them back. */
export async function lookMarks(till: Till): Promise<void> {
  const panel = originalPanel(till.store.getState());
  if (panel === null) return;
  const { original, code, marks } = panel;
  const lines = wantedOf(panel);
  if (lines.length === 0) return;
  const outcome = await till.bridge.call('return.quote', {
    originalSaleId: original.saleId,
    ...(code === null ? {} : { code }),
    lines,
  });
  if (!outcome.ok) return;
  till.store.setState(({ panel: now }) =>
    now?.name === 'return' && now.marks === marks
      ? { panel: { ...now, quote: { of: marks, said: outcome.result } } }
      : {},
  );
}

function setMark(till: Till, panel: OriginalPanel, line: ReturnableLine, quantity: number): boolean {
  if (quantity > line.remaining) {
    const name = line.names[till.store.getState().language];
    if (line.remaining === 0) sayNo(till, (w) => w.returns.nothingLeft({ name }));
    else sayNo(till, (w) => w.returns.onlyLeft({ name, left: formatQuantity(line.remaining) }));
    return false;
  }
  const marks = withMark(panel.marks, line, quantity);
  till.store.setState({ panel: { ...panel, marks, chosen: line.lineNumber }, notice: null });
  void lookMarks(till);
  return true;
}

/** Space, or a tap on the chosen line: one more of it. */
export function markOne(till: Till, by: 1 | -1): void {
  const panel = originalPanel(till.store.getState());
  const line = panel && chosenLine(panel);
  if (panel === null || line === null) return;
  setMark(till, panel, line, Math.max(0, markedOf(panel, line) + by * stepOf(line)));
}

/** A tap: chooses the line, or marks one more of the one that is chosen. */
export function tapLine(till: Till, lineNumber: number): void {
  const panel = originalPanel(till.store.getState());
  if (panel === null) return;
  if (panel.chosen === lineNumber) markOne(till, 1);
  else till.store.setState({ panel: { ...panel, chosen: lineNumber } });
}

/** `2 *`: so many of the chosen line; with nothing typed, all that is left of it. */
export function markTyped(till: Till): void {
  const state = till.store.getState();
  const panel = originalPanel(state);
  const line = panel && chosenLine(panel);
  if (panel === null || line === null) return;
  const { text } = state.entry;
  const typed = text === '' ? Math.max(line.remaining, ONE) : readQuantity(text);
  const wanted = text === '' && line.unit === 'kg' ? line.remaining : typed;
  if (wanted === null) sayNo(till, (w) => w.screen.badQuantity);
  else if (line.unit === 'each' && wanted % ONE !== 0) sayNo(till, (w) => w.returns.wholePieces);
  else if (setMark(till, panel, line, wanted)) till.store.setState({ entry: emptyEntry });
}

/** F8: everything that is left; again, nothing. */
export function markAll(till: Till): void {
  const panel = originalPanel(till.store.getState());
  if (panel === null) return;
  const marks = allMarks(panel.original);
  if (Object.keys(marks).length === 0) sayNo(till, (w) => w.returns.allBack);
  else {
    till.store.setState({ panel: { ...panel, marks } });
    void lookMarks(till);
  }
}

export function chooseLine(till: Till, by: 1 | -1): void {
  const panel = originalPanel(till.store.getState());
  if (panel === null) return;
  const { lines } = panel.original;
  const at = lines.findIndex(({ lineNumber }) => lineNumber === panel.chosen);
  const next = lines[Math.max(0, Math.min(lines.length - 1, at + by))];
  // A number typed for one line must not reach another.
  if (next !== undefined)
    till.store.setState({ panel: { ...panel, chosen: next.lineNumber }, entry: emptyEntry });
}

export function giveReason(till: Till, reason: ReturnReason): void {
  const { panel } = till.store.getState();
  if (panel?.name === 'return' || panel?.name === 'returnArticle')
    till.store.setState({ panel: { ...panel, reason } });
}

/** Articles that are being looked up to be marked: whoever gives the money back meanwhile means them too. */
const markings = new WeakMap<Till, Promise<unknown>>();

export async function allMarked(till: Till): Promise<void> {
  await markings.get(till);
}

/** A scanned article, or a typed code: one more of its line. Answers whether there was one to mark. */
export function markCode(till: Till, code: string): Promise<boolean> {
  const before = markings.get(till) ?? Promise.resolve();
  const work = before.then(() => markFound(till, code));
  markings.set(till, work);
  return work;
}

async function markFound(till: Till, code: string): Promise<boolean> {
  const found = await till.bridge.call('catalog.lookUp', { code });
  const panel = originalPanel(till.store.getState());
  if (panel === null) return false;
  const sku = found.ok ? found.result.item.sku : code;
  const lines = panel.original.lines.filter((line) => line.sku === sku);
  const line = lines.find((one) => markedOf(panel, one) < one.remaining) ?? lines[0];
  if (line === undefined) {
    sayNo(till, (w) => w.returns.notOnReceipt({ code }));
    return false;
  }
  if (!setMark(till, panel, line, markedOf(panel, line) + stepOf(line))) return false;
  sound(till, 'ok');
  return true;
}
