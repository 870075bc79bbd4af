// What a scanned code means where the cashier stands. A scan never presses a button and never lands in a field; none is
// passed over without a word.
import { isAddOn, readScanned } from '#contract/scanned.ts';
import type { ScannerRead } from '#contract/scanned.ts';
import { kindOfCode } from '#screen/code-kind.ts';
import { emptyEntry } from '#screen/entry.ts';
import { plainRead } from '#screen/state/reads.ts';
import type { HowRead } from '#screen/state/reads.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { waitsBehind } from '#screen/state/turn.ts';
import { approveWithBadge } from './approve.ts';
import { newId } from './ask.ts';
import { addScanned, saleIdFor } from './basket.ts';
import { hearTyped } from './beside-set-up.ts';
import { saveCountAgain } from './count.ts';
import { takeCard } from './customer.ts';
import { lookForCustomers, takeCustomerCard } from './customers.ts';
import { hear } from './devices.ts';
import { closeHelp } from './help.ts';
import { tryScanned } from './layouts.ts';
import { remember } from './lines.ts';
import { pickScanned } from './price-list.ts';
import { checkPrice } from './price.ts';
import { addScannedGoods } from './promotion-form.ts';
import { addScannedKey } from './quick.ts';
import { takeArticle } from './return-article.ts';
import { findReceipt, markCode } from './returns.ts';
import { sayNo, say, sound, tell } from './say.ts';
import { isYielding, scanParked, scanReceipt } from './scan-paper.ts';
import { giveBadge } from './settings.ts';
import { unlockWithBadge } from './staff.ts';
import { trustCard } from './trusted.ts';
import { backToBasket, nextSale } from './tender.ts';

/** A code of a scanner that is no keyboard. */
export function takeRead(till: Till, { code, source, symbology, end }: ScannerRead): void {
  takeScan(till, code, performance.now(), { source, isTyped: false, symbology, end, msPerChar: null });
}

/** `atMs` is when the scanner had read it, on the page's clock. */
export function takeScan(
  till: Till,
  text: string,
  atMs: number = performance.now(),
  how: HowRead = plainRead,
): void {
  if (how.isTyped && isAddOn(text)) return;
  // A scanner that types sends its identifier and the parts of a code as they are.
  const { code, symbology } = how.isTyped ? readScanned(text) : { ...how, code: text };
  takeCode(till, code, atMs, { ...how, symbology });
}

function takeCode(till: Till, code: string, atMs: number, how: HowRead): void {
  const { store } = till;
  // The screen says that the till does not answer; what is scanned meanwhile is scanned again.
  if (store.getState().connection !== 'ready') return sound(till, 'error');
  // However long the disk takes: the screen says that it works, and what was scanned meanwhile is in the basket then.
  const run = () => takeCode(till, code, atMs, how);
  if (waitsBehind(till, { of: null, commits: false, run })) return;
  // Help has been read; what lies under it decides, for it may hold work.
  closeHelp(till);
  const { panel, counter } = store.getState();
  if (panel?.name === 'badges') return void giveBadge(till, code);
  if (panel?.name === 'devices') return hear(till, code, how);
  if (panel?.name === 'besideSetUp' && panel.role === 'scanner') return hearTyped(till, code, how);
  if (panel?.name === 'approval') {
    // Read twice, it must not be an article the second time.
    till.lastReads.set(how.source, { code, atMs, isBadge: true });
    return void approveWithBadge(till, code);
  }
  const before = till.lastReads.get(how.source);
  const isAgain = before !== undefined && before.code === code && atMs - before.atMs < counter.sameReadMs;
  const isBadge = isAgain ? before.isBadge : screenOf(store.getState()) === 'unlock';
  till.lastReads.set(how.source, { code, atMs, isBadge });
  if (!isAgain) routeScan(till, code);
  // The badge that has just opened the till was no article, and its code is shown to nobody.
  else if (!isBadge) sayTwice(till, code, how.source);
}

/** Only where the first read was added is there anything to add again; the journal is told of it. */
function sayTwice(till: Till, code: string, source: string): void {
  const state = till.store.getState();
  if (!isGoods(code)) return;
  if (screenOf(state) === 'count') void saveCountAgain(till);
  if (screenOf(state) !== 'sell' || state.panel !== null) return;
  const note = { commandId: newId(), saleId: saleIdFor(till), code, source };
  void till.bridge.call('sale.noteReadTwice', note);
  remember(till, { kind: 'read', code });
  say(till, (w) => w.counter.readTwice({ code }), {
    action: 'sell.undo',
    word: (w) => w.counter.addAgain,
  });
}

/** What may be sold by its code, for all that its form tells. */
function isGoods(code: string): boolean {
  const kind = kindOfCode(code);
  return kind === 'any' || kind === 'payment' || kind === 'receiptNumber';
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
  if (panel !== null && !isYielding(panel)) return sayNo(till, (w) => w.counter.notAddedHere({ code }));
  if (panel?.name === 'weight') store.setState({ entry: emptyEntry });
  store.setState({ panel: null, notice: null });
  // The change is given, the list is looked at: whoever scans is back at the counter.
  if (store.getState().place.name !== 'sell') nextSale(till);
  void addScanned(till, code, otherwiseOf(till, code));
}

/** What a code may be that no article has, card, coupon or label; undefined for one that nobody knows. */
function otherwiseOf(till: Till, code: string): (() => void) | undefined {
  switch (kindOfCode(code)) {
    case 'receiptNumber':
      return () => scanReceipt(till, code);
    case 'payment':
      // Somebody's money: neither shown nor kept.
      return () => sayNo(till, (w) => w.scan.payment);
    case 'address':
      return () => sayNo(till, (w) => w.scan.address);
    default:
      return undefined;
  }
}

/** The goods of the next customer, or one that was forgotten: never silently lost, never silently added. */
function scanWhilePaying(till: Till, code: string): void {
  const { sale } = till.store.getState();
  if (kindOfCode(code) === 'payment') return sayNo(till, (w) => w.scan.paymentHere);
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
  void addScanned(till, unadded, otherwiseOf(till, unadded));
}

function sayViewOnly(till: Till): void {
  const mode = till.store.getState().about?.mode;
  if (mode?.kind !== 'viewOnly') return;
  const details = { trouble: mode.trouble };
  tell(till, { kind: 'refusal', refusal: { code: 'store.viewOnly', details } });
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
    case 'layouts':
    case 'layoutForm':
      tryScanned(till, code);
      return true;
    case 'trusted':
      void trustCard(till, code);
      return true;
    default:
      return false;
  }
}

/** The one place that decides what a scan does: by what the code is, and by where the cashier stands. */
function routeScan(till: Till, code: string): void {
  const kind = kindOfCode(code);
  const screen = screenOf(till.store.getState());
  if (kind === 'receipt') return scanReceipt(till, code);
  if (kind === 'parked') return scanParked(till, code);
  if (kind === 'unfit') return sayNo(till, (w) => w.scan.tooLong);
  // The card of another register is read in the settings and nowhere else.
  if (kind === 'register' && till.store.getState().panel?.name !== 'trusted')
    return sayNo(till, (w) => w.returns.notAReceipt);
  if (scanIntoForm(till, code)) return;
  switch (screen) {
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
    default:
      sayNo(till, (w) => w.counter.notAddedHere({ code }));
  }
}
