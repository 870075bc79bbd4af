// The presets: whose habits the keys follow. Data only; a key named here replaces all keys that the action has in the
// table. What a shop changes on top is in its settings.
import type { KeyPreset } from '#contract/counter.ts';

export interface Preset {
  changes: Readonly<Record<string, readonly string[]>>;
  /** False switches off every key that writes a character, except where something is typed (WCAG 2.1.4). */
  hasCharacterKeys: boolean;
}

/**
 * Chinese supermarkets: Space pays and commits, F6 parks, Shift+F6 recalls. Both are the one toggle of ours: with a
 * basket it parks, without one it lists.
 */
const supermarket: Preset = {
  hasCharacterKeys: true,
  changes: {
    'sell.pay': [' ', '+', 'F9'],
    'tender.commit': ['Enter', ' ', '+', 'F9'],
    'sell.park': ['F6', 'Shift+F6'],
    'parked.back': ['Escape', 'F6', 'Shift+F6'],
  },
};

/**
 * A classic cash register's keyboard, whose keys are programmed to send F13 to F24, which no other keyboard sends:
 * F13 QTY, F14 VOID, F15 PRICE, F16 REPEAT, F17 SUBTOTAL, F18 CASH, F19 NO SALE, F20 CLEAR, F21 HOLD, F22 RECEIPT,
 * F23 PLU search, F24 SIGN OFF. The keys of an ordinary keyboard go on working beside them.
 */
const classic: Preset = {
  hasCharacterKeys: true,
  changes: {
    'sell.quantity': ['F13', '*'],
    'sell.void': ['F14', '-', 'Delete'],
    'sell.price': ['F15', '/'],
    'sell.repeat': ['F16', 'Insert'],
    'sell.pay': ['F17', '+', 'F9'],
    // The first of the amounts on offer is the exact one.
    'sell.cash0': ['F18'],
    'sell.drawer': ['F19', 'F10'],
    'count.drawer': ['F19', 'F10'],
    'sell.clear': ['F20', 'Escape'],
    'sell.park': ['F21', 'F6'],
    'sell.reprint': ['F22', 'F11'],
    'sell.search': ['F23', 'F2'],
    'menu.open': ['F24', 'F12'],
    'menu.lock': ['F24', 'F12', 'Enter'],
    'parked.back': ['F21', 'F6', 'Escape'],
    'tender.commit': ['F18', 'Enter', '+', 'F9'],
    'tender.remove': ['F14', '-', 'Delete'],
    'tender.back': ['F20', 'Escape'],
    'change.next': ['F18', 'F17', 'Enter', 'Escape'],
    'change.reprint': ['F22', 'F11'],
    'unlock.clear': ['F20', 'Escape'],
    'openShift.enter': ['F18', 'Enter', '+', 'F9'],
    'openShift.clear': ['F20', 'Escape'],
  },
};

export const presets: Readonly<Record<KeyPreset, Preset>> = {
  default: { changes: {}, hasCharacterKeys: true },
  supermarket,
  classic,
  touch: { changes: {}, hasCharacterKeys: false },
};
