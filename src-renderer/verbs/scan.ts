// What a scanned code means where the cashier stands. A scan never presses a button and never lands in a field.
import { emptyEntry } from '#screen/entry.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { addCode } from './basket.ts';
import { nextSale } from './tender.ts';

export function takeScan(till: Till, code: string): void {
  const { store } = till;
  // The screen says that the till does not answer; what is scanned meanwhile is scanned again.
  if (store.getState().connection !== 'ready') return;
  switch (screenOf(store.getState())) {
    case 'sell':
      // Whoever scans on has answered every question that was open; a half-written reason alone is kept.
      if (store.getState().panel?.name === 'noSale') return;
      if (store.getState().panel?.name === 'weight') store.setState({ entry: emptyEntry });
      store.setState({ panel: null });
      void addCode(till, code);
      break;
    case 'change':
      nextSale(till);
      void addCode(till, code);
      break;
    case 'parked':
      store.setState({ place: { name: 'sell' }, notice: null });
      void addCode(till, code);
      break;
    case 'tender':
      store.setState({ notice: { kind: 'said', words: (w) => w.screen.scannedWhilePaying({ code }) } });
      break;
    case 'unlock':
      store.setState({ notice: { kind: 'refusal', refusal: { code: 'session.none', details: {} } } });
      break;
    case 'openShift':
      store.setState({ notice: { kind: 'refusal', refusal: { code: 'shift.none', details: {} } } });
      break;
    default:
      break;
  }
}
