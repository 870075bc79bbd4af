// The actions of the devices in the settings.
import type { PrintAnswer } from '#contract/receipt.ts';
import {
  answerQuestion,
  hasPrinter,
  mayHavePrinted,
  moveDevice,
  openDeviceList,
  printTestPage,
  questionNow,
  tryDevice,
  tryDrawer,
} from '#screen/verbs/devices.ts';
import { openBesideSetUp } from '#screen/verbs/beside-set-up.ts';
import {
  drawerPanel,
  goOnLearning,
  mayGoOnLearning,
  openDrawerSetUp,
  printerAway,
  tryPin,
} from '#screen/verbs/drawer-set-up.ts';
import {
  agreeToTry,
  chosenPrinter,
  findAgain,
  forgetPrinter,
  keepPrinter,
  leavePrinterSetUp,
  moveFoundPlace,
  openPrinterSetUp,
  printerPanel,
  tryPrinter,
  usePlace,
} from '#screen/verbs/printer-set-up.ts';
import type { PrinterPanel } from '#screen/state/device-panels.ts';
import { openSettings } from '#screen/verbs/settings.ts';
import { may } from '#screen/verbs/shift.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { besideActions } from './beside.ts';

export function deviceActions(till: Till): Action[] {
  return [...listActions(till), ...printerActions(till), ...drawerActions(till), ...besideActions(till)];
}

function listActions(till: Till): Action[] {
  const row = (name: string, key: string, word: Action['word'], run: () => void): Action => ({
    id: `devices.${name}`,
    context: 'devices',
    keys: [key],
    word,
    isEnabled: always,
    run,
    isHeld: true,
  });
  const answer = (name: PrintAnswer, key: string, isEnabled: Action['isEnabled']): Action => ({
    ...row(
      name,
      key,
      (_, all) => all.devices.answers[name],
      () => void answerQuestion(till, name),
    ),
    isEnabled: (state) => may(state, 'sale.sell') && isEnabled(state),
  });
  const isAsked: Action['isEnabled'] = (state) => questionNow(state) !== null;
  return [
    {
      id: 'settings.devices',
      context: 'settings',
      keys: ['F3'],
      word: (_, all) => all.devices.devices,
      isEnabled: always,
      run: () => openDeviceList(till),
    },
    row(
      'printTest',
      '1',
      (_, all) => all.devices.printTest,
      () => void printTestPage(till, 'printer'),
    ),
    {
      ...row(
        'openDrawer',
        '2',
        (_, all) => all.devices.openDrawer,
        () => void tryDrawer(till),
      ),
      isEnabled: (state) => may(state, 'drawer.noSale'),
    },
    {
      id: 'devices.move',
      context: 'devices',
      keys: ['ArrowUp', 'ArrowDown'],
      word: (_, all) => all.devices.select,
      isEnabled: always,
      run: (key) => moveDevice(till, key === 'ArrowUp' ? -1 : 1),
      isRepeating: true,
    },
    row(
      'test',
      't',
      (_, all) => all.devices.test,
      () => tryDevice(till),
    ),
    ...(
      [
        ['scanner', 'connectScanner', '8'],
        ['scale', 'connectScale', '9'],
        ['display', 'connectDisplay', '0'],
      ] as const
    ).map(([role, name, key]) => ({
      ...row(
        name,
        key,
        (_, all) => all.devices.connectBeside[role],
        () => void openBesideSetUp(till, role),
      ),
      isEnabled: mayConnect,
    })),
    {
      ...row(
        'connectPrinter',
        '6',
        (_, all) => all.devices.connectPrinter,
        () => void openPrinterSetUp(till, 'printer'),
      ),
      isEnabled: mayConnect,
    },
    {
      ...row(
        'connectFallback',
        's',
        (_, all) => all.devices.connectFallback,
        () => void openPrinterSetUp(till, 'fallback'),
      ),
      isEnabled: (state) => mayConnect(state) && hasPrinter(state),
    },
    {
      ...row(
        'connectDrawer',
        '7',
        (_, all) => all.devices.connectDrawer,
        () => openDrawerSetUp(till),
      ),
      isEnabled: mayConnect,
    },
    answer('printed', '3', mayHavePrinted),
    answer('again', '4', isAsked),
    answer('leave', '5', isAsked),
    {
      id: 'devices.back',
      context: 'devices',
      keys: ['Escape'],
      word: (_, all) => all.look.back,
      isEnabled: always,
      run: () => openSettings(till),
    },
  ];
}

const mayConnect: Action['isEnabled'] = (state) => may(state, 'device.setUp');

function printerActions(till: Till): Action[] {
  const context = 'printerSetUp';
  const isAt =
    (step: PrinterPanel['step']): Action['isEnabled'] =>
    (state) =>
      printerPanel(state)?.step === step;
  const steps = { place: usePlace, agree: agreeToTry, kind: keepPrinter };
  return [
    {
      id: 'printerSetUp.move',
      context,
      keys: ['ArrowUp', 'ArrowDown'],
      word: (_, all) => all.deviceSetUp.select,
      isEnabled: isAt('place'),
      run: (key) => moveFoundPlace(till, key === 'ArrowUp' ? -1 : 1),
      isRepeating: true,
    },
    {
      id: 'printerSetUp.onward',
      context,
      keys: ['Enter'],
      word: (_, all) => all.deviceSetUp.next,
      isEnabled: always,
      run: () => {
        const panel = printerPanel(till.store.getState());
        if (panel !== null) void steps[panel.step](till);
      },
    },
    {
      id: 'printerSetUp.test',
      context,
      keys: ['F2'],
      word: (_, all) => all.deviceSetUp.test,
      isEnabled: (state) => isAt('kind')(state) && printerPanel(state)?.isTrying === false,
      run: () => void tryPrinter(till),
    },
    {
      id: 'printerSetUp.again',
      context,
      keys: ['F3'],
      word: (_, all) => all.deviceSetUp.findAgain,
      isEnabled: isAt('place'),
      run: () => void findAgain(till),
    },
    {
      id: 'printerSetUp.forget',
      context,
      keys: ['F4'],
      word: (_, all) => all.deviceSetUp.forget,
      isEnabled: (state) => isAt('place')(state) && chosenPrinter(state) !== null,
      run: () => void forgetPrinter(till),
    },
    {
      id: 'printerSetUp.back',
      context,
      keys: ['Escape'],
      word: (_, all) => all.look.back,
      isEnabled: always,
      run: () => leavePrinterSetUp(till),
    },
  ];
}

function drawerActions(till: Till): Action[] {
  const context = 'drawerSetUp';
  const pin = (number: 2 | 5, key: string): Action => ({
    id: `drawerSetUp.pin${number}`,
    context,
    keys: [key],
    word: (_, all) => all.deviceSetUp.pin[number],
    isEnabled: (state) => drawerPanel(state)?.step === 'pin' && printerAway(state) === null,
    run: () => void tryPin(till, number),
    isHeld: true,
  });
  return [
    pin(2, '1'),
    pin(5, '2'),
    {
      id: 'drawerSetUp.onward',
      context,
      keys: ['Enter'],
      word: (_, all) => all.deviceSetUp.next,
      isEnabled: mayGoOnLearning,
      run: () => void goOnLearning(till),
    },
    {
      id: 'drawerSetUp.back',
      context,
      keys: ['Escape'],
      word: (_, all) => all.look.back,
      isEnabled: always,
      run: () => openDeviceList(till),
    },
  ];
}
