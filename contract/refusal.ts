// The closed union of expected noes. A refusal crosses every shell unchanged and has words in every language;
// bugs and broken machines are faults, which carry an incident number instead.
import type { StaffId } from './ids.ts';
import type { Permission } from './staff.ts';
import type { StoreTrouble } from './start.ts';

/** Every refusal with the details its words may use. */
export interface RefusalDetails {
  'command.malformed': { problem: string };
  'command.unknown': { name: string };
  'command.invalid': { path: string; problem: string };
  'command.conflict': { commandId: string };
  /** Done in a period whose answers are no longer kept; it is not done again. */
  'command.done': { commandId: string };
  'session.none': Record<string, never>;
  'session.unknownStaff': { staffId: string };
  'session.wrongPin': { triesLeft: number };
  'session.unknownBadge': Record<string, never>;
  'session.locked': { secondsLeft: number };
  'session.notAllowed': { permission: Permission };
  /**
   * Somebody else must approve it. `limit` and `asked` are parts per million, null where the permission alone decides;
   * `approvers` are those who may, whoever is signed in never among them.
   */
  'approval.needed': {
    permission: Permission;
    limit: number | null;
    asked: number | null;
    approvers: StaffId[];
  };
  /** Whoever approved may not do it either. */
  'approval.notEnough': { name: string; permission: Permission; limit: number | null };
  'approval.bySelf': Record<string, never>;
  /** Nobody can approve such a command. */
  'approval.notForThis': { name: string };
  'register.notSetUp': Record<string, never>;
  'register.alreadySetUp': Record<string, never>;
  'register.badTimeZone': { timeZone: string };
  'register.noManager': Record<string, never>;
  'register.shiftOpen': Record<string, never>;
  'register.nothingToClose': Record<string, never>;
  'register.parkedSales': { count: number };
  'store.viewOnly': { trouble: StoreTrouble };
  'store.full': Record<string, never>;
  /** So little room is left that no new sale begins. */
  'store.lowSpace': { freeMegabytes: number };
  /** The books are fit, or selling cannot go on beside them in this way. */
  'store.noRecovery': Record<string, never>;
  'update.none': Record<string, never>;
  /** The program is not replaced while somebody is accountable for a drawer. */
  'update.shiftOpen': Record<string, never>;
  'update.notBackedUp': { detail: string };
  'machine.cannotWrite': { detail: string };
  'catalog.unknownCode': { code: string };
  'catalog.unknownItem': { sku: string };
  'catalog.unknownTaxCode': { taxCode: string };
  'catalog.unknownCategory': { category: string };
  'catalog.badCheckDigit': { code: string };
  'catalog.codeTaken': { code: string; sku: string };
  /** A label whose figure is nothing or all nines, as scales print what they could not weigh. */
  'catalog.emptyLabel': { code: string };
  'catalog.unknownPriceList': { id: string };
  /** Twice in one list from one quantity on. */
  'catalog.priceTwice': { sku: string };
  'catalog.unknownDestination': { destination: string };
  'catalog.destinationInUse': { destination: string };
  'customer.unknown': { customerId: string };
  'customer.unknownGroup': { group: string };
  'customer.cardTaken': Record<string, never>;
  'customer.cardIsArticle': Record<string, never>;
  'customer.cardIsBadge': Record<string, never>;
  'sale.none': Record<string, never>;
  'sale.unknown': { saleId: string };
  'sale.otherOpen': { saleId: string };
  'sale.notOpen': { state: string };
  'sale.notParked': { state: string };
  'sale.empty': Record<string, never>;
  'sale.lineUnknown': { lineId: string };
  'sale.lineVoided': { lineId: string };
  'sale.lineNotVoided': { lineId: string };
  'sale.unresolved': { count: number };
  'sale.tooManyUnresolved': { limit: number };
  'sale.staffBadge': Record<string, never>;
  'sale.weightNeeded': { sku: string };
  'sale.wholeUnits': { sku: string };
  /** The article has no price of its own. */
  'sale.priceNeeded': { sku: string };
  'sale.notOpenPrice': { sku: string };
  'sale.belowMinimum': { sku: string; minPriceMicros: number };
  /** The code gave the amount of the line, so neither quantity nor price can be another one. */
  'sale.fixedAmount': Record<string, never>;
  'sale.wholePacks': { size: string };
  /** The label weighs what is sold by the piece, or counts what is weighed. */
  'sale.labelUnit': { sku: string };
  'sale.labelQuantity': Record<string, never>;
  'sale.tooManyLines': { limit: number };
  'sale.tooLarge': Record<string, never>;
  'sale.hasTenders': Record<string, never>;
  /** An earlier program sold it and did not write what it was computed from. */
  'sale.notExplained': Record<string, never>;
  'sale.notPaid': { due: number };
  /** Nobody gave this code out, or its promotion is over. */
  'coupon.unknown': { code: string };
  'coupon.taken': { code: string };
  /** It was used as often as it may be. */
  'coupon.usedUp': { code: string };
  'coupon.tooMany': { limit: number };
  'coupon.notGiven': { code: string };
  'promotion.unknown': { promotionId: string };
  'promotion.couponTaken': { code: string; promotionId: string };
  /** Money goes back here, in minor units; nobody pays. */
  'tender.refundDue': { amount: number };
  'tender.noRefundDue': Record<string, never>;
  'return.unknownReceipt': { text: string };
  'return.voided': Record<string, never>;
  'return.unknownLine': { lineNumber: number };
  /** Thousandths that are left of the line: fewer than wanted, or none. */
  'return.tooMuch': { remaining: number };
  'return.nothingLeft': Record<string, never>;
  'return.notInSale': { number: number };
  /** More than what it is given on. */
  'discount.tooMuch': Record<string, never>;
  'discount.none': Record<string, never>;
  'discount.belowMinimum': { sku: string };
  /** A discount in money has become a larger share of the basket, or an approved percentage is of more than it was. */
  'discount.outgrown': Record<string, never>;
  /** More pieces of what was approved for fewer. */
  'discount.forMore': Record<string, never>;
  'tender.nothingDue': Record<string, never>;
  'tender.zero': Record<string, never>;
  'tender.unknown': { tenderId: string };
  'shift.none': Record<string, never>;
  'shift.alreadyOpen': { staffName: string };
  'shift.saleOpen': Record<string, never>;
  'shift.notADenomination': { denomination: number };
  'cash.notEnough': Record<string, never>;
  'receipt.none': Record<string, never>;
  /** What is behind this port is not known to be such a device, and nobody has agreed that something is sent there. */
  'device.unknownPort': { name: string };
  /** Two scanners would be called alike. */
  'device.sameName': { name: string };
  'device.samePrinter': { name: string };
  'device.noFallback': Record<string, never>;
  /** Nobody asks about this paper, or somebody has answered. */
  'print.notAsked': Record<string, never>;
  'receiptCode.unreadable': Record<string, never>;
  /** The signature is not the register's: the code was made up or changed. */
  'receiptCode.forged': Record<string, never>;
  /** Nobody has said that this register may be believed. */
  'receiptCode.unknownRegister': { register: string };
  /** Its till was believed here once; a manager took that back. */
  'receiptCode.withdrawn': { number: number; by: string };
  'receiptCode.otherCurrency': { currency: string };
  /** A sale of another till, too long for its code to list it. */
  'receiptCode.withoutLines': { register: string };
  'registerCard.unreadable': Record<string, never>;
  'registerCard.own': Record<string, never>;
  'registerCard.known': { number: number };
  'registerCard.notTrusted': Record<string, never>;
  'registerCard.otherCurrency': { currency: string };
  'staff.badgeTaken': Record<string, never>;
  'staff.badgeIsArticle': Record<string, never>;
  'staff.badgeIsCard': Record<string, never>;
  'staff.badgeScanned': Record<string, never>;
  'quick.pageTwice': { id: string };
  'demo.notHere': Record<string, never>;
}
export type RefusalCode = keyof RefusalDetails;

export type Refusal = { [C in RefusalCode]: { code: C; details: RefusalDetails[C] } }[RefusalCode];

/** Thrown where a command must be refused; whatever it had begun is rolled back. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** Refuses with a code and exactly the details that code carries. */
export function refuse<C extends RefusalCode>(code: C, details: RefusalDetails[C]): never {
  throw new Refused({ code, details } as Refusal);
}
