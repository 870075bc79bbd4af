// The devices in the settings: trying the printer and the drawer, and saying what became of papers. How a device stands is
// the till's to tell; nothing here asks a device.
import { isNone, isReal } from '#contract/device.ts';
import type { DeviceRole, DeviceStatus } from '#contract/device.ts';
import type { PrintAnswer, PrintQuestion } from '#contract/receipt.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { PrinterRole } from '#screen/state/device-panels.ts';
import type { TillState } from '#screen/state/model.ts';
import type { HowRead } from '#screen/state/reads.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { tryPole } from './display.ts';
import { say, sound } from './say.ts';

export function openDeviceList(till: Till): void {
  till.store.setState({
    panel: { name: 'devices', questions: null, chosen: 'printer', heard: null },
    notice: null,
  });
}

const usual: readonly DeviceRole[] = ['printer', 'drawer', 'scanner', 'scale', 'display'];

/** A second printer stands beside a real one only. */
export function hasPrinter({ devices }: Pick<TillState, 'devices'>): boolean {
  return devices.some((device) => device.role === 'printer' && isReal(device));
}

/** The rows of the list: what is there, and what usually is, or can be, and is missing here. */
export function deviceRows(state: Pick<TillState, 'devices'>): (DeviceStatus | DeviceRole)[] {
  const there = state.devices.filter((device) => !isNone(device));
  const expected = hasPrinter(state) ? [...usual, 'fallback' as const] : usual;
  return [...there, ...expected.filter((role) => !there.some((device) => device.role === role))];
}

export const roleOf = (row: DeviceStatus | DeviceRole): DeviceRole =>
  typeof row === 'string' ? row : row.role;

export function chooseDevice(till: Till, chosen: DeviceRole): void {
  till.store.setState(({ panel }) => (panel?.name === 'devices' ? { panel: { ...panel, chosen } } : {}));
}

export function moveDevice(till: Till, by: 1 | -1): void {
  const state = till.store.getState();
  const roles = [...new Set(deviceRows(state).map(roleOf))];
  const at = state.panel?.name === 'devices' ? roles.indexOf(state.panel.chosen) : 0;
  const next = roles[(at + by + roles.length) % roles.length];
  if (next !== undefined) chooseDevice(till, next);
}

/** T: tries the chosen one. What is only looked at says what to do. */
export function tryDevice(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'devices') return;
  const { chosen } = panel;
  if (chosen === 'printer' || chosen === 'fallback') void printTestPage(till, chosen);
  else if (chosen === 'drawer') void tryDrawer(till);
  else if (chosen === 'display') void tryPole(till);
  else if (chosen === 'scanner' || chosen === 'scale') say(till, (w) => w.devices.tests[chosen]);
}

/** What was scanned while the list lies open is shown and does nothing else. */
export function hear(till: Till, code: string, how: HowRead): void {
  sound(till, 'ok');
  till.store.setState(({ panel }) =>
    panel?.name === 'devices' ? { panel: { ...panel, heard: { code, how }, chosen: 'scanner' } } : {},
  );
}

/** Asks anew which papers somebody must look at; a refusal leaves what was known. */
export async function lookAtQuestions(till: Till): Promise<void> {
  const asked = await till.bridge.call('print.questions', {});
  if (!asked.ok) return;
  const { questions } = asked.result;
  till.store.setState(({ panel }) => (panel?.name === 'devices' ? { panel: { ...panel, questions } } : {}));
}

/** The paper that is asked about now, the oldest; null where there is none. */
export function questionNow({ panel }: Pick<TillState, 'panel'>): PrintQuestion | null {
  return panel?.name === 'devices' ? (panel.questions?.[0] ?? null) : null;
}

/** One that never began cannot have come out. */
export function mayHavePrinted(state: Pick<TillState, 'panel'>): boolean {
  return questionNow(state)?.state === 'uncertain';
}

export function answerQuestion(till: Till, answer: PrintAnswer): Promise<void> {
  return once(till, 'printAnswer', async () => {
    const question = questionNow(till.store.getState());
    if (question === null) return;
    await ask(till, 'print.answer', { commandId: newId(), jobId: question.jobId, answer });
    await lookAtQuestions(till);
  });
}

export function printTestPage(till: Till, role: PrinterRole): Promise<void> {
  return once(till, 'testPage', async () => {
    if ((await ask(till, 'device.printTest', { commandId: newId(), role })) !== null)
      say(till, (w) => w.devices.testSent);
  });
}

/** On the journal as any other opening without a sale. */
export function tryDrawer(till: Till): Promise<void> {
  return once(till, 'tryDrawer', async () => {
    const reason = wordsFor(till.store.getState().language).devices.drawerReason;
    if ((await ask(till, 'drawer.noSale', { commandId: newId(), reason })) !== null)
      say(till, (w) => w.devices.drawerTold);
  });
}
