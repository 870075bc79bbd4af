// The one table of actions. Keys, buttons, the bar and the help overlay are all read from it, so none can drift.
import { contextsOf } from '#screen/state/screen.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import type { Action } from './action.ts';
import { counterActions } from './counter.ts';
import { customerActions } from './customer.ts';
import { deviceActions } from './devices.ts';
import { displayActions } from './display.ts';
import { discountActions } from './discount.ts';
import { keyActions } from './keys.ts';
import { layoutActions } from './layouts.ts';
import { machineActions } from './machine.ts';
import { panelActions } from './panels.ts';
import { paperActions } from './papers.ts';
import { payingActions } from './paying.ts';
import { quickActions } from './quick.ts';
import { registerActions } from './register.ts';
import { returnActions } from './returns.ts';
import { sellActions } from './sell.ts';
import { settingsActions } from './settings.ts';
import { shopActions } from './shop.ts';
import { shopListActions } from './shop-lists.ts';

export function createActions(till: Till): readonly Action[] {
  const rows: readonly Action[] = [
    ...sellActions(till),
    ...returnActions(till),
    ...payingActions(till),
    ...paperActions(till),
    ...registerActions(till),
    ...panelActions(till),
    ...counterActions(till),
    ...customerActions(till),
    ...discountActions(till),
    ...quickActions(till),
    ...keyActions(till, () => rows),
    ...settingsActions(till),
    ...deviceActions(till),
    ...displayActions(till),
    ...shopActions(till),
    ...shopListActions(till),
    ...layoutActions(till),
    ...machineActions(till),
  ];
  return rows;
}

/** The actions that count where the cashier stands now. */
export function actionsAt<A extends Action>(actions: readonly A[], state: TillState): A[] {
  return contextsOf(state).flatMap((context) => actions.filter((action) => action.context === context));
}
