// What can lie over the counter while a basket is worked on, and what can be taken back there. Types only.
import type { Item } from '#contract/catalog.ts';
import type { Customer } from '#contract/customer.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Args } from '#contract/commands.ts';
import type { DiscountQuote } from '#contract/discount.ts';
import type { RefusalDetails } from '#contract/refusal.ts';
import type { CashMove } from '#contract/shift.ts';
import type { TraceStep } from '#contract/trace.ts';
import type { Words } from '#contract/words/index.ts';
import type { Panel } from './model.ts';

/** Saying why: one of the reasons on offer or one of one's own, which has a field once a letter of it is typed. */
export interface Reasoned {
  reason: string;
  isTyped: boolean;
}

/** A percentage, an amount off the whole of it, or an amount off each piece. */
export type DiscountForm = 'percent' | 'money' | 'each';

/** What a discount is to be taken off: a line, or with null the whole sale. */
export interface DiscountTarget {
  lineId: LineId | null;
  form: DiscountForm;
}

/** The commands of the counter that somebody else may approve. */
export type ApprovableName =
  | 'sale.discountLine'
  | 'sale.discountOrder'
  | 'sale.overridePrice'
  | 'sale.addReturnWithoutReceipt';

/** One of them with its arguments, and what follows once it is done. */
export interface Asked<N extends ApprovableName = ApprovableName> {
  name: N;
  args: Args<N>;
}

export interface ApprovalPanel {
  name: 'approval';
  asked: Asked;
  needed: RefusalDetails['approval.needed'];
  /** The action in words, and its figures. */
  title: (words: Words) => string;
  figures: string;
  /** What lay here before, and lies here again when nobody approves. */
  back: Panel;
  /** What follows once it is done; left out where nothing does. */
  onward?: () => void;
}

export type CounterPanel =
  | ({ name: 'discountAmount' } & DiscountTarget)
  /** `typed` is what was typed for it; `quote` what that would come to, null until the till has answered. */
  | ({ name: 'discount'; typed: string; quote: DiscountQuote | null } & DiscountTarget & Reasoned)
  | ApprovalPanel
  | ({ name: 'price'; lineId: LineId; priceMicros: Price } & Reasoned)
  | {
      name: 'resolve';
      lineId: LineId;
      code: string;
      text: string;
      items: Item[];
      chosen: number;
      /** The text that the items were found for; null until the till has answered. */
      answered: string | null;
    }
  | {
      name: 'newArticle';
      lineId: LineId;
      code: string;
      called: string;
      price: string;
      /** What most articles of the shop are; null until it was looked up or when there are none. */
      like: { category: string; taxCode: string } | null;
    }
  /** Who is buying: `foundFor` is the text that they were found for; null until the till has answered. */
  | { name: 'customer'; text: string; found: readonly Customer[]; chosen: number; foundFor: string | null }
  /** `asked` is the newest code; `item` what it is, null while unknown. */
  | { name: 'priceCheck'; asked: string; item: Item | null; isUnknown: boolean }
  /** How figures came about: of one line, or of the whole sale; `steps` null until the till has answered. */
  | { name: 'why'; saleId: SaleId; lineId: LineId | null; steps: readonly TraceStep[] | null }
  | { name: 'drawer' }
  | ({ name: 'noSale' } & Reasoned)
  | { name: 'cashAmount'; move: CashMove }
  | ({ name: 'cashReason'; move: CashMove; amount: Money } & Reasoned);

/** A voided line that can come back, or a second read that did not count. */
export type Undo = { kind: 'void'; lineId: LineId } | { kind: 'read'; code: string };
