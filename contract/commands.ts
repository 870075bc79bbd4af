// Everything a till can be asked to do: name -> arguments, permission, result. The names, both sides' types and the
// handlers' type are inferred from this object, so a missing verb does not compile. Owns no behaviour.
import * as z from 'zod/mini';
import { category, categoryId, codeKind, item, labelFigures, pack, taxGroup } from './catalog.ts';
import { commandId, saleId, staffId } from './ids.ts';
import { amount } from './money.ts';
import { deviceStatus, scaleReading } from './device.ts';
import { counterCommands } from './commands-counter.ts';
import { customerCommands } from './commands-customer.ts';
import { deviceCommands } from './commands-device.ts';
import { deviceSetupCommands } from './commands-device-setup.ts';
import { discountCommands } from './commands-discount.ts';
import { paperCommands } from './commands-paper.ts';
import { machineCommands } from './commands-machine.ts';
import { promotionCommands } from './commands-promotion.ts';
import { priceCommands } from './commands-prices.ts';
import { trustCommands } from './commands-trust.ts';
import { returnCommands } from './commands-return.ts';
import { saleCommands } from './commands-sale.ts';
import type { CommandSpec } from './command-spec.ts';
import { counterSettings } from './counter.ts';
import { paper } from './receipt.ts';
import { newStaff, registerConfig } from './register.ts';
import {
  cashCount,
  cashMove,
  denominationCount,
  shiftClosing,
  shiftState,
  xReport,
  zReport,
} from './shift.ts';
import { diskState, updateState } from './machine.ts';
import { pin, session, staffCard } from './staff.ts';
import type { Permission } from './staff.ts';
import { books, startReport, storeMode } from './start.ts';
import { taxNumber, taxSummary } from './tax-summary.ts';
import { language, line } from './text.ts';

const nothing = z.strictObject({});
const code = line(512);

export const commands = {
  /** What the first screen needs: who we are, whether we may sell, who works here. */
  'app.describe': {
    kind: 'read',
    permission: 'anyone',
    args: nothing,
    result: z.strictObject({
      version: z.string(),
      mode: storeMode,
      isSetUp: z.boolean(),
      register: z.nullable(registerConfig),
      /** How receipts show taxes, chosen or not; null before set-up. */
      taxSummary: z.nullable(taxSummary),
      zNumber: z.int(),
      staff: z.array(staffCard),
      session: z.nullable(session),
      shift: z.nullable(shiftState),
      devices: z.array(deviceStatus),
      /** Null where there is no scale. */
      scale: z.nullable(scaleReading),
      counter: counterSettings,
      /** The devices are simulated ones that a mouse can work. */
      hasDemoCounter: z.boolean(),
      books,
      /** What the last start found. */
      start: startReport,
      disk: diskState,
      update: updateState,
    }),
  },
  'register.setUp': {
    kind: 'journal',
    permission: 'setUp',
    args: z.strictObject({
      commandId,
      register: registerConfig,
      staff: z.array(newStaff).check(z.minLength(1), z.maxLength(50)),
    }),
    result: z.strictObject({ registerId: z.string() }),
  },
  /** Seals the register's period: a numbered Z with perpetual totals. Every shift must be closed. */
  'register.close': {
    kind: 'journal',
    permission: 'register.close',
    args: z.strictObject({ commandId }),
    result: zReport,
  },
  'session.signIn': {
    kind: 'session',
    permission: 'anyone',
    args: z.strictObject({ commandId, staffId, pin }),
    result: session,
  },
  'session.signOut': {
    kind: 'session',
    permission: 'signedIn',
    args: z.strictObject({ commandId }),
    result: nothing,
  },
  'shift.open': {
    kind: 'journal',
    permission: 'shift.work',
    args: z.strictObject({ commandId, float: amount }),
    result: shiftState,
  },
  /** Keeps how many of each note and coin were counted so far; a count can be gone on with later. */
  'shift.count': {
    kind: 'setting',
    permission: 'shift.work',
    args: z.strictObject({ commandId, counts: z.array(denominationCount).check(z.maxLength(30)) }),
    result: cashCount,
  },
  'shift.countSoFar': { kind: 'read', permission: 'shift.work', args: nothing, result: cashCount },
  'shift.close': {
    kind: 'journal',
    permission: 'shift.work',
    args: z.strictObject({ commandId, counted: amount }),
    result: shiftClosing,
  },
  'shift.xReport': {
    kind: 'journal',
    permission: 'report.x',
    args: z.strictObject({ commandId, print: z.boolean() }),
    result: xReport,
  },
  'cash.move': {
    kind: 'journal',
    permission: 'cash.move',
    args: z.strictObject({ commandId, move: cashMove, amount, reason: line(120) }),
    result: nothing,
  },
  /** Opens the drawer without a sale; the journal's row comes before the pulse. */
  'drawer.noSale': {
    kind: 'journal',
    permission: 'drawer.noSale',
    /** `print` asks for a slip to sign. */
    args: z.strictObject({ commandId, reason: line(120), print: z.optional(z.boolean()) }),
    result: nothing,
  },
  'catalog.lookUp': {
    kind: 'read',
    permission: 'signedIn',
    args: z.strictObject({ code }),
    result: z.strictObject({
      item,
      matched: codeKind,
      /** The pack whose code it is; left out where it is none's. */
      pack: z.optional(pack),
      /** What a label says of the article; left out where it is none. */
      label: z.optional(labelFigures),
    }),
  },
  /** Names by any part and Chinese ones by pinyin, codes by their beginning, a PLU whole; the empty text lists all. */
  'catalog.search': {
    kind: 'read',
    permission: 'signedIn',
    args: z.strictObject({
      text: z.string().check(z.maxLength(80)),
      category: z.nullable(categoryId),
      limit: z.int().check(z.gte(1), z.lte(200)),
    }),
    result: z.strictObject({ items: z.array(item) }),
  },
  'catalog.categories': {
    kind: 'read',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ categories: z.array(category) }),
  },
  /** Creates and changes articles by their stock code, all or none of them. */
  'catalog.put': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({
      commandId,
      taxes: z.array(taxGroup).check(z.maxLength(50)),
      categories: z.array(category).check(z.maxLength(200)),
      items: z.array(item).check(z.maxLength(500)),
    }),
    result: z.strictObject({ created: z.int(), changed: z.int() }),
  },
  ...saleCommands,
  /** The paper of a completed sale, as it was printed. */
  'receipt.show': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({ saleId }),
    result: z.strictObject({ paper, copies: z.int() }),
  },
  /** Prints the last receipt, or a named sale's, again: marked and counted as a copy. */
  'receipt.reprint': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId: z.nullable(saleId) }),
    result: z.strictObject({ receiptNumber: z.string(), copy: z.int() }),
  },
  /** The language of receipts; the screen's language is the screen's own. */
  'register.setReceiptLanguage': {
    kind: 'journal',
    permission: 'register.close',
    args: z.strictObject({ commandId, language }),
    result: nothing,
  },
  /** How receipts show taxes from now on, and the number that the shop pays them under; null shows none. */
  'register.setTaxSummary': {
    kind: 'journal',
    permission: 'register.close',
    args: z.strictObject({ commandId, taxSummary, taxNumber: z.nullable(taxNumber) }),
    result: z.strictObject({ taxSummary, taxNumber: z.nullable(taxNumber) }),
  },
  ...priceCommands,
  ...customerCommands,
  ...returnCommands,
  ...counterCommands,
  ...deviceCommands,
  ...deviceSetupCommands,
  ...discountCommands,
  ...machineCommands,
  ...paperCommands,
  ...promotionCommands,
  ...trustCommands,
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof commands;
export type Args<N extends CommandName> = z.infer<(typeof commands)[N]['args']>;
export type Result<N extends CommandName> = z.infer<(typeof commands)[N]['result']>;

/** True for the names that the contract holds (own names only, so never `constructor`). */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** What whoever sends a command must hold before anything else is looked at: an approval may stand in for the rest. */
export function permissionToSend(name: CommandName): Permission {
  const spec: CommandSpec = commands[name];
  return spec.approvable === true ? 'signedIn' : spec.permission;
}
