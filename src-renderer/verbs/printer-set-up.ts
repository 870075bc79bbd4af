// Connecting the receipt printer, or the second one: where it is, whether anything may be sent there, what it is, a test page and what was right on
// it. Nothing is kept before somebody says so; what is sent where, the till decides.
import { isSamePlace } from '#contract/device-setting.ts';
import type { FoundPlace, PrinterPlace, PrinterSetting } from '#contract/device-setting.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { draftOf } from '#screen/state/device-panels.ts';
import type { PrinterDraft, PrinterPanel, PrinterRole } from '#screen/state/device-panels.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { openDeviceList } from './devices.ts';
import { say, sayNo } from './say.ts';

type WithPanel = Pick<TillState, 'panel'>;

export function printerPanel({ panel }: WithPanel): PrinterPanel | null {
  return panel?.name === 'printerSetUp' ? panel : null;
}

function change(till: Till, to: Partial<PrinterPanel>): void {
  till.store.setState((state) => {
    const panel = printerPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...to } };
  });
}

function chosenAs(role: PrinterRole, { about }: Pick<TillState, 'about'>): PrinterSetting | null {
  return about?.register?.devices?.[role] ?? null;
}

/** The printer that is changed, as it was chosen here before. */
export function chosenPrinter(state: Pick<TillState, 'about' | 'panel'>): PrinterSetting | null {
  return chosenAs(printerPanel(state)?.role ?? 'printer', state);
}

export async function openPrinterSetUp(till: Till, role: PrinterRole): Promise<void> {
  const panel: Panel = {
    name: 'printerSetUp',
    role,
    step: 'place',
    found: null,
    draft: draftOf(chosenAs(role, till.store.getState())),
    isAgreed: false,
    isTrying: false,
    tried: null,
  };
  till.store.setState({ panel, notice: null });
  await findAgain(till);
}

/**
 * Looks anew at what is plugged in. Whoever changes a printer changes the one they have, whatever else is found beside it; of
 * what was picked here the same one stays picked, if it is still there.
 */
export async function findAgain(till: Till): Promise<void> {
  const answer = await ask(till, 'device.find', {});
  const state = till.store.getState();
  const panel = printerPanel(state);
  if (answer === null || panel === null) return;
  const { found } = answer;
  const { way } = panel.draft;
  const before = panel.found === null ? chosenPrinter(state)?.place : panel.found.at(atOf(panel))?.place;
  const isBefore = (one: FoundPlace) => before !== undefined && isSamePlace(one.place, before);
  const at = Math.max(0, found.findIndex(isBefore));
  change(till, {
    found,
    ...(way.kind === 'found' ? { draft: { ...panel.draft, way: { ...way, at } } } : {}),
  });
}

const atOf = ({ draft }: PrinterPanel): number => (draft.way.kind === 'found' ? draft.way.at : 0);

/** What a test page showed of the printer before says nothing of another. */
export function writeDraft(till: Till, to: Partial<PrinterDraft>): void {
  const panel = printerPanel(till.store.getState());
  if (panel === null) return;
  change(till, { draft: { ...panel.draft, ...to } });
}

export function moveFoundPlace(till: Till, by: 1 | -1): void {
  const panel = printerPanel(till.store.getState());
  const count = panel?.found?.length ?? 0;
  if (panel === null || count === 0) return;
  const { way } = panel.draft;
  const at = way.kind === 'found' ? way.at + by : 0;
  writeDraft(till, { way: { kind: 'found', at: (at + count) % count } });
}

/** `192.168.1.50`, `printer.local:9100`, `[fe80::1]:9100`; null for what is no address. */
function readAddress(text: string): PrinterPlace | null {
  const parts = /^(?:\[([\da-f:]+)\]|([^\s:/]+))(?::(\d{1,5}))?$/i.exec(text.trim());
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3] ?? 9100);
  if (host === undefined || port < 1 || port > 65_535) return null;
  return { kind: 'tcp', host, port };
}

export function foundNow(panel: PrinterPanel): FoundPlace | null {
  const { way } = panel.draft;
  return way.kind === 'found' ? (panel.found?.[way.at] ?? null) : null;
}

/** Where the printer is as far as it has been said; null until then. */
export function placeOf(panel: PrinterPanel): PrinterPlace | null {
  const { way, address, queue, baudRate } = panel.draft;
  if (way.kind === 'tcp') return readAddress(address);
  if (way.kind === 'spooler')
    return queue.trim() === '' ? null : { kind: 'spooler', printerName: queue.trim() };
  const place = foundNow(panel)?.place ?? null;
  return place?.kind === 'serial' ? { ...place, baudRate } : place;
}

function settingOf(panel: PrinterPanel): PrinterSetting | null {
  const place = placeOf(panel);
  const { profile, columns, cutter, charset } = panel.draft;
  if (place === null) return null;
  return {
    place,
    profile,
    ...(columns === null ? {} : { columns }),
    ...(cutter === null ? {} : { cutter }),
    ...(charset === null ? {} : { charset }),
  };
}

/** On to what it is; first the question where nobody can know what is at the other end. */
export function usePlace(till: Till): void {
  const panel = printerPanel(till.store.getState());
  if (panel === null) return;
  if (placeOf(panel) === null) {
    const isAddress = panel.draft.way.kind === 'tcp';
    return sayNo(till, ({ deviceSetUp: w }) => (isAddress ? w.badAddress : w.noPlace));
  }
  const found = foundNow(panel);
  till.store.setState({ notice: null });
  const isSure = found === null || found.kind === 'printer';
  change(till, { step: isSure ? 'kind' : 'agree', isAgreed: isSure, tried: null });
}

export function agreeToTry(till: Till): void {
  change(till, { step: 'kind', isAgreed: true });
}

/** One step back, and at last to the list. */
export function leavePrinterSetUp(till: Till): void {
  const panel = printerPanel(till.store.getState());
  till.store.setState({ notice: null });
  if (panel === null || panel.step === 'place') openDeviceList(till);
  else change(till, { step: 'place', isAgreed: false, tried: null });
}

export function tryPrinter(till: Till): Promise<void> {
  return once(till, 'tryPrinter', async () => {
    const panel = printerPanel(till.store.getState());
    const printer = panel && settingOf(panel);
    if (panel === null || printer === null) return;
    change(till, { isTrying: true, tried: null });
    const tried = await ask(till, 'device.tryPrinter', { printer, isAgreed: panel.isAgreed });
    // Another one may have been picked meanwhile.
    const now = printerPanel(till.store.getState());
    const place = now && placeOf(now);
    const isSame = now?.role === panel.role && place !== null && isSamePlace(place, printer.place);
    change(till, { isTrying: false, ...(isSame ? { tried } : {}) });
  });
}

export function keepPrinter(till: Till): Promise<void> {
  return once(till, 'keepPrinter', async () => {
    const panel = printerPanel(till.store.getState());
    const printer = panel && settingOf(panel);
    if (panel === null || printer === null) return;
    await put(till, panel.role, printer);
  });
}

/** Back to what config.json says, or to none. */
export function forgetPrinter(till: Till): Promise<void> {
  return once(till, 'keepPrinter', async () => {
    const panel = printerPanel(till.store.getState());
    if (panel !== null) await put(till, panel.role, null);
  });
}

const puts = { printer: 'device.setPrinter', fallback: 'device.setFallback' } as const;

async function put(till: Till, role: PrinterRole, printer: PrinterSetting | null): Promise<void> {
  if ((await ask(till, puts[role], { commandId: newId(), printer })) === null) return;
  await refresh(till);
  openDeviceList(till);
  say(till, ({ deviceSetUp: w }) => {
    if (printer === null) return w.forgotten;
    return role === 'printer' ? w.kept : w.keptFallback;
  });
}
