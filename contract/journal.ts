// The facts that a journal holds: one kind and one body each. What is written here is for ever; add, never change.
import type { Tax } from './catalog.ts';
import type { BarcodeLayout } from './barcode-layout.ts';
import type { CustomerGroup } from './customer.ts';
import type { LineDiscount, OrderDiscount } from './discount.ts';
import type { PrintAnswer, PrintKind } from './receipt.ts';
import type { CashRounding, RegisterConfig } from './register.ts';
import type { ReturnItem } from './return.ts';
import type { CompletedSale, LineItem, SaleHeader, TaxTotal } from './sale.ts';
import type { CashMove, ShiftClosing, ZReport } from './shift.ts';
import type { BusinessDate, Instant, LineId, SaleId, ShiftId, StaffId, TenderId } from './ids.ts';
import type { Money, Price } from './money.ts';
import type { PriceListShown } from './price-list.ts';
import type { Quantity } from './quantity.ts';
import type { Promotion } from './promotion.ts';
import type { TrustedRegister } from './register-card.ts';
import type { Role } from './staff.ts';
import type { StoreTrouble } from './start.ts';
import type { TaxRules } from './tax-rule.ts';
import type { ReceiptTerms } from './tax-summary.ts';
import type { Tender } from './tender.ts';

export type Account = 'drawer' | 'safe' | 'sales' | 'tax' | 'rounding' | 'overShort' | 'paidIn' | 'paidOut';

/** One side of a double entry; the postings of an event add up to zero. `memo` says why or which. */
export interface Posting {
  account: Account;
  memo: string;
  /** Minor units; positive is a debit (the drawer gains). */
  amount: Money;
}

/** A line with everything that was charged for it, and all that its figures were computed from. */
export interface SoldLine extends LineItem {
  net: Money;
  taxes: TaxTotal[];
  total: Money;
  /** What the discount on the whole sale takes off this line. */
  orderShare: Money;
  /** The taxes as they were: rates and how they are computed. Null in rows of engine 1, which did not write them. */
  rates: Tax[] | null;
  /** The article's as they were, which promotions ask for; empty in rows of engine 1. */
  category: string;
  brand: string | null;
  /** The price is another than the catalogue's because a price list says so; left out of any other line. */
  isListed?: boolean;
}

/** What was stored of a sale and of one of its lines, from which a return is drawn down (arithmetic R8, R11). */
export interface ReturnBasis {
  line: { quantity: Quantity; taxes: TaxTotal[]; total: Money };
  sale: {
    /** The lines' totals. */
    sold: Money;
    /** What came in for them, by means of payment, cash rounding in it. */
    paid: { kind: string; amount: Money }[];
    rounding: RegisterConfig['rounding'];
    cashRounding: CashRounding | null;
  };
}

/** A return with all that its figures were computed from. */
export interface ReturnedLine extends ReturnItem {
  /** Null where there was no receipt: the price given back is computed like a sale's. */
  basis: ReturnBasis | null;
  /** What had come back before it: of its line, in thousandths, and of the whole sale, in minor units. */
  before: { quantity: number; total: Money };
  /** The taxes of what came back without a receipt; null where there was one. */
  rates: Tax[] | null;
  /** The taxes that were asked when it was sold; left out where these books do not know their rates. */
  soldAt?: Tax[];
}

export interface SaleFact {
  sale: SaleHeader;
  lines: SoldLine[];
  /** Left out where nothing came back. */
  returns?: ReturnedLine[];
  /** `refunded` is left out where nothing was paid out. */
  completed: {
    receiptNumber: CompletedSale['receiptNumber'];
    received: Money;
    change: Money;
    refunded?: Money;
  };
  shiftId: ShiftId;
  /** What its receipt said beside figures; left out by programs whose receipts had one form. */
  receipt?: ReceiptTerms;
  /** Left out where no coupon was used. */
  couponUses?: { code: string; times: number }[];
  /** The rules in force, so that the figures can be computed again for ever. */
  rules: {
    engine: number;
    rounding: RegisterConfig['rounding'];
    taxRounding: RegisterConfig['taxRounding'];
    cashRounding: CashRounding | null;
    /** The mark of the steps that made the figures; rows of engine 1 have none. */
    trace?: string;
  };
}

/** The last known row of the books before these, whose hash the first row here holds as its `prev`. */
export interface FollowedHead {
  register: string;
  epoch: number;
  seq: number;
  /** Hex. */
  hash: string;
  atUtc: Instant;
  receiptNumber: string | null;
  /** The period that was open after it. */
  zNo: number;
  /** Perpetual totals go on from here. */
  gtSalesMinor: Money;
  gtReturnsMinor: Money;
  receiptCount: number;
}

export interface JournalBodies {
  'register.enrolled': {
    register: RegisterConfig;
    publicKey: string;
    appVersion: string;
    /** `hasBadge` is left out for whoever has none. */
    staff: { staffId: StaffId; name: string; role: Role; hasBadge?: true }[];
    /** Left out in the first books: why these were begun, by whom, and what they follow; null where no row could be read. */
    follows?: {
      trouble: StoreTrouble;
      by: string;
      head: FollowedHead | null;
      /** Whose receipts stay good in these books: the keys of the books before, and those that they trusted. */
      trusted?: TrustedRegister[];
      /** The promotions that go on in these books; left out where there are none. */
      promotions?: Promotion[];
    };
  };
  'register.changed': { register: RegisterConfig };
  /** From here on receipts that this register signed are good here. */
  'register.trusted': { trusted: TrustedRegister };
  /** From here on they are not, whatever day they name. */
  'register.distrusted': { distrusted: TrustedRegister };
  'register.closed': { report: Omit<ZReport, 'seal'> };
  /** `by` is left out for a PIN. */
  'session.signedIn': { staffId: StaffId; name: string; by?: 'badge' };
  'session.signedOut': { staffId: StaffId };
  'session.locked': { staffId: StaffId; failures: number; seconds: number };
  'shift.opened': { shiftId: ShiftId; staffId: StaffId; staffName: string; openedAt: Instant; float: Money };
  'shift.closed': { closing: ShiftClosing };
  'sale.completed': SaleFact;
  'sale.voided': {
    saleId: SaleId;
    cashier: SaleHeader['cashier'];
    openedAt: Instant;
    total: Money;
    lines: LineItem[];
    /** What was to come back, where anything was. */
    returns?: ReturnItem[];
    /** Scans that no article was found for, where there were any. */
    unresolved?: { code: string; quantity: Quantity }[];
  };
  'sale.parked': { saleId: SaleId; label: string | null; total: Money; lineCount: number };
  'sale.recalled': { saleId: SaleId; total: Money };
  'line.voided': { saleId: SaleId; line: LineItem };
  'line.restored': { saleId: SaleId; line: LineItem };
  /** One code twice within a moment from one scanner: it counts once. */
  'scan.readTwice': { saleId: SaleId; sku: string; code: string; source: string };
  'scan.dropped': { saleId: SaleId; code: string; quantity: Quantity };
  'line.repriced': { saleId: SaleId; lineId: LineId; sku: string; from: Price; to: Price; reason: string };
  /** `isRefund` is left out for what a customer had handed over. */
  'tender.removed': { saleId: SaleId; tender: Tender; tenderId: TenderId; isRefund?: true };
  'return.withoutReceipt': { saleId: SaleId; item: ReturnItem };
  /** `off`: what it takes off the line's `gross`; 0 once it was taken off again. */
  'line.discounted': {
    saleId: SaleId;
    lineId: LineId;
    sku: string;
    from: LineDiscount | null;
    to: LineDiscount | null;
    reason: string;
    gross: Money;
    off: Money;
  };
  /** `off`: what it takes off the sale, whose `total` is the one after it. */
  'sale.discounted': {
    saleId: SaleId;
    from: OrderDiscount | null;
    to: OrderDiscount | null;
    reason: string;
    off: Money;
    total: Money;
  };
  'cash.moved': { move: CashMove; amount: Money; reason: string };
  'drawer.opened': { reason: string };
  /** The sensor saw it stand open for so long; no money moves by it. */
  'drawer.leftOpen': { drawer: string; seconds: number };
  /** The sensor saw it open with no sale, no move of cash and no word of anybody: by its key, or by force. */
  'drawer.foundOpen': { drawer: string };
  /** What somebody said of a paper that may not have come out; the copy of a receipt has a row of its own kind. */
  'print.answered': { jobId: number; print: PrintKind; answer: PrintAnswer };
  'staff.badgeSet': { staffId: StaffId; name: string; hasBadge: boolean };
  'receipt.copied': { saleId: SaleId; receiptNumber: string; copy: number };
  'report.x': { businessDate: BusinessDate; total: Money; receiptCount: number };
  'catalog.changed': {
    created: number;
    changed: number;
    /** Prices that moved, which an inspector may ask for. */
    prices: { sku: string; from: Price | null; to: Price }[];
    /** The same of packs, where any moved; null is a pack without a price of its own, or none. */
    packs?: { sku: string; gtin: string; from: Price | null; to: Price | null }[];
  };
  /** Promotions as they are from now on, each whole; and the ids of those that are gone. */
  'promotion.changed': { put: Promotion[]; removed: string[] };
  'catalog.layoutsChanged': { layouts: BarcodeLayout[] };
  'catalog.pricesChanged': {
    /** Lists that were put, as they are now. */
    lists: PriceListShown[];
    removed: string[];
    /** Prices of those lists that moved; what a list lost is told by its count. */
    prices: { listId: string; sku: string; fromQuantity: number; from: Price | null; to: Price }[];
  };
  'catalog.taxRulesChanged': { rules: TaxRules };
  /** Nothing of a person but which entry it is, and which members of it are others now. */
  'customer.changed': { customerId: string; isNew: boolean; changed: string[] };
  'customer.groupsChanged': { groups: CustomerGroup[] };
  /** Rows that the database had lost came back from the mirror log. */
  'journal.repaired': {
    fromSeq: number;
    toSeq: number;
    /** Left out for a lost tail; else the whole database came back, for this reason and by the word of this person. */
    rebuilt?: { trouble: StoreTrouble; by: string };
  };
}
export type JournalKind = keyof JournalBodies;
export type JournalBody<K extends JournalKind> = { postings: Posting[] } & JournalBodies[K];

/** The fixed members of a row, all of them hashed. */
export interface JournalHeader {
  seq: number;
  id: string;
  register: string;
  epoch: number;
  kind: JournalKind;
  receiptSeries: string | null;
  receiptNo: number | null;
  zNo: number;
  mode: 'live' | 'training';
  atUtc: string;
  timeZone: string;
  monoMs: number;
  clockSuspect: 0 | 1;
  actor: string;
  approver: string | null;
  refId: string | null;
  appVersion: string;
  totalMinor: number;
  currency: string;
  /** Perpetual totals after this row: they only grow and survive everything. */
  gtSalesMinor: number;
  gtReturnsMinor: number;
  receiptCount: number;
}
