// What is marked goes into the open sale, and out of it again. After a no it lies there as it was, to be put right.
import type { ReturnItem } from '#contract/return.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Panel } from '#screen/state/model.ts';
import { isAll, wantedOf } from '#screen/state/returns.ts';
import type { OriginalPanel, Wanted } from '#screen/state/returns.ts';
import { takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { saleIdFor, tellNotAdded, underWay } from './basket.ts';
import { allMarked, lookMarks, markCode } from './returns.ts';
import { say, sayNo, sound } from './say.ts';
import { pay } from './tender.ts';

/** `stay` goes on scanning, as in an exchange; `pay` goes on to the money at once. */
export type Onward = 'stay' | 'pay';

/** Enter and F9: first what is typed, which is an article of the receipt; then everything that is marked. */
export async function enterReturns(till: Till, onward: Onward): Promise<void> {
  const { entry } = till.store.getState();
  if (entry.text !== '') {
    if (!(await markCode(till, entry.text))) return;
    till.store.setState((now) => (now.entry.text === entry.text ? { entry: emptyEntry } : {}));
    return;
  }
  await once(till, 'addReturns', async () => {
    await allMarked(till);
    const { panel } = till.store.getState();
    if (panel?.name !== 'return') return;
    const wanted = wantedOf(panel);
    if (wanted.length === 0) sayNo(till, (w) => w.returns.nothingMarked);
    else await addWith(till, onward, () => sendReturns(till, panel, wanted));
  });
}

/** Closes the panel and adds. The money may be asked for meanwhile: it waits for what is on its way. */
export async function addWith(till: Till, onward: Onward, send: () => Promise<boolean>): Promise<void> {
  till.store.setState({ panel: null, entry: emptyEntry, notice: null, selected: null });
  const added = underWay(till, send());
  if (onward === 'pay') void pay(till);
  if (await added) sound(till, 'ok');
}

async function sendReturns(till: Till, panel: OriginalPanel, wanted: readonly Wanted[]): Promise<boolean> {
  const saleId = saleIdFor(till);
  const { reason, original, code } = panel;
  const common = { saleId, originalSaleId: original.saleId, ...(code === null ? {} : { code }), reason };
  const isWhole = isAll(panel);
  for (const [at, one] of wanted.entries()) {
    const commandId = newId();
    const outcome = isWhole
      ? await till.bridge.call('sale.addReturnAll', { commandId, ...common })
      : await till.bridge.call('sale.addReturn', { commandId, ...common, ...one });
    if (!outcome.ok) {
      await tellNotAdded(till, outcome);
      await openAgain(till, panel, isWhole ? wanted : wanted.slice(at));
      return false;
    }
    await takeChange(till, outcome.result);
    if (isWhole) break;
  }
  return true;
}

/** The receipt as it is now, with the marks that are not in the basket. */
async function openAgain(till: Till, panel: OriginalPanel, left: readonly Wanted[]): Promise<void> {
  const marks = Object.fromEntries(left.map(({ lineNumber, quantity }) => [lineNumber, quantity]));
  const again = await till.bridge.call('return.find', { text: panel.code ?? panel.original.saleId });
  const original = again.ok ? again.result : panel.original;
  layBack(till, { ...panel, original, marks });
  void lookMarks(till);
}

/** A panel whose work was refused lies there again, unless something else has been begun. */
export function layBack(till: Till, panel: Panel): void {
  till.store.setState((now) => {
    const isHere = now.place.name === 'sell' || now.place.name === 'tender';
    return now.panel === null && isHere ? { panel, place: { name: 'sell' } } : {};
  });
}

/** `-` on a return in the basket: it does not come back after all. */
export async function removeReturn(till: Till, item: ReturnItem): Promise<void> {
  const { sale } = till.store.getState();
  if (sale === null) return;
  const { number } = item;
  await once(till, `return ${number}`, async () => {
    const args = { commandId: newId(), saleId: sale.sale.saleId, number };
    const change = await ask(till, 'sale.removeReturn', args);
    if (change === null) return;
    till.store.setState({ selected: null });
    await takeChange(till, change);
    const name = item.names[till.store.getState().language];
    say(till, (w) => w.returns.takenOut({ name }));
  });
}
