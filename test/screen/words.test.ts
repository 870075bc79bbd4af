// The words of both languages: every refusal has them, Chinese has no English in it, nothing speaks in codes.
import { expect, test } from 'vitest';
import type { RefusalCode, RefusalDetails } from '#contract/refusal.ts';
import { wordsFor } from '#contract/words/index.ts';

/** One example of every refusal; a new code does not compile without one. */
const examples: RefusalDetails = {
  'command.malformed': { problem: 'x' },
  'command.unknown': { name: 'x' },
  'command.invalid': { path: 'x', problem: 'x' },
  'command.done': { commandId: 'x' },
  'command.conflict': { commandId: 'x' },
  'session.none': {},
  'session.unknownStaff': { staffId: 'x' },
  'session.wrongPin': { triesLeft: 2 },
  'session.locked': { secondsLeft: 30 },
  'session.unknownBadge': {},
  'session.notAllowed': { permission: 'sale.overridePrice' },
  'approval.needed': { permission: 'sale.discount', limit: 100_000, asked: 150_000, approvers: [] },
  'approval.notEnough': { name: '7', permission: 'sale.discount', limit: 200_000 },
  'approval.bySelf': {},
  'approval.notForThis': { name: 'x' },
  'register.notSetUp': {},
  'register.alreadySetUp': {},
  'register.badTimeZone': { timeZone: '7' },
  'register.noManager': {},
  'register.shiftOpen': {},
  'register.nothingToClose': {},
  'register.parkedSales': { count: 2 },
  'store.viewOnly': { trouble: 'journalBroken' },
  'store.full': {},
  'store.lowSpace': { freeMegabytes: 80 },
  'store.noRecovery': {},
  'update.none': {},
  'update.shiftOpen': {},
  'update.notBackedUp': { detail: 'x' },
  'machine.cannotWrite': { detail: 'x' },
  'catalog.unknownCode': { code: '4711' },
  'catalog.unknownItem': { sku: '7' },
  'catalog.unknownTaxCode': { taxCode: '7' },
  'catalog.unknownCategory': { category: '7' },
  'catalog.badCheckDigit': { code: '4711' },
  'catalog.codeTaken': { code: '4711', sku: '7' },
  'catalog.emptyLabel': { code: '4711' },
  'catalog.unknownPriceList': { id: '7' },
  'catalog.priceTwice': { sku: '7' },
  'catalog.unknownDestination': { destination: '7' },
  'catalog.destinationInUse': { destination: '7' },
  'customer.unknown': { customerId: 'x' },
  'customer.unknownGroup': { group: '7' },
  'customer.cardTaken': {},
  'customer.cardIsArticle': {},
  'customer.cardIsBadge': {},
  'sale.none': {},
  'sale.unknown': { saleId: 'x' },
  'sale.otherOpen': { saleId: 'x' },
  'sale.notOpen': { state: 'x' },
  'sale.notParked': { state: 'x' },
  'sale.empty': {},
  'sale.lineUnknown': { lineId: 'x' },
  'sale.lineVoided': { lineId: 'x' },
  'sale.lineNotVoided': { lineId: 'x' },
  'sale.unresolved': { count: 2 },
  'sale.tooManyUnresolved': { limit: 100 },
  'sale.staffBadge': {},
  'sale.weightNeeded': { sku: 'x' },
  'sale.wholeUnits': { sku: 'x' },
  'sale.priceNeeded': { sku: 'x' },
  'sale.notOpenPrice': { sku: 'x' },
  'sale.belowMinimum': { sku: 'x', minPriceMicros: 7 },
  'sale.fixedAmount': {},
  'sale.wholePacks': { size: '24' },
  'sale.labelUnit': { sku: 'x' },
  'sale.labelQuantity': {},
  'sale.tooManyLines': { limit: 500 },
  'sale.tooLarge': {},
  'sale.hasTenders': {},
  'sale.notExplained': {},
  'sale.notPaid': { due: 120 },
  'coupon.unknown': { code: '88' },
  'coupon.taken': { code: '88' },
  'coupon.usedUp': { code: '88' },
  'coupon.tooMany': { limit: 20 },
  'coupon.notGiven': { code: '88' },
  'promotion.unknown': { promotionId: '8' },
  'promotion.couponTaken': { code: '88', promotionId: '8' },
  'discount.tooMuch': {},
  'discount.none': {},
  'discount.belowMinimum': { sku: '7' },
  'discount.outgrown': {},
  'discount.forMore': {},
  'tender.nothingDue': {},
  'tender.zero': {},
  'tender.unknown': { tenderId: 'x' },
  'shift.none': {},
  'shift.alreadyOpen': { staffName: '7' },
  'shift.saleOpen': {},
  'shift.notADenomination': { denomination: 300 },
  'cash.notEnough': {},
  'staff.badgeTaken': {},
  'staff.badgeIsArticle': {},
  'staff.badgeIsCard': {},
  'staff.badgeScanned': {},
  'quick.pageTwice': { id: 'x' },
  'demo.notHere': {},
  'tender.refundDue': { amount: 1570 },
  'tender.noRefundDue': {},
  'return.unknownReceipt': { text: '1-000042' },
  'return.voided': {},
  'return.unknownLine': { lineNumber: 3 },
  'return.tooMuch': { remaining: 1500 },
  'return.nothingLeft': {},
  'return.notInSale': { number: 4 },
  'receipt.none': {},
  'device.unknownPort': { name: '7' },
  'device.sameName': { name: '7' },
  'device.samePrinter': { name: '192.168.0.50:9100' },
  'device.noFallback': {},
  'print.notAsked': {},
  'receiptCode.unreadable': {},
  'receiptCode.forged': {},
  'receiptCode.unknownRegister': { register: 'R2' },
  'receiptCode.withdrawn': { number: 2, by: '陈静' },
  'receiptCode.otherCurrency': { currency: 'JPY' },
  'receiptCode.withoutLines': { register: 'R2' },
  'registerCard.unreadable': {},
  'registerCard.own': {},
  'registerCard.known': { number: 2 },
  'registerCard.notTrusted': {},
  'registerCard.otherCurrency': { currency: 'JPY' },
};

const codes = Object.keys(examples) as RefusalCode[];

function say(language: 'en' | 'zh', code: RefusalCode): string {
  const words = wordsFor(language).refusal[code] as (details: unknown) => string;
  return words(examples[code]);
}

test.each(codes)('%s has words in both languages', (code) => {
  const en = say('en', code);
  const zh = say('zh', code);
  expect(en).toMatch(/^[A-Z“\d].{10,}[.]$/);
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
  // What is wrong, never how the program calls it.
  for (const words of [en, zh])
    expect(words).not.toMatch(/undefined|null|\bID\b|sku|saleId|minor|[a-z]\.[a-z]/);
});

/** Every text of a catalogue; what takes details gets Chinese ones and the number 7. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const details = new Proxy({}, { get: (_target, name) => (/name|store/i.test(String(name)) ? '甲' : 7) });
    // Words that are a detail alone are that detail, whatever it is here.
    return [[path, String((value as (d: unknown) => unknown)(details))]];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

/**
 * What a Chinese till says in Latin letters all the same: report names, keys, registers, currencies, kilograms, the other
 * language's name, what a system and its groups are called, and the letters that stand for the digits of a label.
 */
const allowed = /\b(X|Z|[CIPQVW]|I+|PLU|F\d+|R\d+|JPY|Esc|English|kg|Linux|dialout|lp)\b/g;

test('no English in the Chinese words', () => {
  const { refusal: _refusal, ...words } = wordsFor('zh');
  const texts = [...textsOf(words), ...codes.map((code) => [code, say('zh', code)] as const)];
  const leaks = texts.filter(([, text]) => /[A-Za-z]/.test(text.replace(allowed, '')));
  expect(leaks).toEqual([]);
});

test('no Chinese in the English words but the name of the language', () => {
  const { refusal: _refusal, ...words } = wordsFor('en');
  const leaks = textsOf(words).filter(([, text]) => /[\u4e00-\u9fff]/.test(text.replace('甲', '')));
  expect(leaks.filter(([path]) => path !== '.screen.otherLanguage')).toEqual([]);
});

test('every text of one language has its like in the other', () => {
  const paths = (language: 'en' | 'zh') => textsOf(wordsFor(language)).map(([path]) => path);
  expect(paths('zh').sort()).toEqual(paths('en').sort());
});

test('a copy is marked as such on paper', () => {
  expect(wordsFor('en').receipt.copy({ copy: 2 })).toBe('*** COPY 2 ***');
  expect(wordsFor('zh').receipt.copy({ copy: 2 })).toBe('*** 重打 第2次 ***');
});
