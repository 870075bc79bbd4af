// How the counter is arranged: each change is saved at once, in the order it was made, and counts when the till has it.
import { badge } from '#contract/staff.ts';
import type { StaffCard } from '#contract/staff.ts';
import type { CounterSettings } from '#contract/counter.ts';
import type { StaffId } from '#contract/ids.ts';
import type { Language } from '#contract/text.ts';
import { firstPixelsPerMm, moveOutline, zoomFor } from '#screen/size.ts';
import { keepLanguage } from '#screen/state/language.ts';
import type { TillState } from '#screen/state/model.ts';
import { refresh } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { say, sayNo } from './say.ts';

/** The words of the screen; kept on this machine, for receipts have their own. */
export function speak(till: Till, language: Language): void {
  keepLanguage(language);
  till.store.setState({ language });
}

/** The last change of each till: the next one waits for it, so that two quick taps are two changes. */
const turns = new WeakMap<Till, Promise<void>>();

/** Changes the settings from whatever they are when the change has its turn. */
export function changeSettings(till: Till, change: (now: CounterSettings) => CounterSettings): Promise<void> {
  const turn = (turns.get(till) ?? Promise.resolve()).then(async () => {
    const settings = change(till.store.getState().counter);
    const counter = await ask(till, 'counter.configure', { commandId: newId(), settings });
    if (counter !== null) till.store.setState({ counter });
  });
  turns.set(till, turn);
  return turn;
}

/** The one after `now`, and after the last the first. */
function nextOf<T>(all: readonly T[], now: T): T {
  return all[(all.indexOf(now) + 1) % all.length] ?? now;
}

/** The values of each setting, in the order in which its key goes through them. */
export const choices = {
  theme: ['light', 'dark', 'contrast'],
  hand: ['right', 'left'],
  keypad: ['789', '123'],
  amountEntry: ['point', 'minor'],
  sameReadMs: [0, 150, 300, 500],
} as const satisfies { [K in keyof CounterSettings]?: readonly CounterSettings[K][] };

export type Choice = keyof typeof choices;

export function choose<C extends Choice>(till: Till, name: C, value: CounterSettings[C]): Promise<void> {
  return changeSettings(till, (now) => ({ ...now, [name]: value }));
}

/** What the setting's key does: the value after the one there is. */
export function chooseNext(till: Till, name: Choice): Promise<void> {
  return changeSettings(till, (now) => ({
    ...now,
    [name]: nextOf<CounterSettings[Choice]>(choices[name], now[name]),
  }));
}

export function mute(till: Till, isMuted: boolean): Promise<void> {
  return changeSettings(till, (now) => ({ ...now, isMuted }));
}

const ZOOM_STEP = 5;

export function stepZoom(till: Till, by: 1 | -1): Promise<void> {
  return changeSettings(till, (now) => ({
    ...now,
    zoomPercent: Math.min(200, Math.max(80, now.zoomPercent + by * ZOOM_STEP)),
  }));
}

export function openSettings(till: Till): void {
  till.store.setState({ panel: { name: 'settings' }, notice: null });
}

export function openBankCard(till: Till): void {
  till.store.setState({ panel: { name: 'bankCard', pxPerMm: firstPixelsPerMm }, notice: null });
}

export function sizeCard(till: Till, byPixels: number): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'bankCard') return;
  till.store.setState({ panel: { ...panel, pxPerMm: moveOutline(panel.pxPerMm, byPixels) } });
}

/** Takes the size that the card asks for in this window. */
export async function useCard(till: Till, room: { width: number; height: number }): Promise<void> {
  const { panel } = till.store.getState();
  if (panel?.name !== 'bankCard') return;
  const zoomPercent = zoomFor(panel.pxPerMm, room);
  till.store.setState({ panel: { name: 'settings' } });
  await changeSettings(till, (now) => ({ ...now, zoomPercent }));
}

export function openBadges(till: Till): void {
  till.store.setState({ panel: { name: 'badges', chosen: null, isWaiting: false }, notice: null });
}

/** Whose badge is arranged: the one picked, else the first. */
export function holderOf({ panel, about }: TillState): StaffCard | null {
  const staff = about?.staff ?? [];
  const chosen = panel?.name === 'badges' ? panel.chosen : null;
  return staff.find((card) => card.staffId === chosen) ?? staff[0] ?? null;
}

/** Only while the badges lie open: an answer that comes after they were left opens nothing. */
export function chooseHolder(till: Till, staffId: StaffId): void {
  if (till.store.getState().panel?.name !== 'badges') return;
  till.store.setState({ panel: { name: 'badges', chosen: staffId, isWaiting: false }, notice: null });
}

export function moveHolder(till: Till, by: 1 | -1): void {
  const staff = till.store.getState().about?.staff ?? [];
  const at = staff.findIndex((card) => card.staffId === holderOf(till.store.getState())?.staffId);
  const next = staff[(at + by + staff.length) % staff.length];
  if (next !== undefined) chooseHolder(till, next.staffId);
}

/** From now on the next scan is the badge of whoever is picked. */
export function awaitBadge(till: Till): void {
  const card = holderOf(till.store.getState());
  if (card === null) return;
  till.store.setState({
    panel: { name: 'badges', chosen: card.staffId, isWaiting: true },
    notice: null,
  });
}

/** Esc takes back the wait first, then leaves. */
export function leaveBadges(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'badges') return;
  if (panel.isWaiting) till.store.setState({ panel: { ...panel, isWaiting: false }, notice: null });
  else openSettings(till);
}

/** A scan while the badges are arranged. What nobody waits for is nobody's badge. */
export async function giveBadge(till: Till, code: string): Promise<void> {
  const { panel } = till.store.getState();
  const card = holderOf(till.store.getState());
  if (panel?.name !== 'badges' || !panel.isWaiting || card === null) return;
  const read = badge.safeParse(code);
  if (!read.success) {
    sayNo(till, (w) => w.look.badgeOdd);
    return;
  }
  await setBadge(till, card, read.data);
}

export async function takeBadge(till: Till): Promise<void> {
  const card = holderOf(till.store.getState());
  if (card?.hasBadge === true) await setBadge(till, card, null);
}

async function setBadge(till: Till, { staffId, name }: StaffCard, code: string | null): Promise<void> {
  await once(till, 'setBadge', async () => {
    const args = { commandId: newId(), staffId, badge: code };
    if ((await ask(till, 'staff.setBadge', args)) === null) return;
    // Who has a badge is on the staff's cards, which only a fresh look at the till shows.
    await refresh(till);
    chooseHolder(till, staffId);
    const done = code === null ? 'badgeTaken' : 'badgeGiven';
    say(till, (w) => w.look[done]({ name }));
  });
}
