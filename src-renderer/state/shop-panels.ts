// What lies open while the shop's data is looked at and written: lists and forms. Types only.
import type { BarcodeLayout } from '#contract/barcode-layout.ts';
import type { Item, LabelRead } from '#contract/catalog.ts';
import type { Customer } from '#contract/customer.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Promotion, PromotionId } from '#contract/promotion.ts';
import type { ListPrice, PriceListShown } from '#contract/price-list.ts';
import type { TrustedRegister } from '#contract/register-card.ts';
import type { Destination } from '#contract/tax-rule.ts';
import type { CustomerDraft } from './customer-draft.ts';
import type { LayoutDraft } from './layout-draft.ts';
import type { LimitsDraft } from './limits-draft.ts';
import type { PriceDraft, PriceListDraft } from './price-draft.ts';
import type { PromotionDraft } from './promotion-draft.ts';

/** Goods that were found for a form by what is typed; `foundFor` is the text, null until the till has answered. */
export interface GoodsFound {
  text: string;
  foundFor: string | null;
  /** Categories by id first, then articles. */
  categories: readonly string[];
  items: readonly Item[];
  chosen: number;
}

/** A form that was changed is left only by asking twice. */
export interface Leaving {
  isChanged: boolean;
  isLeaving: boolean;
}

/** A label that is tried by layouts. */
export interface Trial {
  text: string;
  /** What the till read from it; null until it has answered. `read` is null where no layout fits. */
  tried: { code: string; read: LabelRead | null } | null;
}

export type PromotionPanel = {
  name: 'promotion';
  draft: PromotionDraft;
  today: BusinessDate | null;
  find: GoodsFound;
  /** Which part of a bundle goods are added to. */
  part: number;
} & Leaving;

export type ShopPanel =
  | { name: 'shop' }
  /** `all` is null until the till has answered. */
  | {
      name: 'promotions';
      all: readonly Promotion[] | null;
      today: BusinessDate | null;
      chosen: PromotionId | null;
    }
  | PromotionPanel
  | ({ name: 'limits'; draft: LimitsDraft } & Leaving)
  /** `foundFor` is the text that they were found for; null until the till has answered. */
  | { name: 'customers'; text: string; found: readonly Customer[]; chosen: number; foundFor: string | null }
  | ({ name: 'customerForm'; draft: CustomerDraft; destinations: readonly Destination[] } & Leaving)
  /** `isRemoving`: taking the chosen list away was asked for once. */
  | {
      name: 'priceLists';
      lists: readonly PriceListShown[] | null;
      today: BusinessDate | null;
      chosen: string | null;
      isRemoving: boolean;
    }
  | ({ name: 'priceListForm'; draft: PriceListDraft } & Leaving)
  /** `draft` is the price that is being written. */
  | {
      name: 'priceList';
      list: PriceListShown;
      prices: readonly ListPrice[] | null;
      find: GoodsFound;
      draft: PriceDraft | null;
    }
  /** `layouts` is null until the till has answered; `text` is a label to be tried, `isRemoving` as with price lists. */
  | ({
      name: 'layouts';
      layouts: readonly BarcodeLayout[] | null;
      chosen: string | null;
      isRemoving: boolean;
    } & Trial)
  /** `layouts` are those in use, as they were when it was opened. */
  | ({ name: 'layoutForm'; draft: LayoutDraft; layouts: readonly BarcodeLayout[] } & Leaving & Trial)
  /**
   * `own` is this till's card, null where it has none to show; `text` the card that is typed; `chosen` a till's key.
   * `isWithdrawing` once whoever takes its trust away was told what that does.
   */
  | {
      name: 'trusted';
      all: readonly TrustedRegister[] | null;
      own: string | null;
      text: string;
      chosen: string | null;
      isWithdrawing: boolean;
    };
