// Connecting a scale, a pole display or a scanner: where it is, whether anything may be sent there, what it is, and what it
// shows while it is tried. Nothing is kept before somebody says so; what may be opened, the till decides.
import type { DeviceChoice } from '#contract/device-choice.ts';
import { isSamePlace, MOST_SCANNERS, nameOfScanner } from '#contract/device-setting.ts';
import type { ScannerSetting } from '#contract/device-setting.ts';
import type { BesideDevice, BesidePlace, BesideRole, FoundBeside } from '#contract/device-try.ts';
import type { DevicePort } from '#contract/scale-setting.ts';
import { besideDraftOf } from '#screen/state/device-panels.ts';
import type { BesideDraft, BesidePanel } from '#screen/state/device-panels.ts';
import type { TillState } from '#screen/state/model.ts';
import type { HowRead } from '#screen/state/reads.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { openDeviceList } from './devices.ts';
import { say, sayNo, sound } from './say.ts';

export function besidePanel({ panel }: Pick<TillState, 'panel'>): BesidePanel | null {
  return panel?.name === 'besideSetUp' ? panel : null;
}

const panelOf = (till: Till) => besidePanel(till.store.getState());

function change(till: Till, to: Partial<BesidePanel>): void {
  till.store.setState((state) => {
    const panel = besidePanel(state);
    return panel === null ? {} : { panel: { ...panel, ...to } };
  });
}

const choiceNow = ({ about }: Pick<TillState, 'about'>): DeviceChoice => about?.register?.devices ?? {};

/** The scanners that were chosen on the screen; null where config.json counts. */
export function chosenScanners(state: Pick<TillState, 'about'>): readonly ScannerSetting[] | null {
  return choiceNow(state).scanners ?? null;
}

/** Something of this kind was chosen on the screen. */
export function isChosen(state: Pick<TillState, 'about'>, role: BesideRole): boolean {
  const choice = choiceNow(state);
  return (role === 'scanner' ? choice.scanners : choice[role]) !== undefined;
}

export async function openBesideSetUp(till: Till, role: BesideRole): Promise<void> {
  const state = till.store.getState();
  const hasList = role === 'scanner' && isChosen(state, role);
  till.store.setState({
    panel: {
      name: 'besideSetUp',
      role,
      step: hasList ? 'list' : 'place',
      at: 0,
      found: null,
      draft: besideDraftOf(role, choiceNow(state)),
      isAgreed: false,
      isStarting: false,
      live: null,
      typed: null,
    },
    notice: null,
  });
  await findBesideAgain(till);
}

/** Looks anew at what is plugged in. What was picked stays picked; the one that is in use is picked at first. */
export async function findBesideAgain(till: Till): Promise<void> {
  const opened = panelOf(till);
  if (opened === null) return;
  const answer = await ask(till, 'device.findBeside', { role: opened.role });
  const state = till.store.getState();
  const panel = besidePanel(state);
  if (answer === null || panel?.role !== opened.role) return;
  const { found } = answer;
  const isFirst = panel.found === null;
  const inUse = panel.role === 'scanner' ? undefined : choiceNow(state)[panel.role]?.place;
  const before = isFirst ? inUse : foundBesideNow(panel)?.place;
  const at = before === undefined ? 0 : found.findIndex(({ place }) => isSamePlace(place, before));
  // A port that the system does not list is called by its name, as it was when it was chosen.
  const isTyped = isFirst && at < 0 && inUse !== undefined;
  const { draft } = panel;
  if (isTyped) change(till, { found, draft: { ...draft, way: { kind: 'port' }, port: inUse.path } });
  else if (draft.way.kind === 'port') change(till, { found });
  else change(till, { found, draft: { ...draft, way: { kind: 'found', at: Math.max(0, at) } } });
}

export function foundBesideNow({ draft, found }: BesidePanel): FoundBeside | null {
  return draft.way.kind === 'found' ? (found?.[draft.way.at] ?? null) : null;
}

/** What is tried is tried anew with every change but that of a name. */
export function writeBeside(till: Till, to: Partial<BesideDraft>): void {
  const panel = panelOf(till);
  if (panel === null) return;
  change(till, { draft: { ...panel.draft, ...to } });
  if (isTried(panel) && to.name === undefined) void tryBeside(till);
}

/** The arrows: through the places, or through the scanners of the list. */
export function moveBeside(till: Till, by: 1 | -1): void {
  const panel = panelOf(till);
  if (panel === null) return;
  const isList = panel.step === 'list';
  const count = (isList ? chosenScanners(till.store.getState()) : panel.found)?.length ?? 0;
  if (count === 0) return;
  if (isList) return change(till, { at: (panel.at + by + count) % count });
  const { way } = panel.draft;
  const at = way.kind === 'found' ? way.at + by : 0;
  writeBeside(till, { way: { kind: 'found', at: (at + count) % count } });
}

export function pickScanner(till: Till, at: number): void {
  change(till, { at });
}

/** Where it is as far as it has been said; null until then. */
export function besidePlaceOf(panel: BesidePanel): BesidePlace | null {
  const { way, port, baudRate } = panel.draft;
  const found = foundBesideNow(panel)?.place ?? null;
  if (found?.kind === 'hid') return found;
  const path = way.kind === 'port' ? port.trim() : (found?.path ?? '');
  return path === '' ? null : { kind: 'serial', path, baudRate: baudRate ?? 9600 };
}

function deviceOf(panel: BesidePanel): BesideDevice | null {
  const { role, draft } = panel;
  const place = besidePlaceOf(panel);
  if (place === null) return null;
  if (role === 'scanner') {
    const name = draft.name.trim();
    return { role, setting: { place, tabEnds: true, ...(name === '' ? {} : { name }) } };
  }
  if (place.kind !== 'serial') return null;
  const { baudRate, frame, unit, decimals, charset } = draft;
  const port: DevicePort = {
    kind: 'serial',
    path: place.path,
    ...(baudRate === null ? {} : { baudRate }),
    ...(frame === null ? {} : { frame }),
  };
  if (role === 'display') {
    const { display: protocol } = draft;
    return { role, setting: { place: port, protocol, ...(charset === null ? {} : { charset }) } };
  }
  return {
    role,
    setting: {
      place: port,
      protocol: draft.scale,
      ...(unit === null ? {} : { unit }),
      ...(decimals === null ? {} : { decimals }),
    },
  };
}

/** On from the list to another scanner. */
export function addAnother(till: Till): void {
  const count = chosenScanners(till.store.getState())?.length ?? 0;
  if (count >= MOST_SCANNERS) return sayNo(till, (w) => w.besideSetUp.most({ most: MOST_SCANNERS }));
  change(till, { step: 'place' });
}

/** On to what it is. A scanner is only listened to; of all others no port says what is behind it, so a person is asked. */
export function useBesidePlace(till: Till): void {
  const panel = panelOf(till);
  if (panel === null) return;
  if (besidePlaceOf(panel) === null) return sayNo(till, (w) => w.besideSetUp.noPlace);
  const isHeardOnly = panel.role === 'scanner';
  till.store.setState({ notice: null });
  change(till, { step: isHeardOnly ? 'kind' : 'agree', isAgreed: false, live: null, typed: null });
}

export function agreeBeside(till: Till): void {
  change(till, { step: 'kind', isAgreed: true });
}

/** One step back, and at last to the list of devices. */
export function leaveBesideSetUp(till: Till): void {
  const state = till.store.getState();
  const panel = besidePanel(state);
  till.store.setState({ notice: null });
  const hasList = panel?.role === 'scanner' && isChosen(state, 'scanner');
  if (panel === null || panel.step === 'list' || (panel.step === 'place' && !hasList))
    return openDeviceList(till);
  const step = panel.step === 'place' ? 'list' : 'place';
  change(till, { step, isAgreed: false, live: null, typed: null });
  if (isTried(panel)) void ask(till, 'device.endTry', {});
}

export function isTried({ isStarting, live }: BesidePanel): boolean {
  return isStarting || (live !== null && !live.isOver);
}

/** F2: tries it as it is described now, or stops that. */
export function tryOrStop(till: Till): void {
  const panel = panelOf(till);
  if (panel?.step !== 'kind') return;
  if (isTried(panel)) void ask(till, 'device.endTry', {});
  else void tryBeside(till);
}

export function tryBeside(till: Till): Promise<void> {
  return once(till, 'tryBeside', async () => {
    for (;;) {
      const panel = panelOf(till);
      const device = panel && deviceOf(panel);
      if (panel === null || device === null) return;
      change(till, { isStarting: true, live: null, typed: null });
      const answer = await ask(till, 'device.tryBeside', { device, isAgreed: panel.isAgreed });
      change(till, { isStarting: false });
      const now = panelOf(till);
      // Whoever has left meanwhile tries nothing any more.
      if (now?.step !== 'kind') return void (await ask(till, 'device.endTry', {}));
      // Described in another way while it was opened.
      if (answer === null || JSON.stringify(deviceOf(now)) === JSON.stringify(device)) return;
    }
  });
}

/** A scan that a keyboard made while this lies open: that scanner needs no connection. */
export function hearTyped(till: Till, code: string, how: HowRead): void {
  sound(till, 'ok');
  change(till, { typed: { code, how } });
}

export function keepBeside(till: Till): Promise<void> {
  return once(till, 'keepBeside', async () => {
    const panel = panelOf(till);
    const device = panel && deviceOf(panel);
    if (panel === null || device === null) return;
    // The very same setting opens nothing anew, and would leave it being tried.
    if (isTried(panel)) await ask(till, 'device.endTry', {});
    if (!(await put(till, device, panel.isAgreed))) return;
    await refresh(till);
    openDeviceList(till);
    say(till, (w) => w.besideSetUp.kept[panel.role]);
  });
}

async function put(till: Till, device: BesideDevice, isAgreed: boolean): Promise<boolean> {
  const commandId = newId();
  if (device.role === 'scale') {
    return (await ask(till, 'device.setScale', { commandId, scale: device.setting, isAgreed })) !== null;
  }
  if (device.role === 'display') {
    return (await ask(till, 'device.setDisplay', { commandId, display: device.setting, isAgreed })) !== null;
  }
  const before = chosenScanners(till.store.getState()) ?? [];
  const scanners = [...before, device.setting];
  return (await ask(till, 'device.setScanners', { commandId, scanners })) !== null;
}

/** Back to what config.json says, or to none. */
export function forgetBeside(till: Till): Promise<void> {
  return once(till, 'keepBeside', async () => {
    const role = panelOf(till)?.role;
    const commandId = newId();
    if (role === undefined) return;
    const answer =
      role === 'scale'
        ? await ask(till, 'device.setScale', { commandId, scale: null, isAgreed: false })
        : role === 'display'
          ? await ask(till, 'device.setDisplay', { commandId, display: null, isAgreed: false })
          : await ask(till, 'device.setScanners', { commandId, scanners: null });
    if (answer === null) return;
    await refresh(till);
    openDeviceList(till);
    say(till, (w) => w.besideSetUp.forgotten);
  });
}

/** The picked scanner is the till's no more; the others stay. */
export function takeOutScanner(till: Till): Promise<void> {
  return once(till, 'keepBeside', async () => {
    const state = till.store.getState();
    const chosen = chosenScanners(state) ?? [];
    const picked = chosen[besidePanel(state)?.at ?? 0];
    if (picked === undefined) return;
    const scanners = chosen.filter((scanner) => scanner !== picked);
    if ((await ask(till, 'device.setScanners', { commandId: newId(), scanners })) === null) return;
    await refresh(till);
    change(till, { at: 0 });
    say(till, (w) => w.besideSetUp.takenOut({ name: nameOfScanner(picked) }));
  });
}
