// The codes on the till's own papers: a receipt opens what was sold on it, the slip of a parked sale takes it up again. From
// wherever nothing is lost by that; they are never shown, and never tried as an article.
import { parkedIn } from '#contract/parked-code.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Panel } from '#screen/state/model.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { recall } from './parked.ts';
import { findReceipt } from './returns.ts';
import { rowsOf } from './rows.ts';
import { sayNo } from './say.ts';
import { nextSale } from './tender.ts';

/** Whoever scans on has answered these by it. All other panels hold work that a scan must not throw away. */
const yielding: ReadonlySet<Panel['name']> = new Set<Panel['name']>([
  'search',
  'weight',
  'voidSale',
  'menu',
  'drawer',
  'resolve',
]);

/** Whether a scan may put that panel away. */
export const isYielding = ({ name }: Panel): boolean => yielding.has(name);

/** The code of a receipt opens what was sold on it, from wherever nothing is lost by that. It is never shown or tried as an article. */
export function scanReceipt(till: Till, code: string): void {
  const { store } = till;
  const { panel, place } = store.getState();
  const isAtCounter = ['sell', 'change', 'parked'].includes(screenOf(store.getState()));
  const isMarked = panel?.name === 'return' && Object.keys(panel.marks).length > 0;
  const isOver =
    panel === null || panel.name === 'returnFind' || panel.name === 'return' || isYielding(panel);
  if (!isAtCounter || !isOver || isMarked) return sayNo(till, (w) => w.returns.notHere);
  if (panel !== null && isYielding(panel)) store.setState({ panel: null, entry: emptyEntry });
  store.setState({ notice: null });
  if (place.name !== 'sell') nextSale(till);
  void findReceipt(till, code);
}

/** The slip of a parked sale takes it up again, unless another one is on the counter. */
export function scanParked(till: Till, code: string): void {
  const { store } = till;
  const { panel, sale } = store.getState();
  const saleId = parkedIn(code);
  const isAtCounter = ['sell', 'change', 'parked'].includes(screenOf(store.getState()));
  const isOver = panel === null || isYielding(panel);
  if (saleId === null || !isAtCounter || !isOver) return sayNo(till, (w) => w.scan.parkedNotHere);
  if (rowsOf(sale).length > 0) return sayNo(till, (w) => w.scan.parkFirst);
  store.setState({ panel: null, notice: null, entry: emptyEntry });
  if (store.getState().place.name === 'change') nextSale(till);
  void recall(till, saleId);
}
