// What a person does about the machine under the till: look at it, look again, go on beside unfit books, have a report
// saved, start a newer version. Decides nothing about the books.
import type { StaffCard } from '#contract/staff.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import { refresh, takeMode } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { say } from './say.ts';
import { may } from './shift.ts';
import { MIN_PIN, pick, tilesOf } from './staff.ts';

/** How selling can go on where the books are unfit; null where it cannot, and where they are fit. */
export function recoveryOf({ about }: Pick<TillState, 'about'>) {
  return about?.mode.kind === 'viewOnly' ? about.mode.recovery : null;
}

/** Those whose word it takes. */
export function deciders(state: Pick<TillState, 'about'>): StaffCard[] {
  return tilesOf(state).filter(({ role }) => role !== 'cashier');
}

export function deciderOf(state: Pick<TillState, 'about' | 'picked'>): StaffCard | null {
  const all = deciders(state);
  return all.find(({ staffId }) => staffId === state.picked) ?? all[0] ?? null;
}

export function moveDecider(till: Till, by: 1 | -1): void {
  const all = deciders(till.store.getState());
  const now = deciderOf(till.store.getState());
  const next = all[(all.findIndex(({ staffId }) => staffId === now?.staffId) + by + all.length) % all.length];
  if (next !== undefined) pick(till, next);
}

export function askWho(till: Till): void {
  const recovery = recoveryOf(till.store.getState());
  if (recovery === null) return;
  till.store.setState({
    panel: { name: 'recover', way: recovery.way, isWorking: false },
    entry: emptyEntry,
    picked: null,
    notice: null,
  });
}

/** From the PIN until the books are made nothing is asked and nothing can be left. */
export function isAsking({ panel }: TillState): boolean {
  return panel?.name === 'recover' && !panel.isWorking;
}

export function mayRecover(state: TillState): boolean {
  return isAsking(state) && deciderOf(state) !== null && state.entry.text.length >= MIN_PIN;
}

/** Goes on selling in the way that was shown, by the word of whoever types their PIN. */
export async function recover(till: Till): Promise<void> {
  const state = till.store.getState();
  const { panel } = state;
  const card = deciderOf(state);
  if (panel?.name !== 'recover' || card === null || !mayRecover(state)) return;
  const { way } = panel;
  // The PIN leaves the screen's memory with the request, whatever the answer is.
  till.store.setState({ panel: { ...panel, isWorking: true }, entry: emptyEntry, notice: null });
  const args = { commandId: newId(), staffId: card.staffId, pin: state.entry.text, way };
  if ((await ask(till, 'register.recover', args)) === null) {
    till.store.setState((now) => (now.panel?.name === 'recover' ? { panel } : {}));
    // What is offered may be another way by now.
    await lookAtMode(till);
    return;
  }
  await refresh(till);
  till.store.setState({ panel: null, picked: null });
  say(till, (w) => w.machine.recovered[way]);
}

/** What the till offers now; the panel closes where that is no longer what was shown in it. */
async function lookAtMode(till: Till): Promise<void> {
  const { notice } = till.store.getState();
  await refresh(till);
  const way = recoveryOf(till.store.getState())?.way;
  till.store.setState(({ panel }) => ({
    ...(panel?.name === 'recover' && panel.way !== way ? { panel: null } : {}),
    notice,
  }));
}

/** Climbs the start-up ladder again: somebody has mended the disk or put a file back. */
export async function lookAgain(till: Till): Promise<void> {
  await once(till, 'lookAgain', async () => {
    say(till, (w) => w.machine.looking);
    const mode = await ask(till, 'register.reopen', {});
    if (mode === null) return;
    takeMode(till, mode);
    await refresh(till);
    say(till, (w) => (mode.kind === 'ready' ? w.machine.sellsAgain : w.machine.lookedSame));
  });
}

export async function saveReport(till: Till): Promise<void> {
  await once(till, 'saveReport', async () => {
    const saved = await ask(till, 'app.saveDiagnosis', {});
    if (saved !== null) till.store.setState({ savedReport: saved.file, notice: null });
  });
}

export function openThisTill(till: Till): void {
  till.store.setState({ panel: { name: 'thisTill', found: null }, entry: emptyEntry, notice: null });
}

/** Asks anew while the panel lies open; one question at a time. */
export async function diagnose(till: Till): Promise<void> {
  await once(till, 'diagnose', async () => {
    const found = await till.bridge.call('app.diagnose', {});
    if (!found.ok) return;
    till.store.setState(({ panel }) =>
      panel?.name === 'thisTill' ? { panel: { name: 'thisTill', found: found.result } } : {},
    );
  });
}

/** Why a newer version that is ready is not installed now; null where it can be, by whoever is signed in. */
export function updateWaitsFor(state: TillState): 'shift' | 'person' | null {
  if (!may(state, 'app.update')) return 'person';
  return state.shift === null ? null : 'shift';
}

export async function installUpdate(till: Till): Promise<void> {
  await once(till, 'installUpdate', async () => {
    say(till, (w) => w.machine.updateStarting);
    await ask(till, 'app.installUpdate', {});
  });
}

export function putNewsAway(till: Till): void {
  till.store.setState(({ about }) => ({ newsRead: about?.start.at ?? null }));
}
