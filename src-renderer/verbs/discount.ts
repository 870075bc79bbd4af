// Discounts at the counter: how much, off what, why. Reads what is typed and shows what the till says that it would come to;
// computes nothing.
import type { DiscountProposal, LineDiscount, OrderDiscount } from '#contract/discount.ts';
import { formatMoney, formatPercent } from '#contract/money.ts';
import type { LineItem } from '#contract/sale.ts';
import type { Words } from '#contract/words/index.ts';
import { wordsFor } from '#contract/words/index.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { DiscountForm, DiscountTarget } from '#screen/state/counter-panels.ts';
import { noticeOf } from '#screen/state/model.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { doOrAsk } from './approve.ts';
import { ask, newId, once } from './ask.ts';
import { readAmount, readPercent } from './entry.ts';
import { pickReason } from './reason.ts';
import { isNoneSelected, lineMeant, rowMeant } from './rows.ts';
import { say, sayNo, tell } from './say.ts';

type DiscountPanel = Extract<Panel, { name: 'discount' | 'discountAmount' }>;

/** More digits than this are a stray barcode, not a discount. */
const MAX_TYPED = 9;

export function discountPanel({ panel }: Pick<TillState, 'panel'>): DiscountPanel | null {
  return panel?.name === 'discount' || panel?.name === 'discountAmount' ? panel : null;
}

/** The line that a discount is meant for; null for the whole sale. */
export function discountedLine(
  { sale }: Pick<TillState, 'sale'>,
  { lineId }: DiscountTarget,
): LineItem | null {
  return sale?.lines.find((line) => line.lineId === lineId) ?? null;
}

/** What stands on the line or the sale already. */
export function discountNow(state: Pick<TillState, 'sale'>, target: DiscountTarget) {
  if (target.lineId !== null) return discountedLine(state, target)?.discount ?? null;
  return state.sale?.sale.orderDiscount ?? null;
}

/** The forms that make sense for it. */
export function formsOf({ lineId }: DiscountTarget): readonly DiscountForm[] {
  return lineId === null ? ['percent', 'money'] : ['percent', 'money', 'each'];
}

/** What was typed as a discount of that form; null where it is none. */
function readDiscount(state: TillState, form: DiscountForm, text: string): LineDiscount | null {
  if (text.length > MAX_TYPED) return null;
  if (form === 'percent') {
    const ppm = readPercent(text);
    return ppm === null ? null : { kind: 'percent', ppm };
  }
  const amount = readAmount(state, text);
  if (amount === null || amount < 1) return null;
  return { kind: 'amount', amount, per: form === 'each' ? 'unit' : 'line' };
}

function asOrder(discount: LineDiscount): OrderDiscount {
  return discount.kind === 'percent' ? discount : { kind: 'amount', amount: discount.amount };
}

/** A discount in words: "10% off", "¥5.00 off each". */
export function discountWords(
  words: Words,
  given: LineDiscount | OrderDiscount,
  money: (amount: number) => string,
): string {
  if (given.kind === 'percent') return words.discount.percentOff({ percent: formatPercent(given.ppm) });
  const amount = money(given.amount);
  const isEach = 'per' in given && given.per === 'unit';
  return isEach ? words.discount.moneyOffEach({ amount }) : words.discount.moneyOff({ amount });
}

/** Which line F4 means; null is the whole sale, undefined a row that nothing can be taken off. */
function targetMeant(state: TillState): LineItem | null | undefined {
  if (isNoneSelected(state)) return null;
  const row = rowMeant(state);
  return row === null ? null : (lineMeant(state) ?? undefined);
}

/** `10 F4`: asks why; F4 alone asks how much first. Off the line that the keys mean, off the whole sale without one. */
export function openDiscount(till: Till): void {
  const state = till.store.getState();
  const { text } = state.entry;
  const line = targetMeant(state);
  if (state.sale === null || line === undefined) return sayNo(till, (w) => w.counter.noLine);
  const lineId = line?.lineId ?? null;
  till.store.setState({ selected: lineId, entry: emptyEntry, meaning: null, notice: null });
  if (text === '') {
    till.store.setState({ panel: { name: 'discountAmount', lineId, form: 'percent' } });
    return;
  }
  // What cannot be a percentage is money; which it is stands there before anything is given.
  const form = readDiscount(state, 'percent', text) === null ? 'money' : 'percent';
  if (readDiscount(state, form, text) === null) return sayNo(till, (w) => w.discount.badPercent);
  askWhy(till, { lineId, form }, text);
}

function askWhy(till: Till, { lineId, form }: DiscountTarget, typed: string): void {
  const reasoned = { reason: '', isTyped: false };
  till.store.setState({
    panel: { name: 'discount', lineId, form, typed, quote: null, ...reasoned },
    entry: emptyEntry,
    notice: null,
  });
  void lookDiscount(till);
}

/** Enter where the amount is typed. */
export function takeDiscountAmount(till: Till): void {
  const state = till.store.getState();
  const { panel, entry } = state;
  if (panel?.name !== 'discountAmount') return;
  if (readDiscount(state, panel.form, entry.text) === null) {
    sayNo(till, (w) => (panel.form === 'percent' ? w.discount.badPercent : w.discount.badAmount));
    return;
  }
  askWhy(till, panel, entry.text);
}

/** Back from the reason to the amount. */
export function retypeDiscount(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'discount') return;
  const { lineId, form, typed } = panel;
  till.store.setState({
    panel: { name: 'discountAmount', lineId, form },
    entry: { ...emptyEntry, text: typed },
    notice: null,
  });
}

export function setDiscountForm(till: Till, form: DiscountForm): void {
  changeTarget(till, (target) => ({ ...target, form }));
}

/** F4 again: percent, money, money off each. */
export function switchDiscountForm(till: Till): void {
  changeTarget(till, (target) => {
    const forms = formsOf(target);
    return { ...target, form: forms[(forms.indexOf(target.form) + 1) % forms.length] ?? 'percent' };
  });
}

/** Off this line, or off the whole sale. */
export function setDiscountTarget(till: Till, isWhole: boolean): void {
  const { selected } = till.store.getState();
  changeTarget(till, ({ form }) => {
    const lineId = isWhole ? null : (selected ?? lineMeant(till.store.getState())?.lineId ?? null);
    return { lineId, form: lineId === null && form === 'each' ? 'money' : form };
  });
}

export function switchDiscountTarget(till: Till): void {
  const panel = discountPanel(till.store.getState());
  if (panel !== null) setDiscountTarget(till, panel.lineId !== null);
}

function changeTarget(till: Till, change: (target: DiscountTarget) => DiscountTarget): void {
  const { store } = till;
  const panel = discountPanel(store.getState());
  if (panel === null) return;
  const target = change({ lineId: panel.lineId, form: panel.form });
  if (panel.name === 'discountAmount') {
    store.setState({ panel: { ...panel, ...target }, entry: emptyEntry, notice: null });
    return;
  }
  store.setState({ panel: { ...panel, ...target, quote: null }, notice: null });
  // What was typed may be no such thing: 12.345 is no money.
  if (readDiscount(store.getState(), target.form, panel.typed) === null) retypeDiscount(till);
  else void lookDiscount(till);
}

function proposalOf(state: TillState): DiscountProposal | null {
  const { panel } = state;
  if (panel?.name !== 'discount') return null;
  const discount = readDiscount(state, panel.form, panel.typed);
  if (discount === null) return null;
  const { lineId } = panel;
  return lineId === null ? { on: 'sale', discount: asOrder(discount) } : { on: 'line', lineId, discount };
}

/** Shows what it would come to; the main process does the sum. */
async function lookDiscount(till: Till): Promise<void> {
  const { bridge, store } = till;
  const state = store.getState();
  const proposal = proposalOf(state);
  if (state.sale === null || proposal === null) return;
  const { panel: asking } = state;
  const outcome = await bridge.call('sale.quoteDiscount', { saleId: state.sale.sale.saleId, proposal });
  const { panel } = store.getState();
  // An answer to what is not asked any more.
  const isAsked =
    panel?.name === 'discount' &&
    asking?.name === 'discount' &&
    panel.lineId === asking.lineId &&
    panel.form === asking.form &&
    panel.typed === asking.typed;
  if (!isAsked) return;
  if (outcome.ok) store.setState({ panel: { ...panel, quote: outcome.result } });
  else tell(till, noticeOf(outcome));
}

/** One of the reasons on offer: it is given at once. */
export function giveFor(till: Till, place: number): void {
  pickReason(till, place);
  void giveDiscount(till);
}

export async function giveDiscount(till: Till): Promise<void> {
  const state = till.store.getState();
  const { panel, sale } = state;
  const proposal = proposalOf(state);
  if (panel?.name !== 'discount' || sale === null || proposal === null) return;
  const reason = panel.reason.trim();
  if (reason === '') {
    sayNo(till, (w) => w.discount.reasonMissing);
    return;
  }
  const { saleId } = sale.sale;
  const currency = state.about?.register?.currency ?? 'CNY';
  const money = (amount: number) => formatMoney(amount, currency, state.language);
  const line = discountedLine(state, panel);
  const told = {
    title: (words: Words) => {
      const off = discountWords(words, proposal.discount, money);
      return words.discount.offFrom({ off, name: line?.names[state.language] ?? words.discount.wholeSale });
    },
    figures: panel.quote === null ? '' : figuresOf(state, panel.quote.before, panel.quote.after, money),
  };
  const common = { commandId: newId(), saleId, reason };
  if (proposal.on === 'sale') {
    const { discount } = proposal;
    await doOrAsk(till, panel, { name: 'sale.discountOrder', args: { ...common, discount } }, told);
  } else {
    const { lineId, discount } = proposal;
    await doOrAsk(till, panel, { name: 'sale.discountLine', args: { ...common, lineId, discount } }, told);
  }
}

function figuresOf(
  { language }: TillState,
  before: number,
  after: number,
  money: (amount: number) => string,
): string {
  return wordsFor(language).counter.priceChange({ from: money(before), to: money(after) });
}

/** Takes the discount off the line that the panel means, or off the whole sale. */
export async function takeDiscountOff(till: Till): Promise<void> {
  const panel = discountPanel(till.store.getState());
  if (panel === null) return;
  till.store.setState({ panel: null, entry: emptyEntry, notice: null });
  await takeOff(till, panel);
}

/** The button beside the discount on the sale. */
export async function takeSaleDiscountOff(till: Till): Promise<void> {
  await takeOff(till, { lineId: null, form: 'percent' });
}

async function takeOff(till: Till, target: DiscountTarget): Promise<void> {
  const { sale, language } = till.store.getState();
  if (sale === null) return;
  const { lineId } = target;
  await once(till, `take off ${lineId ?? 'sale'}`, async () => {
    const reason = wordsFor(language).discount.takenOff;
    const args = { commandId: newId(), saleId: sale.sale.saleId, discount: null, reason };
    const change =
      lineId === null
        ? await ask(till, 'sale.discountOrder', args)
        : await ask(till, 'sale.discountLine', { ...args, lineId });
    if (change === null) return;
    till.store.setState({ selected: null });
    await takeChange(till, change);
    say(till, (w) => w.discount.gone);
  });
}
