// The steps before a shift is closed: what to look at first, and the blind count of the drawer. Every key of the count is
// kept by the till at once, so that it can be gone on with after anything.
import type { Money } from '#contract/money.ts';
import { wordsFor } from '#contract/words/index.ts';
import { emptyEntry } from '#screen/entry.ts';
import { addOne, countsOf, isAllTold, isAtEnd, moveTo, sheetFrom } from '#screen/state/count.ts';
import type { CountSheet } from '#screen/state/count.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { typedAmount } from './entry.ts';
import { parkOrList } from './parked.ts';
import { say, sayNo, tell } from './say.ts';

export function sheetOf({ place }: TillState): CountSheet | null {
  return place.name === 'count' ? place.sheet : null;
}

/** The first step: what is open, what is parked, how the devices are, whether a count was begun. */
export async function startCheck(till: Till): Promise<void> {
  const place = { name: 'check', parked: null, told: null } as const;
  till.store.setState({ place, panel: null, entry: emptyEntry, notice: null });
  const [parked, told] = await Promise.all([ask(till, 'sale.parked', {}), ask(till, 'shift.countSoFar', {})]);
  till.store.setState(({ place: now, parkedCount }) => ({
    ...(now.name === 'check' ? { place: { ...now, parked: parked?.parked ?? [], told } } : {}),
    parkedCount: parked?.parked.length ?? parkedCount,
  }));
}

/** Parks the open sale and looks again; without one, lists what is parked. */
export async function parkAtCheck(till: Till): Promise<void> {
  const hadSale = till.store.getState().sale !== null;
  await parkOrList(till);
  if (hadSale && till.store.getState().sale === null) {
    const { notice } = till.store.getState();
    await startCheck(till);
    till.store.setState({ notice });
  }
}

/** On to the count; only an open sale stands in the way, and says so. */
export async function startSheet(till: Till): Promise<void> {
  const { place, sale } = till.store.getState();
  if (place.name !== 'check') return;
  if (sale !== null) {
    tell(till, { kind: 'refusal', refusal: { code: 'shift.saleOpen', details: {} } });
    return;
  }
  await once(till, 'startSheet', async () => {
    // Whoever is faster than the till's first answer has still meant to count.
    const told = place.told ?? (await ask(till, 'shift.countSoFar', {}));
    if (told === null || till.store.getState().place.name !== 'check') return;
    till.store.setState({ place: { name: 'count', sheet: sheetFrom(told) }, entry: emptyEntry });
  });
}

/** Changes the sheet and has the till keep it. */
export function changeSheet(till: Till, change: (sheet: CountSheet) => CountSheet): void {
  const sheet = sheetOf(till.store.getState());
  if (sheet === null || sheet.isSum) return;
  putSheet(till, change(sheet));
  void saveCount(till);
}

function putSheet(till: Till, sheet: CountSheet): void {
  till.store.setState(({ place }) => (place.name === 'count' ? { place: { name: 'count', sheet } } : {}));
}

/** One more or less of the note or coin in that row. */
export function addAt(till: Till, row: number, by: 1 | -1): void {
  changeSheet(till, (sheet) => addOne(moveTo(sheet, row), by));
}

const saving = new WeakMap<Till, Promise<void>>();

/** Ends when the till holds what is typed, or has said why not. */
export function saveCount(till: Till, isStale = false): Promise<void> {
  const going = saving.get(till);
  if (going !== undefined) return going;
  const work = tellCounts(till, isStale).finally(() => saving.delete(till));
  saving.set(till, work);
  return work;
}

/** After a scan was taken back: the till may hold its digits although the sheet looks as if all were told. */
export function saveCountAgain(till: Till): Promise<void> {
  return saveCount(till, true);
}

/** One request at a time, each with the newest counts: whatever was typed last is what the till keeps. */
async function tellCounts(till: Till, isStale: boolean): Promise<void> {
  for (let mustTell = isStale; ; mustTell = false) {
    const sheet = sheetOf(till.store.getState());
    if (sheet === null || (!mustTell && isAllTold(sheet))) return;
    // In order: an older count must never come last.
    const told = await ask(till, 'shift.count', { commandId: newId(), counts: countsOf(sheet) });
    if (told === null) return;
    const now = sheetOf(till.store.getState());
    if (now !== null) putSheet(till, { ...now, told });
  }
}

/** By note and coin, or by the sum. */
export function toggleSum(till: Till): void {
  const sheet = sheetOf(till.store.getState());
  if (sheet === null) return;
  putSheet(till, { ...sheet, isSum: !sheet.isSum });
  till.store.setState({ entry: emptyEntry, notice: null });
}

/** Enter: the next note or coin; after the last one, on to the next step. */
export async function enterCount(till: Till): Promise<void> {
  const sheet = sheetOf(till.store.getState());
  if (sheet === null) return;
  if (sheet.isSum || isAtEnd(sheet)) await finishCount(till);
  else changeSheet(till, (before) => moveTo(before, before.row + 1));
}

/**
 * On to the next step. A count by note and coin is first shown as a whole: closing cannot be taken back, so it takes the
 * key twice.
 */
export async function nextStep(till: Till): Promise<void> {
  const sheet = sheetOf(till.store.getState());
  if (sheet === null) return;
  if (sheet.isSum || isAtEnd(sheet)) await finishCount(till);
  else changeSheet(till, (before) => moveTo(before, before.typed.length));
}

/** What the shift would close with; null while nothing is counted or the till has not kept all of it. */
function countedOf(state: TillState): Money | null {
  const sheet = sheetOf(state);
  if (sheet === null) return null;
  if (sheet.isSum) return typedAmount(state);
  return isAllTold(sheet) && sheet.told.counted > 0 ? sheet.told.counted : null;
}

async function finishCount(till: Till): Promise<void> {
  await once(till, 'closeShift', async () => {
    await saveCount(till);
    const state = till.store.getState();
    const counted = countedOf(state);
    if (counted === null) {
      // Where the till has said why it did not keep the count, that is what counts.
      if (state.notice === null) sayNo(till, (w) => w.screen.nothingCounted);
      return;
    }
    const closing = await ask(till, 'shift.close', { commandId: newId(), counted });
    if (closing === null) return;
    const place = { name: 'counted', closing } as const;
    till.store.setState({ shift: null, place, entry: emptyEntry, notice: null });
  });
}

/** Leaves the count for later; what is counted stays with the till. */
export async function leaveCount(till: Till): Promise<void> {
  await saveCount(till);
  const { place } = till.store.getState();
  if (place.name !== 'count' && place.name !== 'check') return;
  till.store.setState({ place: { name: 'sell' }, entry: emptyEntry, notice: null });
}

/** Opens the drawer to count it: on record, with the reason said for the cashier. */
export async function openToCount(till: Till): Promise<void> {
  await once(till, 'openDrawer', async () => {
    const reason = wordsFor(till.store.getState().language).screen.countReason;
    if ((await ask(till, 'drawer.noSale', { commandId: newId(), reason })) === null) return;
    say(till, (w) => w.screen.drawerOpened);
  });
}
