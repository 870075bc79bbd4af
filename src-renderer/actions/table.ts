// The one table of actions. Keys, buttons, the bar and the help overlay are all read from it, so none can drift.
import { contextsOf } from '#screen/state/screen.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import type { Action } from './action.ts';
import { panelActions } from './panels.ts';
import { payingActions } from './paying.ts';
import { registerActions } from './register.ts';
import { sellActions } from './sell.ts';

export function createActions(till: Till): readonly Action[] {
  return [...sellActions(till), ...payingActions(till), ...registerActions(till), ...panelActions(till)];
}

function classOf(key: string): string | null {
  if (/^\d$/.test(key)) return 'digit';
  return /^\p{L}$/u.test(key) ? 'letter' : null;
}

/** What a key does now: the top context first, disabled actions included (they swallow their key). */
export function actionFor(actions: readonly Action[], state: TillState, key: string): Action | null {
  const kind = classOf(key);
  for (const context of contextsOf(state)) {
    const found = actions.find(
      (action) =>
        action.context === context &&
        (action.keys.includes(key) || (kind !== null && action.keys.includes(kind))),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** The actions that count where the cashier stands now. */
export function actionsAt(actions: readonly Action[], state: TillState): Action[] {
  return contextsOf(state).flatMap((context) => actions.filter((action) => action.context === context));
}
