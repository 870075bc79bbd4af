// How the counter is arranged: looks, hand, size, sounds, keys, and the pages of quick keys. Holds no money.
import * as z from 'zod/mini';
import { categoryId, item, sku } from './catalog.ts';
import { isPrintable, names } from './text.ts';

export const theme = z.enum(['light', 'dark', 'contrast']);
export type Theme = z.infer<typeof theme>;

/** Whose habits the keys follow; `touch` hides what is printed for keys. */
export const keyPreset = z.enum(['default', 'supermarket', 'classic', 'touch']);
export type KeyPreset = z.infer<typeof keyPreset>;

/** Keys as the key router names them, such as `F6`, `*` or `Ctrl+z`. */
const keyName = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(24),
    z.refine(isPrintable, 'holds control characters or broken Unicode'),
  );

/** More actions than there are; a bound so that every description of the till stays small. */
const MAX_CHANGES = 200;

/** A preset and what this shop changed in it: action -> its keys; none of them is an action without a key. */
export const keyMap = z.strictObject({
  preset: keyPreset,
  changes: z
    .record(z.string().check(z.regex(/^[a-zA-Z0-9.]{1,40}$/)), z.array(keyName).check(z.maxLength(4)))
    .check(z.refine((changes) => Object.keys(changes).length <= MAX_CHANGES, 'changes too many actions')),
});
export type KeyMap = z.infer<typeof keyMap>;

export const counterSettings = z.strictObject({
  theme,
  /** The side of the rail with the keypad. */
  hand: z.enum(['right', 'left']),
  /** The size of everything, in percent. */
  zoomPercent: z.int().check(z.gte(80), z.lte(200)),
  /** The row at the top of every keypad, PIN included. */
  keypad: z.enum(['789', '123']),
  /** `minor`: typed amounts are in the smallest unit, so 5000 is 50.00. */
  amountEntry: z.enum(['point', 'minor']),
  isMuted: z.boolean(),
  /** A code that comes again from the same scanner in less time was read twice, and counts once. In milliseconds. */
  sameReadMs: z.int().check(z.gte(0), z.lte(2000)),
  keys: keyMap,
});
export type CounterSettings = z.infer<typeof counterSettings>;

/** How a counter is until somebody arranges it. */
export const firstCounterSettings: CounterSettings = {
  theme: 'light',
  hand: 'right',
  zoomPercent: 100,
  keypad: '789',
  amountEntry: 'point',
  isMuted: false,
  sameReadMs: 150,
  keys: { preset: 'default', changes: {} },
};

/** The edge of a tile; never the only thing that tells two apart. */
export const tileColour = z.enum(['blue', 'rust', 'plum', 'rose', 'sky', 'slate']);
export type TileColour = z.infer<typeof tileColour>;

/** A page of quick keys as it is kept: articles in their order. */
export const quickPage = z.strictObject({
  id: categoryId,
  names,
  keys: z.array(z.strictObject({ sku, colour: tileColour })).check(z.maxLength(24)),
});
export type QuickPage = z.infer<typeof quickPage>;

export const quickPages = z.array(quickPage).check(z.maxLength(12));

/** A page as the counter shows it: each key with its article as it is now. */
export const quickPageShown = z.strictObject({
  id: categoryId,
  names,
  keys: z.array(z.strictObject({ colour: tileColour, item })),
});
export type QuickPageShown = z.infer<typeof quickPageShown>;
