// The drawer without a sale: what is put in and taken out, always with a reason. Reads typed amounts, adds none up.
import { formatMoney } from '#contract/money.ts';
import type { CashMove } from '#contract/shift.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, withPanelClosed } from './ask.ts';
import { typedAmount } from './entry.ts';
import { say, sayNo } from './say.ts';

export function openDrawerMenu(till: Till): void {
  till.store.setState({ panel: { name: 'drawer' }, notice: null });
}

export function askNoSale(till: Till): void {
  till.store.setState({ panel: { name: 'noSale', reason: '', isTyped: false }, notice: null });
}

/** First how much, then why. */
export function askAmount(till: Till, move: CashMove): void {
  till.store.setState({
    panel: { name: 'cashAmount', move },
    entry: emptyEntry,
    meaning: null,
    notice: null,
  });
}

export function takeAmount(till: Till): void {
  const state = till.store.getState();
  const amount = typedAmount(state);
  if (state.panel?.name !== 'cashAmount') return;
  if (amount === null || amount <= 0) {
    sayNo(till, (w) => w.counter.amountMissing);
    return;
  }
  const { move } = state.panel;
  till.store.setState({
    panel: { name: 'cashReason', move, amount, reason: '', isTyped: false },
    entry: emptyEntry,
    notice: null,
  });
}

export async function moveCash(till: Till): Promise<void> {
  const { panel, about, language } = till.store.getState();
  if (panel?.name !== 'cashReason') return;
  const reason = panel.reason.trim();
  if (reason === '') {
    sayNo(till, (w) => w.counter.moveReasonMissing);
    return;
  }
  const { move, amount } = panel;
  await withPanelClosed(till, panel, async () => {
    if ((await ask(till, 'cash.move', { commandId: newId(), move, amount, reason })) === null) return false;
    const shown = formatMoney(amount, about?.register?.currency ?? 'CNY', language);
    say(till, (w) => w.counter.moveDone({ move: w.counter[move], amount: shown }));
    return true;
  });
}
