// The actions of connecting a scale, a pole display or a scanner.
import {
  addAnother,
  agreeBeside,
  besidePanel,
  chosenScanners,
  findBesideAgain,
  forgetBeside,
  isChosen,
  keepBeside,
  leaveBesideSetUp,
  moveBeside,
  takeOutScanner,
  tryOrStop,
  useBesidePlace,
} from '#screen/verbs/beside-set-up.ts';
import type { BesidePanel } from '#screen/state/device-panels.ts';
import type { Till } from '#screen/state/till.ts';
import { row } from './action.ts';
import type { Action } from './action.ts';

export function besideActions(till: Till): Action[] {
  const isAt =
    (...steps: BesidePanel['step'][]): Action['isEnabled'] =>
    (state) =>
      steps.some((step) => besidePanel(state)?.step === step);
  const steps = { list: addAnother, place: useBesidePlace, agree: agreeBeside, kind: keepBeside };
  const onward = () => {
    const panel = besidePanel(till.store.getState());
    if (panel !== null) void steps[panel.step](till);
  };
  return [
    {
      ...row(
        'besideSetUp.move',
        ['ArrowUp', 'ArrowDown'],
        (_, all) => all.deviceSetUp.select,
        (key) => moveBeside(till, key === 'ArrowUp' ? -1 : 1),
        isAt('list', 'place'),
      ),
      isRepeating: true,
    },
    row('besideSetUp.onward', ['Enter'], (_, all) => all.deviceSetUp.next, onward),
    row(
      'besideSetUp.test',
      ['F2'],
      (_, all) => all.devices.test,
      () => tryOrStop(till),
      isAt('kind'),
    ),
    row(
      'besideSetUp.again',
      ['F3'],
      (_, all) => all.deviceSetUp.findAgain,
      () => void findBesideAgain(till),
      isAt('place'),
    ),
    row(
      'besideSetUp.forget',
      ['F4'],
      (_, all) => all.deviceSetUp.forget,
      () => void forgetBeside(till),
      (state) => {
        const panel = besidePanel(state);
        const step = panel?.role === 'scanner' ? 'list' : 'place';
        return panel?.step === step && isChosen(state, panel.role);
      },
    ),
    row(
      'besideSetUp.takeOut',
      ['F5'],
      (_, all) => all.besideSetUp.takeOut,
      () => void takeOutScanner(till),
      (state) => isAt('list')(state) && (chosenScanners(state)?.length ?? 0) > 0,
    ),
    row(
      'besideSetUp.back',
      ['Escape'],
      (_, all) => all.look.back,
      () => leaveBesideSetUp(till),
    ),
  ];
}
