// What the screen holds: projections of the till's replies and events, and where the cashier stands. Nothing here is
// the truth; all of it can be asked again.
import type { Result } from '#contract/commands.ts';
import type { Fault, Outcome } from '#contract/envelope.ts';
import type { Category, Item } from '#contract/catalog.ts';
import type { CustomerGroup } from '#contract/customer.ts';
import { firstCounterSettings } from '#contract/counter.ts';
import type { CounterSettings, QuickPageShown } from '#contract/counter.ts';
import type { DemoCounter } from '#contract/demo.ts';
import type { DeviceStatus, ScaleReading } from '#contract/device.ts';
import type { Instant, LineId, SaleId, StaffId } from '#contract/ids.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { PrintState } from '#contract/receipt.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { CompletedSale, ParkedSale, SaleWhole } from '#contract/sale.ts';
import type { CashCount, ShiftClosing, ShiftState, XReport, ZReport } from '#contract/shift.ts';
import type { Session } from '#contract/staff.ts';
import type { CashQuote, TenderOptions } from '#contract/tender.ts';
import type { Language, Names } from '#contract/text.ts';
import type { Words } from '#contract/words/index.ts';
import type { Connection } from '#screen/bridge/bridge.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Entry } from '#screen/entry.ts';
import type { CountSheet } from './count.ts';
import type { CounterPanel, Undo } from './counter-panels.ts';
import type { MachinePanel } from './machine-panels.ts';
import type { ShopPanel } from './shop-panels.ts';
import type { Arranging } from './pages.ts';
import type { ReturnPanel } from './returns.ts';
import type { Waiting } from './waiting.ts';

/** Who the till is and whether it may sell; asked on every connection. */
export type About = Pick<
  Result<'app.describe'>,
  | 'version'
  | 'mode'
  | 'isSetUp'
  | 'register'
  | 'taxSummary'
  | 'zNumber'
  | 'staff'
  | 'hasDemoCounter'
  | 'books'
  | 'start'
  | 'disk'
  | 'update'
>;

/** Where the cashier stands, once signed in. */
export type Place =
  | { name: 'sell' }
  | { name: 'tender'; options: TenderOptions | null; quote: CashQuote | null }
  | { name: 'change'; completed: CompletedSale }
  | { name: 'parked'; parked: ParkedSale[]; chosen: number }
  | { name: 'check'; parked: ParkedSale[] | null; told: CashCount | null }
  | { name: 'count'; sheet: CountSheet }
  | { name: 'counted'; closing: ShiftClosing }
  | { name: 'zReport'; report: ZReport }
  | { name: 'xReport'; report: XReport };

/** An article that waits for its weight: what to send again once it is known. */
export type Weighed =
  | { by: 'code'; code: string }
  | { by: 'sku'; sku: string }
  | { by: 'unresolved'; lineId: LineId; sku: string };

/** The quick keys while they are arranged, and the articles looked for to be put among them. */
export interface ArrangePanel {
  name: 'arrange';
  arranging: Arranging;
  /** `answered`: the text that the items were found for; null until the till has answered. */
  find: { text: string; items: Item[]; chosen: number; answered: string | null };
  /** What has to be answered before anything else is done. */
  question: 'delete' | 'discard' | null;
}

/** The settings and what opens from them. */
type SettingsPanel =
  | { name: 'settings' }
  /** The shop's tax number as it is typed. */
  | { name: 'taxNumber'; text: string }
  /** How many pixels of the screen, without zoom, a millimetre of its glass has. */
  | { name: 'bankCard'; pxPerMm: number }
  /** `isWaiting`: the next scan is the badge of whoever is chosen. */
  | { name: 'badges'; chosen: StaffId | null; isWaiting: boolean };

/**
 * The editor of the keys. `chosen`: an action's id, the first if none. `learning`: which of its keys the next key that
 * is pressed shall be. `text`: the map being carried from or to another till.
 */
export interface KeysPanel {
  name: 'keys';
  chosen?: string;
  learning?: number;
  text?: string;
}

/** What lies over the place and takes the keys. */
export type Panel =
  /** `answered`: the text that the items were found for; null until the till has answered. */
  | { name: 'search'; text: string; items: Item[]; chosen: number; answered: string | null }
  | ArrangePanel
  | { name: 'weight'; article: Weighed; item: Item | null }
  | { name: 'voidSale' }
  | CounterPanel
  | ReturnPanel
  | MachinePanel
  | ShopPanel
  | { name: 'closeRegister' }
  | SettingsPanel
  | { name: 'menu' }
  | KeysPanel
  /** `over`: what lay here before help was asked for, and lies here again after it. */
  | { name: 'help'; over?: Panel | null };

/** What the cashier is told. It never has to be answered. */
export type Notice =
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'fault'; fault: Fault }
  | {
      kind: 'said';
      words: (words: Words) => string;
      /** It is a no, although no command refused. */
      isNo?: true;
      /** The action that may follow, as a button beside the words. */
      offer?: { action: string; word: (words: Words) => string };
    };

export function noticeOf(outcome: Exclude<Outcome, { ok: true }>): Notice {
  return 'refusal' in outcome
    ? { kind: 'refusal', refusal: outcome.refusal }
    : { kind: 'fault', fault: outcome.fault };
}

export interface Shelf {
  categories: Category[];
  /** The category that is open; null shows them all to choose from. */
  category: string | null;
  items: Item[];
}

export interface TillState {
  connection: Connection;
  /** How long the till has owed an answer; null while it answers at once. */
  waiting: Waiting | null;
  /** Once true, a lost connection is shown over the work instead of the first screen. */
  wasReady: boolean;
  language: Language;
  about: About | null;
  session: Session | null;
  shift: ShiftState | null;
  devices: DeviceStatus[];
  /** Null where there is no scale. */
  scale: ScaleReading | null;
  /** How the counter is arranged. */
  counter: CounterSettings;
  quickPages: QuickPageShown[];
  /** The page of quick keys that is open; null shows the first. */
  quickPage: string | null;
  /** How the simulated devices stand; null in a real shop and until it was asked. */
  demo: DemoCounter | null;
  isDemoOpen: boolean;

  sale: SaleWhole | null;
  /** The id under which the next first scan opens a sale; made once, so that fast scans share it. */
  nextSaleId: SaleId | null;
  last: CompletedSale | null;
  print: { saleId: SaleId | null; state: PrintState } | null;
  parkedCount: number;
  /** What was parked last by this screen, until it is brought back. */
  parkedLast: SaleId | null;
  /** Articles on their way into the basket, which the till has not answered yet. */
  adding: number;

  place: Place;
  panel: Panel | null;
  entry: Entry;
  /** What the typed code would add. */
  meaning: Item | null;
  selected: LineId | null;
  /** The version of the sale at which the cashier let go of every line; ends with the next change of it. */
  unselectedAt: number | null;
  /** The line that changed last: kept in view and read out. */
  touched: LineId | null;
  /** The line that was added last: what Insert repeats. */
  added: LineId | null;
  /** What Ctrl+Z takes back, newest last. */
  undo: readonly Undo[];
  /** A code that was scanned while the money was taken, and may still be added. */
  unadded: string | null;
  /** Whose tile is picked on the unlock screen. */
  picked: StaffId | null;
  shelf: Shelf;
  /** The groups of customers by name, as last asked for. */
  customerGroups: readonly CustomerGroup[];
  /** What articles are called, by stock code, as far as it was asked. */
  articleNames: Readonly<Record<string, Names>>;
  notice: Notice | null;
  /** The start whose news was put away. */
  newsRead: Instant | null;
  /** The file of the last report for support. */
  savedReport: string | null;
}

export function firstState(language: Language): TillState {
  return {
    connection: 'opening',
    waiting: null,
    wasReady: false,
    language,
    about: null,
    session: null,
    shift: null,
    devices: [],
    scale: null,
    counter: firstCounterSettings,
    quickPages: [],
    quickPage: null,
    demo: null,
    isDemoOpen: false,
    sale: null,
    nextSaleId: null,
    last: null,
    print: null,
    parkedCount: 0,
    parkedLast: null,
    adding: 0,
    place: { name: 'sell' },
    panel: null,
    entry: emptyEntry,
    meaning: null,
    selected: null,
    unselectedAt: null,
    touched: null,
    added: null,
    undo: [],
    unadded: null,
    picked: null,
    shelf: { categories: [], category: null, items: [] },
    customerGroups: [],
    articleNames: {},
    notice: null,
    newsRead: null,
    savedReport: null,
  };
}

/** A quantity to send, or none: the till then takes one piece. */
export function withQuantity(quantity: Quantity | null): { quantity?: Quantity } {
  return quantity === null ? {} : { quantity };
}
