// What the screens of the shop's data have in common: opening them, today, the names of articles, and telling whoever may only
// look. Writes nothing.
import { decimalsOf } from '#contract/money.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Permission } from '#contract/staff.ts';
import type { MoneyForm } from '#screen/state/form-text.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Leaving } from '#screen/state/shop-panels.ts';
import type { Till } from '#screen/state/till.ts';
import { loadShelf } from './articles.ts';
import { loadGroups } from './customer.ts';
import { sayNo, tell } from './say.ts';
import { may } from './shift.ts';

export function openShop(till: Till): void {
  till.store.setState({ panel: { name: 'shop' }, notice: null });
  void loadShelf(till);
  void loadGroups(till);
}

/** False after whoever is signed in was told that they may not. */
export function mayOrTell(till: Till, permission: Permission): boolean {
  if (may(till.store.getState(), permission)) return true;
  const details = { permission };
  tell(till, { kind: 'refusal', refusal: { code: 'session.notAllowed', details } });
  return false;
}

/** The trading day, or null where the till does not say. */
export async function askToday(till: Till): Promise<BusinessDate | null> {
  const answer = await till.bridge.call('register.today', {});
  return answer.ok ? answer.result.today : null;
}

export function moneyFormOf({ about }: TillState): MoneyForm {
  return { decimals: decimalsOf(about?.register?.currency ?? 'CNY') };
}

/** Articles that are being asked for, of each till. */
const asking = new WeakMap<Till, Set<string>>();

/** Learns what an article is called, to show it by its name. */
export async function learnName(till: Till, sku: string): Promise<void> {
  const now = asking.get(till) ?? new Set<string>();
  asking.set(till, now);
  if (sku in till.store.getState().articleNames || now.has(sku)) return;
  now.add(sku);
  const found = await till.bridge.call('catalog.lookUp', { code: sku });
  now.delete(sku);
  // A stock code may be another article's barcode.
  if (found.ok && found.result.item.sku === sku) keepName(till, found.result.item);
}

export function keepName(
  { store }: Till,
  { sku, names }: { sku: string; names: { en: string; zh: string } },
) {
  store.setState(({ articleNames }) => ({ articleNames: { ...articleNames, [sku]: names } }));
}

/** True when a form may be left: nothing was changed, or whoever leaves was told and says so again. */
export function mayLeave(till: Till, panel: Leaving, stay: () => void): boolean {
  if (!panel.isChanged || panel.isLeaving) return true;
  stay();
  sayNo(till, (w) => w.promotion.changed);
  return false;
}
