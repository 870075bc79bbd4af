// What a scanned code means where the cashier stands. A scan never presses a button and never lands in a field; none is
// passed over without a word.
import { isAddOn, readScanned } from '#contract/scanned.ts';
import type { ScannerRead } from '#contract/scanned.ts';
import { kindOfCode } from '#screen/code-kind.ts';
import { emptyEntry } from '#screen/entry.ts';
import { plainRead } from '#screen/state/reads.ts';
import type { HowRead } from '#screen/state/reads.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { ScreenName } from '#screen/state/screen.ts';
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
import { shownOf } from './scanner.ts';
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
  if (panel?.name === 'badges' && panel.isWaiting) {
    // Read twice, it is the badge that was given.
    till.lastReads.set(how.source, { code, atMs, isAdded: null });
    return void giveBadge(till, code);
  }
  if (panel?.name === 'devices') return hear(till, code, how);
  if (panel?.name === 'besideSetUp' && panel.role === 'scanner') return hearTyped(till, code, how);
  if (panel?.name === 'approval') {
    // Read twice, it must not be an article the second time.
    till.lastReads.set(how.source, { code, atMs, isAdded: null });
    return void approveWithBadge(till, code);
  }
  const before = till.lastReads.get(how.source);
  const isAgain = before !== undefined && before.code === code && atMs - before.atMs < counter.sameReadMs;
  const isAdded = isAgain ? before.isAdded : routeScan(till, code);
  till.lastReads.set(how.source, { code, atMs, isAdded });
  if (isAgain) void sayTwice(till, code, how.source, isAdded);
}

/**
 * Only where the first read was added is there anything to add again; the journal is told of it. Every other code was no
 * goods but somebody's badge, card or money, and is shown to nobody.
 */
async function sayTwice(
  till: Till,
  code: string,
  source: string,
  isAdded: Promise<boolean> | null,
): Promise<void> {
  const isAtBasket = () => {
    const now = till.store.getState();
    return screenOf(now) === 'sell' && now.panel === null;
  };
  if (screenOf(till.store.getState()) === 'count') void saveCountAgain(till);
  if (isAdded === null || !isAtBasket()) return;
  // Whoever scanned may have gone on to pay, or to the next sale, by the time that the first read is answered.
  const note = { commandId: newId(), saleId: saleIdFor(till), code, source };
  if (!(await isAdded)) return;
  void till.bridge.call('sale.noteReadTwice', note);
  if (!isAtBasket()) return;
  const state = till.store.getState();
  // That its day is over, or that nobody knows it, is worth more than that it was read twice.
  if (state.notice !== null && (state.notice.kind !== 'said' || state.notice.isNo === true)) return;
  remember(till, { kind: 'read', code });
  say(till, (w) => w.counter.readTwice({ code }), {
    action: 'sell.undo',
    word: (w) => w.counter.addAgain,
  });
}

/** What lies open at the counter and does something else with a code than to add it; false where nothing does. */
function scanIntoPanel(till: Till, code: string): boolean {
  const { panel } = till.store.getState();
  if (panel === null || isYielding(panel)) return false;
  if (panel.name === 'arrange') void addScannedKey(till, code);
  else if (panel.name === 'customer') void takeCard(till, code);
  else if (panel.name === 'priceCheck') void checkPrice(till, code);
  else if (panel.name === 'returnFind') void findReceipt(till, code);
  else if (panel.name === 'return') void markCode(till, code);
  else if (panel.name === 'returnArticle') void takeArticle(till, code);
  else sayNo(till, (w) => w.counter.notAddedHere({ code: shownOf(code) }));
  return true;
}

/** Answers whether it is in the basket, once that is known. */
function addAtCounter(till: Till, code: string): Promise<boolean> {
  const { store } = till;
  if (store.getState().panel?.name === 'weight') store.setState({ entry: emptyEntry });
  store.setState({ panel: null, notice: null });
  // The change is given, the list is looked at: whoever scans is back at the counter.
  if (store.getState().place.name !== 'sell') nextSale(till);
  return addScanned(till, code, otherwiseOf(till, code));
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
  if ((sale?.sale.tenders.length ?? 0) > 0)
    return sayNo(till, (w) => w.counter.notAddedPaid({ code: shownOf(code) }));
  till.store.setState({ unadded: code });
  sayNo(till, (w) => w.counter.notAdded({ code: shownOf(code) }), {
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

/** What says by its form that it is no goods; false for all that may be. */
function scanPaper(till: Till, code: string): boolean {
  const kind = kindOfCode(code);
  if (kind === 'receipt') scanReceipt(till, code);
  else if (kind === 'parked') scanParked(till, code);
  else if (kind === 'unfit') sayNo(till, (w) => w.scan.tooLong);
  // The card of another register is read in the settings and nowhere else.
  else if (kind === 'register' && till.store.getState().panel?.name !== 'trusted')
    sayNo(till, (w) => w.returns.notAReceipt);
  else return false;
  return true;
}

/**
 * The one place that decides what a scan does: by what the code is, and by where the cashier stands. Answers whether it is in
 * the basket, once that is known; null where it was not for the basket.
 */
function routeScan(till: Till, code: string): Promise<boolean> | null {
  if (scanPaper(till, code) || scanIntoForm(till, code)) return null;
  const screen = screenOf(till.store.getState());
  const isAtCounter = screen === 'sell' || screen === 'change' || screen === 'parked';
  if (isAtCounter) return scanIntoPanel(till, code) ? null : addAtCounter(till, code);
  scanElsewhere(till, code, screen);
  return null;
}

/** Away from the basket. */
function scanElsewhere(till: Till, code: string, screen: ScreenName): void {
  switch (screen) {
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
      sayNo(till, (w) => w.screen.scannedWhileCounting({ code: shownOf(code) }));
      break;
    case 'trouble':
      sayViewOnly(till);
      break;
    default:
      sayNo(till, (w) => w.counter.notAddedHere({ code: shownOf(code) }));
  }
}
