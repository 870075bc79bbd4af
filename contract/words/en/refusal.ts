// English words for every refusal: what is wrong and what to do, as one would say it to a cashier. Holds no codes, and
// decides nothing.
import { formatQuantity } from '#contract/quantity.ts';
import { formatPercent } from '#contract/money.ts';
import type { RefusalCode, RefusalDetails } from '#contract/refusal.ts';
import type { Permission } from '#contract/staff.ts';

/** One entry for every code of the union, with exactly that code's details. */
export type RefusalWords = { [C in RefusalCode]: (d: RefusalDetails[C]) => string };
/** Permissions as what one does: "override a price". */
export type PermissionWords = Record<Permission, string>;

export const permission: PermissionWords = {
  anyone: 'look at this till',
  signedIn: 'use this till',
  setUp: 'set up this till',
  'sale.sell': 'sell',
  'sale.openPrice': 'key in a price',
  'sale.overridePrice': 'override a price',
  'sale.refund': 'take goods back',
  'sale.refundWithoutReceipt': 'take goods back without a receipt',
  'sale.discount': 'give a discount',
  'shift.work': 'open and close a shift',
  'cash.move': 'move cash in or out of the drawer',
  'drawer.noSale': 'open the drawer without a sale',
  'report.x': 'print an X report',
  'register.close': 'close the register',
  'register.trust': 'trust another till',
  'catalog.edit': 'change articles, prices, promotions or customers',
  'staff.edit': 'give out badges',
  'limits.edit': 'say how far each role may go',
  'app.update': 'update the program',
  'device.setUp': 'set up devices',
  'register.recover': 'go on selling in new books',
};

export const refusal: RefusalWords = {
  'command.malformed': () =>
    'The till did not understand this request. Try again; if it stays, restart the till.',
  'command.unknown': () =>
    'This till cannot do that yet. The screen and the till may differ: restart the till.',
  'command.invalid': () => 'The till cannot take this as it was entered. Check it and try again.',
  'command.conflict': () =>
    'This step was already done with other figures. Look at the basket before going on.',
  'command.done': () => 'This was done before, in an earlier period. It is not done again.',
  'session.none': () => 'Nobody is signed in. Enter your PIN first.',
  'session.unknownStaff': () => 'This person no longer works on this till. Pick another name.',
  'session.wrongPin': (d) =>
    d.triesLeft === 1 ? 'Wrong PIN. 1 try is left.' : `Wrong PIN. ${d.triesLeft} tries are left.`,
  'session.unknownBadge': () => 'This badge belongs to nobody here. Use the PIN, or ask a manager.',
  'session.locked': (d) => `Too many wrong PINs. Wait ${d.secondsLeft} seconds, then try again.`,
  'session.notAllowed': (d) =>
    `You may not ${permission[d.permission]}. Ask a supervisor or a manager to do it.`,
  'approval.needed': (d) => {
    const ask =
      d.approvers.length === 0
        ? 'Nobody else at this till may do it either.'
        : 'Somebody who may can approve it.';
    if (d.limit === 0) return `You may not do this by yourself. ${ask}`;
    if (d.limit === null || d.asked === null)
      return `You may not ${permission[d.permission]} by yourself. ${ask}`;
    return `${formatPercent(d.asked)} is more than the ${formatPercent(d.limit)} you may give by yourself. ${ask}`;
  },
  'approval.notEnough': (d) =>
    d.limit === null || d.limit === 0
      ? `${d.name} may not do this either. Ask somebody who may.`
      : `${d.name} may give no more than ${formatPercent(d.limit)}. Ask somebody who may give more.`,
  'approval.bySelf': () => 'Nobody can approve what they do themselves. Ask somebody else.',
  'approval.notForThis': () => 'This cannot be approved for somebody else.',
  'register.notSetUp': () => 'This till is not set up yet. Set it up first.',
  'register.alreadySetUp': () => 'This till is set up already.',
  'register.badTimeZone': (d) =>
    `“${d.timeZone}” is not a time zone this till knows. Pick one from the list.`,
  'register.noManager': () => 'At least one person must be a manager.',
  'register.shiftOpen': () => 'A shift is still open. Count its cash and close it first.',
  'register.nothingToClose': () => 'Nothing happened since the last Z report, so there is nothing to close.',
  'register.parkedSales': (d) =>
    d.count === 1
      ? '1 sale is still parked. Recall it and finish or void it first.'
      : `${d.count} sales are still parked. Recall them and finish or void them first.`,
  'store.viewOnly': () =>
    'This till can only be looked at now, not sold on. Nothing was erased. Call support.',
  'store.full': () =>
    'The disk of this till is full, so this was not done. The basket is kept. Free some space on the disk, then try again.',
  'store.lowSpace': (d) =>
    `Only ${d.freeMegabytes} MB are free on this till, so no new sale begins. Finish the open one, close the day, and free some space.`,
  'store.noRecovery': () =>
    'Selling cannot go on in that way here. Look at the screen again, or call support.',
  'update.none': () => 'There is no newer version to install.',
  'update.shiftOpen': () => 'A shift is open. Close it first; the update waits.',
  'update.notBackedUp': () => 'The books could not be backed up, so nothing was updated. Call support.',
  'machine.cannotWrite': () => 'The file could not be written. Check the disk, then try again.',
  'catalog.unknownCode': (d) => `“${d.code}” is not in the catalogue. Try again, or search by name.`,
  'catalog.unknownItem': () => 'This article is no longer in the catalogue. Search for it again.',
  'catalog.unknownTaxCode': (d) => `The tax “${d.taxCode}” is not known here. Add it first, or pick another.`,
  'catalog.unknownCategory': (d) =>
    `The category “${d.category}” is not known here. Add it first, or pick another.`,
  'catalog.badCheckDigit': (d) => `“${d.code}” was misread. Scan it again, or check the digits.`,
  'catalog.codeTaken': (d) => `The code “${d.code}” already belongs to article ${d.sku}.`,
  'catalog.emptyLabel': () => 'This label carries no weight and no amount. Weigh the goods again.',
  'catalog.unknownPriceList': (d) => `There is no price list “${d.id}” here. Reload the lists and try again.`,
  'catalog.priceTwice': (d) => `Article ${d.sku} has two prices for one quantity in this list. Keep one.`,
  'catalog.unknownDestination': (d) =>
    `The destination “${d.destination}” is not known here. Add it to the tax rules first.`,
  'catalog.destinationInUse': (d) =>
    `Customers have “${d.destination}” as their destination. Give them another one first.`,
  'customer.unknown': () => 'This customer is not known here. Search again.',
  'customer.unknownGroup': (d) =>
    `The customer group “${d.group}” is not known here. Add it first, or pick another.`,
  'customer.cardTaken': () => 'This card already belongs to another customer. Use another card.',
  'customer.cardIsArticle': () => 'This is the code of an article, not a card. Use another card.',
  'customer.cardIsBadge': () => 'This is a staff badge, not a customer’s card. Use another card.',
  'sale.none': () => 'The basket is empty. Scan an article first.',
  'sale.unknown': () => 'This sale is not on this till.',
  'sale.otherOpen': () => 'Another sale is open. Finish it or park it first.',
  'sale.notOpen': () => 'This sale is no longer open. Start a new one.',
  'sale.notParked': () => 'This sale is no longer parked. Someone may have recalled it.',
  'sale.empty': () => 'The basket is empty. Scan an article first.',
  'sale.lineUnknown': () => 'This line is no longer in the basket.',
  'sale.lineVoided': () => 'This line is voided already.',
  'sale.lineNotVoided': () => 'This line is not voided.',
  'sale.unresolved': (d) =>
    d.count === 1
      ? '1 scan is still unknown. Say what it was, or remove it, then take the money.'
      : `${d.count} scans are still unknown. Say what they were, or remove them, then take the money.`,
  'sale.tooManyUnresolved': (d) =>
    `${d.limit} scans are unknown already. Say what they were, or remove them, then go on.`,
  'sale.staffBadge': () => 'That is a staff badge, not an article. It unlocks the till.',
  'sale.weightNeeded': () => 'This article is sold by weight. Enter the weight in kilograms.',
  'sale.wholeUnits': () => 'This article is sold by the piece. Enter a whole number.',
  'sale.priceNeeded': () => 'This article has no fixed price. Enter its price.',
  'sale.notOpenPrice': () => 'This article has a price of its own. Add it, then override the price.',
  'sale.belowMinimum': () =>
    'This is less than the article may be sold for. Enter a higher price, or ask a manager.',
  'sale.fixedAmount': () =>
    'The label or the pack gives the amount of this line. Void it, then scan what is wanted.',
  'sale.wholePacks': (d) => `This line is sold in packs of ${d.size}. Enter a multiple of that.`,
  'sale.labelUnit': () =>
    'The label does not fit this article: one is by weight, the other by the piece. Weigh the goods again.',
  'sale.labelQuantity': () => 'A label stands for one package. Scan each package by itself.',
  'sale.tooManyLines': (d) =>
    `A sale can have ${d.limit} lines at most. Take the money for this one and start another.`,
  'sale.tooLarge': () =>
    'This is more than one sale can hold. Check the quantity, or split it into two sales.',
  'sale.hasTenders': () =>
    'Cash was already taken or paid out for this sale. Undo that first, then change the basket.',
  'sale.notExplained': () =>
    'An earlier version of the program made this sale and did not keep what it was computed from.',
  'sale.notPaid': () => 'There is still money to pay. Take the rest first.',
  'coupon.unknown': (d) => `No offer has the coupon “${d.code}” today.`,
  'coupon.taken': (d) => `The coupon “${d.code}” is in this sale already.`,
  'coupon.usedUp': (d) => `The coupon “${d.code}” was used as often as it may be.`,
  'coupon.tooMany': (d) => `A sale takes at most ${d.limit} coupons.`,
  'coupon.notGiven': (d) => `The coupon “${d.code}” is not in this sale.`,
  'promotion.unknown': (d) => `There is no promotion “${d.promotionId}”.`,
  'promotion.couponTaken': (d) => `The code “${d.code}” belongs to the promotion “${d.promotionId}” already.`,
  'tender.refundDue': () => 'Money goes back to the customer here. Pay it out, then finish the sale.',
  'tender.noRefundDue': () => 'Nothing is to be paid out here.',
  'return.unknownReceipt': (d) =>
    `No receipt “${d.text}” is known here. Check the number, or take the goods back without a receipt.`,
  'return.voided': () => 'This sale was voided, so nothing was bought on it.',
  'return.unknownLine': () => 'This line is not on the receipt.',
  'return.tooMuch': (d) => `Only ${formatQuantity(d.remaining)} of this line can still come back.`,
  'return.nothingLeft': () => 'All of this has come back already, or stands in a sale that is not finished.',
  'return.notInSale': () => 'This return is no longer in the basket.',
  'discount.tooMuch': () => 'This is more than what it would be taken off. Type a smaller discount.',
  'discount.none': () => 'There is no discount to take off.',
  'discount.belowMinimum': (d) => `This would sell ${d.sku} below its lowest price. Type a smaller discount.`,
  'discount.outgrown': () =>
    'The basket has changed since a discount was given on it. Take the discount off or give it anew, then take the money.',
  'discount.forMore': () =>
    'This price or discount was given for so many only. Scan the others; they come as a line of their own.',
  'tender.nothingDue': () => 'There is nothing left to pay.',
  'tender.zero': () => 'Enter how much cash was given.',
  'tender.unknown': () => 'This payment is no longer part of the sale.',
  'shift.none': () => 'No shift is open. Open one with the cash in the drawer first.',
  'shift.alreadyOpen': (d) => `The shift of ${d.staffName} is still open. It must be closed first.`,
  'shift.saleOpen': () => 'A sale is still open. Finish, park or void it first.',
  'shift.notADenomination': () => 'There is no such note or coin here.',
  'cash.notEnough': () => 'There is not that much cash in the drawer.',
  'receipt.none': () => 'There is no receipt to print yet.',
  'device.unknownPort': (d) =>
    `Nobody can say what is connected to ${d.name}. Look where its cable goes before something is sent there.`,
  'device.sameName': (d) =>
    `There is a scanner “${d.name}” already. Give this one another name or choose another port.`,
  'device.samePrinter': (d) =>
    `Another printer of this till is at ${d.name} already. Choose where this one is, or change the other first.`,
  'device.noFallback': () => 'This till has no second printer. Connect one first.',
  'print.notAsked': () => 'Somebody has already said what became of this paper.',
  'receiptCode.unreadable': () =>
    'This code cannot be read as one of a receipt. Scan it again, or type the receipt’s number.',
  'receiptCode.forged': () =>
    'The code on this receipt is not genuine: it was made up or changed. Give nothing back on it; call a manager.',
  'receiptCode.unknownRegister': (d) =>
    `This receipt is from register ${d.register}, which this till does not know. Ask a manager to add that till here.`,
  'receiptCode.withdrawn': (d) =>
    `Receipts of till ${d.number} are not taken back here any more: ${d.by} has withdrawn that. Give nothing back on it, and fetch a manager.`,
  'receiptCode.otherCurrency': (d) => `This receipt is in ${d.currency}, which this till does not handle.`,
  'receiptCode.withoutLines': (d) =>
    `The sale on this receipt was too long for its code to list it. Take it back at register ${d.register}, or ask a manager to take it back without a receipt.`,
  'registerCard.unreadable': () =>
    'This is not the card of a till, or it was changed. Scan it again from that till.',
  'registerCard.own': () => 'This is the card of this till itself. Scan the card of the other till.',
  'registerCard.known': (d) => `The till with the number ${d.number} on this card is known here already.`,
  'registerCard.notTrusted': () => 'That till’s receipts are not taken back here as it is.',
  'registerCard.otherCurrency': (d) => `That till works in ${d.currency}, this one in another currency.`,
  'staff.badgeTaken': () => 'This badge already belongs to somebody. Use another card.',
  'staff.badgeIsArticle': () => 'This is the code of an article, not a badge. Use another card.',
  'staff.badgeIsCard': () => 'This card belongs to a customer. Use another card for the badge.',
  'staff.badgeScanned': () =>
    'This card was scanned as an article, so its code is on record. Use another card.',
  'quick.pageTwice': () => 'Two pages of quick keys are one and the same. Reload them and try again.',
  'demo.notHere': () => 'This till has real devices. The demonstration counter is for practice only.',
};
