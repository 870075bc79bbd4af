// Every verb of the contract and the function that does it. Nothing else.
import type { CommandName } from '#contract/commands.ts';
import * as approve from './approve.ts';
import * as catalog from './catalog.ts';
import type { HandledName, Handlers } from './context.ts';
import * as deviceSetup from './device-setup.ts';
import * as customer from './customer.ts';
import * as counter from './counter.ts';
import * as count from './count.ts';
import * as demo from './demo.ts';
import * as explain from './explain.ts';
import * as promotion from './promotion.ts';
import * as prices from './prices.ts';
import * as discount from './discount.ts';
import * as limits from './limits.ts';
import * as quick from './quick.ts';
import * as original from './original.ts';
import * as paper from './paper.ts';
import * as print from './print.ts';
import * as receipt from './receipt.ts';
import * as register from './register.ts';
import * as add from './sale-add.ts';
import * as buyer from './sale-customer.ts';
import * as returns from './return.ts';
import * as returnQuote from './return-quote.ts';
import * as line from './sale-line.ts';
import * as display from './display.ts';
import * as machine from './machine.ts';
import * as sale from './sale.ts';
import * as session from './session.ts';
import * as shift from './shift.ts';
import * as staff from './staff.ts';
import * as tender from './tender.ts';
import * as trust from './trust.ts';
import * as unresolved from './unresolved.ts';

export const handlers: Handlers = {
  'app.describe': register.describe,
  'display.open': machine.openDisplay,
  'display.try': display.tryDisplay,
  'app.diagnose': machine.diagnose,
  'app.saveDiagnosis': machine.saveDiagnosis,
  'app.installUpdate': machine.installUpdate,
  'register.setUp': register.setUp,
  'register.setReceiptLanguage': register.setReceiptLanguage,
  'register.setTaxSummary': register.setTaxSummary,
  'register.close': register.close,
  'register.today': register.today,
  'register.card': trust.card,
  'register.trust': trust.trust,
  'register.distrust': trust.distrust,
  'register.trusted': trust.trusted,
  'session.signIn': session.signIn,
  'session.signInWithBadge': session.signInWithBadge,
  'session.signOut': session.signOut,
  'session.approve': approve.approve,
  'session.approveWithBadge': approve.approveWithBadge,
  'register.setLimits': limits.setLimits,
  'staff.setBadge': staff.setBadge,
  'counter.configure': counter.configure,
  'quick.list': quick.list,
  'quick.put': quick.put,
  'shift.open': shift.open,
  'shift.count': count.put,
  'shift.countSoFar': count.soFar,
  'shift.close': shift.close,
  'shift.xReport': shift.xReport,
  'cash.move': shift.moveCash,
  'drawer.noSale': shift.noSale,
  'catalog.lookUp': catalog.lookUp,
  'catalog.search': catalog.search,
  'catalog.categories': catalog.categories,
  'catalog.put': catalog.put,
  'catalog.layouts': prices.layouts,
  'catalog.tryLabel': catalog.tryLabel,
  'catalog.putLayouts': prices.putLayouts,
  'catalog.priceLists': prices.priceLists,
  'catalog.listPrices': prices.listPrices,
  'catalog.putPriceLists': prices.putPriceLists,
  'catalog.taxRules': prices.taxRules,
  'catalog.putTaxRules': prices.putTaxRules,
  'customer.put': customer.put,
  'customer.get': customer.get,
  'customer.find': customer.find,
  'customer.list': customer.list,
  'customer.groups': customer.groups,
  'customer.putGroups': customer.putGroups,
  'sale.current': sale.current,
  'sale.get': sale.get,
  'sale.explain': explain.explain,
  'sale.last': sale.last,
  'sale.scan': add.scan,
  'sale.noteReadTwice': add.noteReadTwice,
  'sale.resolve': unresolved.resolve,
  'sale.dropUnresolved': unresolved.drop,
  'sale.addItem': add.addItem,
  'sale.addOpenPrice': add.addOpenPrice,
  'sale.setCustomer': buyer.setCustomer,
  'sale.setQuantity': line.setQuantity,
  'sale.overridePrice': line.overridePrice,
  'sale.discountLine': discount.discountLine,
  'sale.discountOrder': discount.discountOrder,
  'sale.quoteDiscount': discount.quoteDiscount,
  'sale.voidLine': line.voidLine,
  'sale.restoreLine': line.restoreLine,
  'sale.void': sale.voidSale,
  'sale.park': sale.park,
  'sale.recall': sale.recall,
  'sale.parked': sale.parked,
  'sale.complete': sale.complete,
  'return.find': original.find,
  'return.quote': returnQuote.quote,
  'sale.addReturn': returns.add,
  'sale.addReturnAll': returns.addAll,
  'sale.addReturnWithoutReceipt': returns.addWithoutReceipt,
  'sale.removeReturn': returns.remove,
  'tender.refundCash': tender.refundCash,
  'tender.options': tender.options,
  'tender.quoteCash': tender.quote,
  'tender.cash': tender.cash,
  'tender.remove': tender.remove,
  'promotion.list': promotion.list,
  'promotion.put': promotion.put,
  'sale.addCoupon': promotion.addCoupon,
  'sale.removeCoupon': promotion.removeCoupon,
  'receipt.show': receipt.show,
  'receipt.reprint': receipt.reprint,
  'receipt.gift': paper.gift,
  'sale.printSlip': paper.parkedSlip,
  'device.printTest': paper.test,
  'demo.look': demo.look,
  'demo.scan': demo.scan,
  'demo.weigh': demo.weigh,
  'demo.setPrinter': demo.setPrinter,
  'demo.shutDrawer': demo.shutDrawer,
  'device.list': (context) => ({ devices: [...context.state.devices] }),
  'device.find': ({ devices }) => devices.find().then((found) => ({ found })),
  'drawer.level': ({ devices }) => devices.drawer.readLevel().then((level) => ({ level })),
  'device.tryPrinter': deviceSetup.tryPrinter,
  'device.setPrinter': deviceSetup.setPrinter,
  'device.setFallback': deviceSetup.setFallback,
  'device.setDrawer': deviceSetup.setDrawer,
  'device.findBeside': deviceSetup.findBeside,
  'device.tryBeside': deviceSetup.tryBeside,
  'device.endTry': deviceSetup.endTry,
  'device.setScale': deviceSetup.setScale,
  'device.setDisplay': deviceSetup.setDisplay,
  'device.setScanners': deviceSetup.setScanners,
  'print.questions': print.questions,
  'print.answer': print.answer,
};

/** The handler of a command that prepares nothing, for the context of its kind. */
export const handlerOf = (name: CommandName) =>
  handlers[name as HandledName] as unknown as (context: object, args: unknown) => unknown;
