// What a scanned code means where the cashier stands. A scan never presses a button and never lands in a field; none is
// passed over without a word.
import { isSealed } from '#contract/sealed-code.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Panel } from '#screen/state/model.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { waitsBehind } from '#screen/state/turn.ts';
import { approveWithBadge } from './approve.ts';
import { addScanned } from './basket.ts';
import { saveCountAgain } from './count.ts';
import { takeCard } from './customer.ts';
import { lookForCustomers, takeCustomerCard } from './customers.ts';
import { closeHelp } from './help.ts';
import { remember } from './lines.ts';
import { pickScanned } from './price-list.ts';
import { checkPrice } from './price.ts';
import { addScannedGoods } from './promotion-form.ts';
import { addScannedKey } from './quick.ts';
import { takeArticle } from './return-article.ts';
import { findReceipt, markCode } from './returns.ts';
import { sayNo, say, tell } from './say.ts';
import { giveBadge } from './settings.ts';
import { unlockWithBadge } from './staff.ts';
import { trustCard } from './trusted.ts';
import { backToBasket, nextSale } from './tender.ts';

/** A second read of one code within this time is the scanner's, not a second article. */
const SAME_READ_MS = 150;

/** Whoever scans on has answered these by it. All other panels hold work that a scan must not throw away. */
const yielding: ReadonlySet<Panel['name']> = new Set<Panel['name']>([
  'search',
  'weight',
  'voidSale',
  'menu',
  'drawer',
  'resolve',
]);

/** `atMs` is when the scanner had read it, on the page's clock. */
export function takeScan(till: Till, code: string, atMs: number = performance.now()): void {
  const { store } = till;
  // The screen says that the till does not answer; what is scanned meanwhile is scanned again.
  if (store.getState().connection !== 'ready') return;
  if (waitsBehind(till, { of: null, commits: false, run: () => takeScan(till, code, atMs) })) return;
  // Help has been read; what lies under it decides, for it may hold work.
  closeHelp(till);
  if (store.getState().panel?.name === 'badges') return void giveBadge(till, code);
  if (store.getState().panel?.name === 'approval') {
    // Read twice, it must not be an article the second time.
    till.lastRead = { code, atMs, isBadge: true };
    return void approveWithBadge(till, code);
  }
  const before = till.lastRead;
  const isAgain = before !== null && before.code === code && atMs - before.atMs < SAME_READ_MS;
  const isBadge = isAgain ? before.isBadge : screenOf(store.getState()) === 'unlock';
  till.lastRead = { code, atMs, isBadge };
  if (!isAgain) routeScan(till, code);
  // The badge that has just opened the till was no article, and its code is shown to nobody.
  else if (!isBadge) sayTwice(till, code);
}

/** Only where the first read was added is there anything to add again. */
function sayTwice(till: Till, code: string): void {
  const state = till.store.getState();
  if (isSealed('receipt', code) || isSealed('register', code)) return;
  if (screenOf(state) === 'count') void saveCountAgain(till);
  if (screenOf(state) !== 'sell' || state.panel !== null) return;
  remember(till, { kind: 'read', code });
  say(till, (w) => w.counter.readTwice({ code }), {
    action: 'sell.undo',
    word: (w) => w.counter.addAgain,
  });
}

function scanAtCounter(till: Till, code: string): void {
  const { store } = till;
  const { panel } = store.getState();
  if (panel?.name === 'arrange') return void addScannedKey(till, code);
  if (panel?.name === 'customer') return void takeCard(till, code);
  if (panel?.name === 'priceCheck') return void checkPrice(till, code);
  if (panel?.name === 'returnFind') return void findReceipt(till, code);
  if (panel?.name === 'return') return void markCode(till, code);
  if (panel?.name === 'returnArticle') return void takeArticle(till, code);
  if (panel !== null && !yielding.has(panel.name))
    return sayNo(till, (w) => w.counter.notAddedHere({ code }));
  if (panel?.name === 'weight') store.setState({ entry: emptyEntry });
  store.setState({ panel: null, notice: null });
  // The change is given, the list is looked at: whoever scans is back at the counter.
  if (store.getState().place.name !== 'sell') nextSale(till);
  void addScanned(till, code);
}

/** The goods of the next customer, or one that was forgotten: never silently lost, never silently added. */
function scanWhilePaying(till: Till, code: string): void {
  const { sale } = till.store.getState();
  if ((sale?.sale.tenders.length ?? 0) > 0) return sayNo(till, (w) => w.counter.notAddedPaid({ code }));
  till.store.setState({ unadded: code });
  sayNo(till, (w) => w.counter.notAdded({ code }), {
    action: 'tender.addScanned',
    word: (w) => w.counter.addToBasket,
  });
}

/** Back to the basket with the code that was scanned while the money was taken. */
export function addUnadded(till: Till): void {
  const { unadded } = till.store.getState();
  if (unadded === null) return;
  backToBasket(till);
  till.store.setState({ unadded: null });
  void addScanned(till, unadded);
}

function sayViewOnly(till: Till): void {
  const mode = till.store.getState().about?.mode;
  if (mode?.kind !== 'viewOnly') return;
  const details = { trouble: mode.trouble };
  tell(till, { kind: 'refusal', refusal: { code: 'store.viewOnly', details } });
}

/** The code of a receipt opens what was sold on it, from wherever nothing is lost by that. It is never shown or tried as an article. */
function scanReceipt(till: Till, code: string): void {
  const { store } = till;
  const { panel, place } = store.getState();
  const isAtCounter = ['sell', 'change', 'parked'].includes(screenOf(store.getState()));
  const isMarked = panel?.name === 'return' && Object.keys(panel.marks).length > 0;
  const isOver =
    panel === null || panel.name === 'returnFind' || panel.name === 'return' || yielding.has(panel.name);
  if (!isAtCounter || !isOver || isMarked) return sayNo(till, (w) => w.returns.notHere);
  if (panel !== null && yielding.has(panel.name)) store.setState({ panel: null, entry: emptyEntry });
  store.setState({ notice: null });
  if (place.name !== 'sell') nextSale(till);
  void findReceipt(till, code);
}

/** The lists and forms of the shop's data, wherever they lie open; false where none of them does. */
function scanIntoForm(till: Till, code: string): boolean {
  switch (till.store.getState().panel?.name) {
    case 'promotion':
      void addScannedGoods(till, code);
      return true;
    case 'priceList':
      void pickScanned(till, code);
      return true;
    case 'customers':
      void lookForCustomers(till, code.trim());
      return true;
    case 'customerForm':
      takeCustomerCard(till, code);
      return true;
    case 'trusted':
      void trustCard(till, code);
      return true;
    default:
      return false;
  }
}

function routeScan(till: Till, code: string): void {
  if (isSealed('receipt', code)) return scanReceipt(till, code);
  // The card of another register is read in the settings and nowhere else.
  if (isSealed('register', code) && till.store.getState().panel?.name !== 'trusted')
    return sayNo(till, (w) => w.returns.notAReceipt);
  if (scanIntoForm(till, code)) return;
  switch (screenOf(till.store.getState())) {
    case 'sell':
    case 'change':
    case 'parked':
      scanAtCounter(till, code);
      break;
    case 'tender':
      scanWhilePaying(till, code);
      break;
    case 'unlock':
      void unlockWithBadge(till, code);
      break;
    case 'openShift':
      tell(till, { kind: 'refusal', refusal: { code: 'shift.none', details: {} } });
      break;
    case 'check':
    case 'count':
      // What its digits had been taken for is undone; the till is told so too.
      void saveCountAgain(till);
      sayNo(till, (w) => w.screen.scannedWhileCounting({ code }));
      break;
    case 'trouble':
      sayViewOnly(till);
      break;
    case 'counted':
    case 'zReport':
    case 'xReport':
      sayNo(till, (w) => w.counter.notAddedHere({ code }));
      break;
    default:
      break;
  }
}
