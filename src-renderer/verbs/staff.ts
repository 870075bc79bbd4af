// Who is at the register: signing in and out, and setting the register up for the first time.
import type { Args } from '#contract/commands.ts';
import { badge } from '#contract/staff.ts';
import type { Session, StaffCard } from '#contract/staff.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import { refresh, takeSession } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import type { TurnEnd } from '#screen/state/turn.ts';
import { ask, newId, once } from './ask.ts';
import { tell } from './say.ts';

/** The shortest PIN there is. */
export const MIN_PIN = 4;

/** The tiles of the unlock screen: whoever is on shift comes first. */
export function tilesOf({ about }: Pick<TillState, 'about'>): StaffCard[] {
  const staff = about?.staff ?? [];
  return [...staff.filter((card) => card.onShift), ...staff.filter((card) => !card.onShift)];
}

export function pickedOf(state: TillState): StaffCard | null {
  const tiles = tilesOf(state);
  return tiles.find((card) => card.staffId === state.picked) ?? tiles[0] ?? null;
}

export function pick(till: Till, card: StaffCard): void {
  till.store.setState({ picked: card.staffId, entry: emptyEntry, notice: null });
}

export function movePick(till: Till, by: 1 | -1): void {
  const tiles = tilesOf(till.store.getState());
  const at = tiles.findIndex((card) => card.staffId === pickedOf(till.store.getState())?.staffId);
  const next = tiles[(at + by + tiles.length) % tiles.length];
  if (next !== undefined) pick(till, next);
}

export function mayUnlock(state: TillState): boolean {
  return pickedOf(state) !== null && state.entry.text.length >= MIN_PIN;
}

export async function unlock(till: Till): Promise<void> {
  const state = till.store.getState();
  const card = pickedOf(state);
  if (card === null || !mayUnlock(state)) return;
  await turnOver(till, 'unlock', async () => {
    // The PIN leaves the screen's memory with the request, whatever the answer is.
    till.store.setState({ entry: emptyEntry, notice: null });
    const args = { commandId: newId(), staffId: card.staffId, pin: state.entry.text };
    return comeIn(till, await ask(till, 'session.signIn', args));
  });
}

/** Whoever is in may go on once the open sale is on the counter again: a scan would begin another one. */
async function comeIn(till: Till, session: Session | null): Promise<TurnEnd> {
  if (session === null) return 'refused';
  takeSession(till, session);
  await till.counterAsked;
  return 'done';
}

/** Whoever holds a badge is in with one scan. A wrong one is the till's to count; what cannot be one is not sent. */
export async function unlockWithBadge(till: Till, code: string): Promise<void> {
  const read = badge.safeParse(code);
  await turnOver(till, 'unlock', async () => {
    till.store.setState({ entry: emptyEntry, notice: null });
    if (!read.success) {
      tell(till, { kind: 'refusal', refusal: { code: 'session.unknownBadge', details: {} } });
      return 'refused';
    }
    const args = { commandId: newId(), badge: read.data };
    return comeIn(till, await ask(till, 'session.signInWithBadge', args));
  });
}

export async function lock(till: Till): Promise<void> {
  await turnOver(till, 'lock', async () => {
    till.store.setState({ panel: null });
    if ((await ask(till, 'session.signOut', { commandId: newId() })) === null) return 'refused';
    takeSession(till, null);
    await refresh(till);
    return 'done';
  });
}

export async function setUp(till: Till, args: Omit<Args<'register.setUp'>, 'commandId'>): Promise<void> {
  await once(till, 'setUp', async () => {
    const done = await ask(till, 'register.setUp', { commandId: newId(), ...args });
    if (done !== null) await refresh(till);
  });
}
