// The shift and the register's day: open with a float, the Z and X reports, the drawer without a sale. The count is in
// count.ts.
import type { Money } from '#contract/money.ts';
import type { Permission } from '#contract/staff.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import { ask, newId, once, withPanelClosed } from './ask.ts';
import { typedAmount } from './entry.ts';
import { say, sayNo } from './say.ts';

export function may(state: TillState, permission: Permission): boolean {
  return state.session?.permissions.includes(permission) ?? false;
}

export async function openShift(till: Till): Promise<void> {
  const state = till.store.getState();
  const float = state.entry.text === '' ? (0 as Money) : typedAmount(state);
  if (float === null) return;
  await turnOver(till, 'openShift', async () => {
    const shift = await ask(till, 'shift.open', { commandId: newId(), float });
    if (shift === null) return 'refused';
    till.store.setState({ shift, place: { name: 'sell' }, entry: emptyEntry, notice: null });
    return 'done';
  });
}

export async function closeRegister(till: Till): Promise<void> {
  till.store.setState({ panel: null });
  await once(till, 'closeRegister', async () => {
    const report = await ask(till, 'register.close', { commandId: newId() });
    if (report === null) return;
    till.store.setState({ place: { name: 'zReport', report }, notice: null });
    await refresh(till);
  });
}

export async function printX(till: Till): Promise<void> {
  till.store.setState({ panel: null });
  await once(till, 'printX', async () => {
    const report = await ask(till, 'shift.xReport', { commandId: newId(), print: true });
    if (report !== null) till.store.setState({ place: { name: 'xReport', report }, notice: null });
  });
}

/** Leaves a report for wherever the register now stands. */
export function leaveReport(till: Till): void {
  till.store.setState({ place: { name: 'sell' }, entry: emptyEntry, notice: null });
}

export async function openDrawer(till: Till): Promise<void> {
  const { panel } = till.store.getState();
  if (panel?.name !== 'noSale') return;
  const reason = panel.reason.trim();
  if (reason === '') {
    sayNo(till, (w) => w.screen.reasonMissing);
    return;
  }
  await withPanelClosed(till, panel, async () => {
    if ((await ask(till, 'drawer.noSale', { commandId: newId(), reason })) === null) return false;
    say(till, (w) => w.screen.drawerOpened);
    return true;
  });
}
