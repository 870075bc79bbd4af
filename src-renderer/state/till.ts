// The screen's hold on the till: one store and one bridge, kept in step. Follows events and connections; what a cashier
// can do is in verbs/.
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { DeviceStatus } from '#contract/device.ts';
import type { TillEvent } from '#contract/events.ts';
import type { LineId } from '#contract/ids.ts';
import type { SaleChange } from '#contract/sale.ts';
import type { ScannerMisread, ScannerRead } from '#contract/scanned.ts';
import type { StoreMode } from '#contract/start.ts';
import type { Language } from '#contract/text.ts';
import type { Bridge, Connection } from '#screen/bridge/bridge.ts';
import { emptyEntry } from '#screen/entry.ts';
import { firstState, noticeOf } from './model.ts';
import type { Panel, TillState } from './model.ts';
import type { LastRead } from './reads.ts';
import { returnRowId } from './returns.ts';
import { applyChange } from './sale.ts';
import type { Turn } from './turn.ts';
import { watched } from './waiting.ts';

export interface Till {
  readonly store: StoreApi<TillState>;
  readonly bridge: Bridge;
  /** Work in progress by name: a second tap finds its name here and does nothing. */
  readonly running: Set<string>;
  /** Somebody's turn at the counter ends; what comes behind it waits (state/turn.ts). */
  turn: Turn | null;
  /** Articles on their way into the basket; each says whether it got there. */
  readonly adds: Set<Promise<boolean>>;
  /** Ends when whoever signed in last has what is on the counter. */
  counterAsked: Promise<void>;
  /** By scanner. */
  readonly lastReads: Map<string, LastRead>;
  /** What a scanned code means; the same for every kind of scanner. */
  onScan: (read: ScannerRead) => void;
  onMisread: (misread: ScannerMisread) => void;
}

export function createTill(bridge: Bridge, language: Language): Till {
  const store = createStore(() => firstState(language));
  const till: Till = {
    store,
    bridge: watched(bridge, (waiting) => store.setState({ waiting })),
    running: new Set(),
    turn: null,
    adds: new Set(),
    counterAsked: Promise.resolve(),
    lastReads: new Map(),
    onScan: () => {},
    onMisread: () => {},
  };
  bridge.subscribe((event) => follow(till, event));
  bridge.watch((connection) => {
    void meet(till, connection);
  });
  return till;
}

/** Asks for everything afresh whenever the till is reached, for the first time or again. */
async function meet(till: Till, connection: Connection): Promise<void> {
  if (connection !== 'ready') {
    till.store.setState({ connection });
    return;
  }
  await refresh(till);
  till.store.setState({ connection, wasReady: true });
}

export async function refresh(till: Till): Promise<void> {
  const outcome = await till.bridge.call('app.describe', {});
  if (!outcome.ok) {
    till.store.setState({ notice: noticeOf(outcome) });
    return;
  }
  const { session, shift, devices, scale, counter, ...about } = outcome.result;
  const before = till.store.getState().session;
  till.store.setState({ about, shift, devices, scale, counter });
  takeSession(till, session);
  // The same cashier is still signed in, so nothing else would ask for the basket again.
  if (session !== null && before !== null) await askCounter(till);
}

/** Whoever signs in stands at an empty counter and asks for what is on it. */
export function takeSession(till: Till, session: TillState['session']): void {
  const before = till.store.getState().session;
  till.store.setState({ session });
  if (session?.staffId === before?.staffId && session?.signedInAt === before?.signedInAt) return;
  till.store.setState({
    place: { name: 'sell' },
    panel: null,
    entry: emptyEntry,
    meaning: null,
    selected: null,
    picked: null,
    ...(session === null ? { sale: null, touched: null, added: null, undo: [] } : { notice: null }),
  });
  if (session !== null) till.counterAsked = askCounter(till);
}

/** The open sale, the last one, the parked ones. A refusal here only means that there is nothing to see yet. */
export async function askCounter(till: Till): Promise<void> {
  const { bridge, store } = till;
  const [current, last, parked, quick] = await Promise.all([
    bridge.call('sale.current', {}),
    bridge.call('sale.last', {}),
    bridge.call('sale.parked', {}),
    bridge.call('quick.list', {}),
  ]);
  if (current.ok) store.setState({ sale: current.result.current });
  if (last.ok) store.setState({ last: last.result.last });
  if (parked.ok) store.setState({ parkedCount: parked.result.parked.length });
  if (quick.ok) store.setState({ quickPages: quick.result.pages });
}

function follow(till: Till, event: TillEvent): void {
  const { store } = till;
  switch (event.event) {
    case 'session.changed':
      takeSession(till, event.payload.session);
      break;
    case 'shift.changed':
      store.setState({ shift: event.payload.shift });
      break;
    case 'sale.changed':
      void takeChange(till, event.payload);
      break;
    case 'print.changed':
      store.setState({ print: event.payload });
      break;
    case 'device.changed': {
      const { devices } = store.getState();
      const isSame = ({ role, id }: DeviceStatus) => role === event.payload.role && id === event.payload.id;
      const isNew = !devices.some(isSame);
      const known = devices.map((device) => (isSame(device) ? event.payload : device));
      store.setState({ devices: isNew ? [...known, event.payload] : known });
      break;
    }
    case 'devices.opened': {
      const { devices, scale, hasDemoCounter } = event.payload;
      store.setState(({ about }) => ({ devices, scale, about: about && { ...about, hasDemoCounter } }));
      break;
    }
    case 'scale.changed':
      store.setState({ scale: event.payload });
      break;
    case 'counter.changed':
      store.setState({ counter: event.payload });
      break;
    case 'quick.changed':
      store.setState({ quickPages: event.payload.pages });
      break;
    case 'demo.changed':
      store.setState({ demo: event.payload });
      break;
    case 'scanner.read':
      till.onScan(event.payload);
      break;
    case 'scanner.misread':
      till.onMisread(event.payload);
      break;
    case 'device.tried': {
      const tried = event.payload;
      store.setState(({ panel }) =>
        panel?.name === 'besideSetUp' && panel.step === 'kind' && panel.role === tried.role
          ? { panel: { ...panel, live: tried } }
          : {},
      );
      break;
    }
    case 'store.changed':
      takeMode(till, event.payload);
      break;
    case 'disk.changed':
      store.setState(({ about }) => ({ about: about && { ...about, disk: event.payload } }));
      break;
    case 'update.changed':
      store.setState(({ about }) => ({ about: about && { ...about, update: event.payload } }));
      break;
  }
}

/** Where selling stops, whatever lay open has nothing to ask any more; where it goes on, the books may be others. */
export function takeMode(till: Till, mode: StoreMode): void {
  const { about } = till.store.getState();
  if (about === null) return;
  const isNew = about.mode.kind !== mode.kind;
  till.store.setState({ about: { ...about, mode }, ...(isNew ? { panel: null, entry: emptyEntry } : {}) });
  if (isNew && mode.kind === 'ready') void refresh(till);
}

/** Lays a change on the open sale; asks for the whole where one in between was missed. */
export async function takeChange(till: Till, change: SaleChange): Promise<void> {
  const { bridge, store } = till;
  const { saleId, state } = change.sale;
  const held = store.getState().sale;
  if (state !== 'open') {
    // Parked, completed or voided: not on the counter any more. Paying shows its own result first.
    if (held?.sale.saleId === saleId && !till.running.has('complete')) leaveSale(till);
    return;
  }
  const applied = applyChange(held, change);
  if (applied.kind === 'applied') {
    const touched = touchedBy(held, change) ?? store.getState().touched;
    store.setState({ sale: applied.whole, touched });
  } else if (applied.kind === 'missed') {
    const whole = await bridge.call('sale.get', { saleId });
    const now = store.getState().sale;
    const isNewer = now?.sale.saleId !== saleId || now.sale.version < change.sale.version;
    if (whole.ok && isNewer && whole.result.sale.state === 'open') {
      store.setState({ sale: whole.result, touched: touchedBy(held, change) });
    }
  }
}

/** The row that a change is about: a new or different line or return, else a scan that nobody knew. */
function touchedBy(held: TillState['sale'], change: SaleChange): LineId | null {
  const line = change.lines.at(-1);
  if (line !== undefined) return line.lineId;
  const back = change.returns.find(
    (one) =>
      held?.returns.every(({ number, quantity }) => {
        return number !== one.number || quantity !== one.quantity;
      }) ?? true,
  );
  if (back !== undefined) return returnRowId(back);
  const known = new Set(held?.unresolved.map((scan) => scan.lineId));
  return change.unresolved.findLast((scan) => !known.has(scan.lineId))?.lineId ?? null;
}

/** What asks about the open sale, and has nothing to ask once it is gone. */
const ofSale: ReadonlySet<Panel['name']> = new Set<Panel['name']>([
  'price',
  'discount',
  'discountAmount',
  'approval',
  'resolve',
  'newArticle',
  'voidSale',
]);

/** The counter is empty again, also where the sale went from elsewhere; the next scan opens one under a new id. */
export function leaveSale(till: Till): void {
  till.store.setState(({ place, panel }) => ({
    sale: null,
    nextSaleId: null,
    selected: null,
    unselectedAt: null,
    touched: null,
    added: null,
    undo: [],
    ...(place.name === 'tender' ? { place: { name: 'sell' }, entry: emptyEntry } : {}),
    ...(panel !== null && ofSale.has(panel.name) ? { panel: null } : {}),
  }));
}
