// A till at the counter that only listens, and a keyboard on it whose every key has the time it is given: for tests of
// the key router with the real action table.
import type { LineId, SaleId } from '#contract/ids.ts';
import type { LineItem, SaleHeader } from '#contract/sale.ts';
import type { ShiftState } from '#contract/shift.ts';
import type { Session } from '#contract/staff.ts';
import { createActions } from '#screen/actions/table.ts';
import { createCalls } from '#screen/bridge/calls.ts';
import { attachKeys } from '#screen/keys.ts';
import type { About } from '#screen/state/model.ts';
import { createTill } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { takeScan } from '#screen/verbs/scan.ts';

export interface Asked {
  command: string;
  args: unknown;
}

/** A till at the counter with two lines in the basket; nothing it asks is ever answered. */
export function atTheCounter() {
  const requests: Asked[] = [];
  const asked: string[] = [];
  const calls = createCalls();
  const till = createTill(calls, 'en');
  calls.opened((request) => {
    requests.push(request);
    asked.push(request.command);
  });
  const line = (id: string, number: number) =>
    ({ lineId: id as LineId, number, isVoided: false, quantity: 1000 }) as LineItem;
  till.store.setState({
    connection: 'ready',
    about: {
      mode: { kind: 'ready' },
      isSetUp: true,
      staff: [],
      register: { currency: 'CNY' },
    } as unknown as About,
    session: { permissions: ['sale.sell', 'sale.overridePrice'] } as unknown as Session,
    shift: {} as ShiftState,
    sale: {
      sale: {
        saleId: 's1' as SaleId,
        tenders: [] as SaleHeader['tenders'],
        refunds: [] as SaleHeader['refunds'],
      } as SaleHeader,
      lines: [line('l1', 1), line('l2', 2)],
      returns: [],
      unresolved: [],
      quickCash: [],
    },
  });
  asked.length = 0;
  requests.length = 0;
  return { till, asked, requests };
}

/** What a page has in its focus: a field with text, a button reached with Tab, or nothing. */
export interface PageFocus {
  text: string | null;
  restored: number;
  isButtonFocused: boolean;
}

export function keyboard(till: Till) {
  const target = new EventTarget();
  const scans: string[] = [];
  const field: PageFocus = { text: null, restored: 0, isButtonFocused: false };
  const focus = {
    focusedField: () => (field.text === null ? null : field),
    isFocusedByKey: () => field.isButtonFocused,
    leaveFocus: () => {
      field.isButtonFocused = false;
    },
    rememberField: () => {
      const before = field.text;
      return () => {
        field.text = before;
        field.restored += 1;
      };
    },
  };
  const onScan = (code: string, readAtMs: number) => {
    scans.push(code);
    takeScan(till, code, readAtMs);
  };
  const router = attachKeys(target, till, createActions(till), onScan, focus);
  let atMs = 0;

  function send(type: 'keydown' | 'keyup', key: string, more: object): boolean {
    const event = new Event(type, { cancelable: true });
    const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false };
    const members = { key, code: '', ...none, getModifierState: () => false, ...more };
    for (const [name, value] of Object.entries({ ...members, timeStamp: atMs })) {
      Object.defineProperty(event, name, { value });
    }
    target.dispatchEvent(event);
    return event.defaultPrevented;
  }
  /** One key after `gapMs`; answers whether the router kept it from the page. */
  const press = (key: string, gapMs: number, more: object = {}) => {
    atMs += gapMs;
    const isKept = send('keydown', key, more);
    // What the page would do with a key that nobody kept.
    if (!isKept && field.text !== null && key.length === 1) field.text += key;
    return isKept;
  };
  const letGo = (key: string, more: object = {}) => send('keyup', key, more);
  const type = (keys: string, gapMs = 90) => [...keys].map((key) => press(key, gapMs));
  /** A scanner's burst, `gapMs` after the key before it; answers whether its last key was kept from the page. */
  const scan = (code: string, { gapMs = 200, end = 'Enter', everyMs = 6 } = {}) => {
    press(code.slice(0, 1), gapMs);
    type(code.slice(1), everyMs);
    return press(end, everyMs);
  };
  return { press, letGo, type, scan, scans, field, router };
}
