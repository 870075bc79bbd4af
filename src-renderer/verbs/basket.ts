// How articles come into the basket: by a code, from a list, over the scale. Every verb is one command to the till; the
// basket on the screen changes only by the reply.
import type { Args, Result } from '#contract/commands.ts';
import type { Outcome } from '#contract/envelope.ts';
import type { SaleId } from '#contract/ids.ts';
import type { Quantity } from '#contract/quantity.ts';
import { emptyEntry, readQuantity } from '#screen/entry.ts';
import type { Entry } from '#screen/entry.ts';
import { maskedName } from '#screen/format.ts';
import { noticeOf, withQuantity } from '#screen/state/model.ts';
import type { TillState, Weighed } from '#screen/state/model.ts';
import { askCounter, takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { waitsBehind } from '#screen/state/turn.ts';
import { newId, withPanelClosed } from './ask.ts';
import { say, sayNo, sound, tell } from './say.ts';

type Added = Outcome<'sale.scan' | 'sale.addItem' | 'sale.resolve'>;

/** The sale on the counter, or the id under which the first scan will open one. */
export function saleIdFor(till: Till): SaleId {
  const { sale, nextSaleId } = till.store.getState();
  if (sale !== null) return sale.sale.saleId;
  if (nextSaleId !== null) return nextSaleId;
  const made: string = newId();
  till.store.setState({ nextSaleId: made as SaleId });
  return made as SaleId;
}

/** The quantity typed for what comes next; it is used up by asking. */
function takeTyped(till: Till): Quantity | null {
  const { entry } = till.store.getState();
  if (entry.quantity !== null) till.store.setState({ entry: { ...entry, quantity: null } });
  return entry.quantity;
}

/**
 * What a scanner read. Unknown, it stays in the basket as a scan to be resolved; or, where `otherwise` says what it may be
 * instead, that is done and nothing stays. Answers whether it is in the basket.
 */
export async function addScanned(till: Till, code: string, otherwise?: () => void): Promise<boolean> {
  const how = otherwise === undefined ? { keepsUnknown: true } : { otherwise };
  const outcome = await addBy(till, { by: 'code', code }, takeTyped(till), how);
  if (!outcome.ok || 'brought' in outcome.result) return false;
  if ('expired' in outcome.result && outcome.result.expired !== undefined) {
    sayExpired(till, outcome.result.expired);
  } else if (outcome.result.lines.length === 0) {
    // A change without a line is the scan that nobody knows.
    till.store.setState({ selected: null });
    sayNo(till, (w) => w.counter.unknownLine({ code }));
  }
  return true;
}

/** It is in the basket: whoever holds it in the hand decides. */
function sayExpired(till: Till, date: string): void {
  sayNo(till, (w) => w.scan.expired({ date }), { action: 'sell.void', word: (w) => w.scan.takeOut });
}

/** What was typed: unknown, it stays in the buffer, where a digit can be put right. */
export async function addTyped(till: Till, typed: Entry): Promise<void> {
  till.store.setState({ entry: emptyEntry, meaning: null });
  const outcome = await addBy(till, { by: 'code', code: typed.text }, typed.quantity, {});
  const isUnknown =
    !outcome.ok &&
    'refusal' in outcome &&
    /^catalog\.(unknownCode|badCheckDigit)$/.test(outcome.refusal.code);
  if (!isUnknown) return;
  till.store.setState((now) => (isFree(now) ? { entry: typed } : {}));
}

/** Nothing else has been begun at the counter: what was typed may come back. */
function isFree({ entry, panel, place }: TillState): boolean {
  return entry.text === '' && entry.quantity === null && panel === null && place.name === 'sell';
}

export async function addItem(till: Till, sku: string): Promise<void> {
  if (waitsBehind(till, { of: null, commits: false, run: () => void addItem(till, sku) })) return;
  await addBy(till, { by: 'sku', sku }, takeTyped(till), {});
}

/** So many of an article, whatever is typed. */
export async function addSome(till: Till, sku: string, quantity: Quantity | null): Promise<void> {
  await addBy(till, { by: 'sku', sku }, quantity, {});
}

/** Says which article an unresolved scan was. */
export async function resolveAs(
  till: Till,
  lineId: Args<'sale.resolve'>['lineId'],
  sku: string,
): Promise<void> {
  await addBy(till, { by: 'unresolved', lineId, sku }, null, {});
}

interface How extends Pick<Args<'sale.scan'>, 'keepsUnknown'> {
  /** Instead of saying that nobody knows the code. */
  otherwise?: () => void;
}

/** Adds, and keeps count of what is on its way: whoever pays meanwhile pays for it too. */
async function addBy(till: Till, article: Weighed, quantity: Quantity | null, how: How): Promise<Added> {
  const work = sendBy(till, article, quantity, how);
  await underWay(
    till,
    work.then(({ ok }) => ok),
  );
  return work;
}

/** Counts as on its way into the basket until it answers whether it got there. */
export async function underWay({ store, adds }: Till, isAdded: Promise<boolean>): Promise<boolean> {
  adds.add(isAdded);
  store.setState({ adding: adds.size });
  try {
    return await isAdded;
  } finally {
    adds.delete(isAdded);
    store.setState({ adding: adds.size });
  }
}

/** Says why something did not get into the basket. */
export async function tellNotAdded(till: Till, outcome: Exclude<Outcome, { ok: true }>): Promise<void> {
  tell(till, noticeOf(outcome));
  // What the screen took for the open sale is not: look again.
  if ('refusal' in outcome && /^sale\.(otherOpen|notOpen|unknown)$/.test(outcome.refusal.code)) {
    till.store.setState({ nextSaleId: null });
    await askCounter(till);
  }
}

async function sendBy(
  till: Till,
  article: Weighed,
  quantity: Quantity | null,
  { otherwise, ...how }: How,
): Promise<Added> {
  const { bridge } = till;
  const args = { commandId: newId(), saleId: saleIdFor(till), ...withQuantity(quantity) };
  let outcome: Added;
  if (article.by === 'code')
    outcome = await bridge.call('sale.scan', { ...args, code: article.code, ...how });
  else if (article.by === 'sku') outcome = await bridge.call('sale.addItem', { ...args, sku: article.sku });
  else outcome = await bridge.call('sale.resolve', { ...args, lineId: article.lineId, sku: article.sku });
  const isUnknown = !outcome.ok && 'refusal' in outcome && outcome.refusal.code === 'catalog.unknownCode';
  if (isUnknown && otherwise !== undefined) otherwise();
  else await takeAdded(till, article, outcome);
  return outcome;
}

async function takeAdded(till: Till, article: Weighed, outcome: Added): Promise<void> {
  if (outcome.ok) {
    const line = outcome.result.lines.at(-1);
    await takeChange(till, outcome.result);
    if ('brought' in outcome.result) return sayBrought(till, article, outcome.result);
    if (line === undefined) return;
    till.store.setState({ selected: null, added: line.lineId });
    sound(till, 'ok');
  } else if ('refusal' in outcome && outcome.refusal.code === 'sale.weightNeeded') {
    await askWeight(till, article);
  } else {
    await tellNotAdded(till, outcome);
  }
}

/** The code was no article: a card says who buys, a coupon what is cheaper. */
function sayBrought(till: Till, article: Weighed, { sale, brought }: Result<'sale.scan'>): void {
  const code = article.by === 'code' ? article.code.trim() : '';
  sound(till, 'ok');
  if (brought === 'coupon') say(till, (w) => w.customer.couponTaken({ code }));
  else say(till, (w) => w.customer.attached({ name: maskedName(sale.customer?.name ?? '') }));
}

async function askWeight(till: Till, article: Weighed): Promise<void> {
  const { bridge, store } = till;
  const code = article.by === 'code' ? article.code : article.sku;
  const { panel: open, place } = store.getState();
  // Whoever has gone on before the till asked must not lose what is being done now.
  if (open !== null || place.name !== 'sell') {
    sayNo(till, (w) => w.counter.notAddedHere({ code }));
    return;
  }
  store.setState({ panel: { name: 'weight', article, item: null }, entry: emptyEntry, meaning: null });
  const found = await bridge.call('catalog.lookUp', { code });
  store.setState(({ panel }) =>
    found.ok && panel?.name === 'weight' ? { panel: { ...panel, item: found.result.item } } : {},
  );
}

/** The weight typed while it is asked for. */
export async function giveWeight(till: Till): Promise<void> {
  const { panel, entry } = till.store.getState();
  if (panel?.name !== 'weight') return;
  const weight = readQuantity(entry.text);
  if (weight === null) {
    sayNo(till, (w) => w.screen.badWeight);
    return;
  }
  till.store.setState({ entry: emptyEntry });
  await withPanelClosed(till, panel, async () => {
    const { ok } = await addBy(till, panel.article, weight, {});
    // The weight that was refused stands there again, to be put right.
    if (!ok) till.store.setState((now) => (isFree(now) ? { entry } : {}));
    return ok;
  });
}

/** A load that lies still and is on no line yet. */
function isReady({ scale }: TillState): boolean {
  return scale !== null && scale.isStable && !scale.isTaken && scale.grams > 0;
}

/** While a weight is asked for and none is typed, the scale answers as soon as it stands still. */
export function followScale(till: Till): () => void {
  return till.store.subscribe((state, before) => {
    // Only news from the scale: what the till has just refused is not asked again by itself.
    if (state.scale === before.scale || !isReady(state)) return;
    const { panel, entry } = state;
    if (panel?.name !== 'weight' || entry.text !== '') return;
    till.store.setState({ panel: null, entry: emptyEntry, notice: null });
    void addBy(till, panel.article, null, {});
  });
}
