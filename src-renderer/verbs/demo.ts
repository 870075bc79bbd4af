// The demonstration counter: showing it, and what a mouse does to its devices. Whatever follows arrives as an event, as
// it does from real devices; nothing is called where the devices are real.
import type { Item } from '#contract/catalog.ts';
import type { DemoPrinter } from '#contract/demo.ts';
import type { Till } from '#screen/state/till.ts';
import { ask } from './ask.ts';

const KEY = 'counterfoil.demonstration';
/** A window at least so wide, in the screen's own pixels, has room to spare. */
const ROOMY_PX = 1600;

/** As it was left on this machine; the first time open only where there is room to spare. */
export function beginDemo(till: Till): void {
  const kept = localStorage.getItem(KEY);
  const width = window.innerWidth / (till.store.getState().counter.zoomPercent / 100);
  till.store.setState({ isDemoOpen: kept === null ? width >= ROOMY_PX : kept === 'open' });
}

export function showDemo(till: Till, isDemoOpen: boolean): void {
  localStorage.setItem(KEY, isDemoOpen ? 'open' : 'closed');
  till.store.setState({ isDemoOpen });
}

export async function lookAtDemo(till: Till): Promise<void> {
  const demo = await ask(till, 'demo.look', {});
  if (demo !== null) till.store.setState({ demo });
}

export async function scanCode(till: Till, code: string): Promise<void> {
  await ask(till, 'demo.scan', { code });
}

export async function layOnScale(till: Till, grams: number): Promise<void> {
  await ask(till, 'demo.weigh', { grams });
}

export async function setPrinter(till: Till, printer: DemoPrinter): Promise<void> {
  await ask(till, 'demo.setPrinter', printer);
}

export async function shutDrawer(till: Till): Promise<void> {
  await ask(till, 'demo.shutDrawer', {});
}

/** Something to scan; without an item it is a code that no article has. */
export interface Scannable {
  code: string;
  item: Item | null;
}

const UNKNOWN_CODE = '6900000099999';
const BARCODES = 5;
const PLUS = 2;

/** A few barcodes, each of another category, two articles to be weighed, and a code nobody knows. */
export function chooseScannables(items: readonly Item[]): Scannable[] {
  const categories = new Set<string>();
  const packed: Scannable[] = [];
  const weighed: Scannable[] = [];
  for (const item of items) {
    const [gtin] = item.gtins;
    if (item.unit === 'kg' && item.plu !== null && weighed.length < PLUS) {
      weighed.push({ code: item.plu, item });
    } else if (gtin !== undefined && packed.length < BARCODES && !categories.has(item.category)) {
      categories.add(item.category);
      packed.push({ code: gtin, item });
    }
  }
  return [...packed, ...weighed, { code: UNKNOWN_CODE, item: null }];
}

/** What there is to scan, once somebody is signed in. A refusal only means that nobody is. */
export async function findScannables(till: Till): Promise<Scannable[]> {
  const found = await till.bridge.call('catalog.search', { text: '', category: null, limit: 200 });
  return found.ok ? chooseScannables(found.result.items) : [];
}
