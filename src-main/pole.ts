// What a pole display shows of the customer's view: the last line and the total, then what was paid and the change. Owns the
// choice; how it is written on a display is the devices' business.
import type { CustomerView } from '#contract/customer-view.ts';
import { decimalsOf, toDecimal } from '#contract/money.ts';
import type { PoleDisplay, PoleFigure, PoleLine, PolePicture } from '#hardware/ports.ts';
import type { CustomerViews } from './customer-view.ts';

const beside = (left: string, right = ''): PoleLine => ({ left, right });

/** These displays have one-byte letters only, in every country: their words and names are English, and short. */
const words = {
  welcome: 'WELCOME',
  closed: 'CLOSED',
  total: 'TOTAL',
  received: 'RECEIVED',
  due: 'TO PAY',
  change: 'CHANGE',
  voided: 'TAKEN OFF',
};

export function picturePole(view: CustomerView): PolePicture {
  const money = (value: number) => toDecimal(value, view.currency === null ? 2 : decimalsOf(view.currency));
  const figure = (lamp: PoleFigure['lamp'], value: number): PoleFigure => ({ lamp, text: money(value) });
  switch (view.state) {
    case 'closed':
      return { upper: beside(view.shop ?? ''), lower: beside(words.closed), figures: [] };
    case 'idle':
      return { upper: beside(view.shop ?? ''), lower: beside(words.welcome), figures: [] };
    case 'selling': {
      const line = view.lines.find(({ number }) => number === view.latest);
      const total = figure('total', view.total);
      const lower = beside(words.total, money(view.total));
      if (line === undefined) return { upper: beside(''), lower, figures: [total] };
      const amount = line.isVoided ? 0 : line.amount;
      const name = line.isVoided ? words.voided : line.names.en;
      return { upper: beside(name, money(amount)), lower, figures: [figure('price', amount), total] };
    }
    case 'paying':
      return {
        upper: beside(words.received, money(view.received)),
        lower: beside(words.due, money(view.due)),
        figures: [figure('received', view.received), figure('total', view.due)],
      };
    case 'done':
      return {
        upper: beside(words.received, money(view.received)),
        lower: beside(words.change, money(view.change)),
        figures: [figure('received', view.received), figure('change', view.change)],
      };
  }
}

/** Shows every change on the display; ends with the views. */
export function showOnPole(views: CustomerViews, display: Pick<PoleDisplay, 'show'>): void {
  display.show(picturePole(views.now()));
  views.subscribe((view) => display.show(picturePole(view)));
}

/** The pole of whatever devices are open now: one that comes later is shown what the one before it showed. */
export interface PolePlace extends Pick<PoleDisplay, 'show'> {
  put(display: PoleDisplay | undefined): void;
}

export function makePolePlace(): PolePlace {
  let now: PoleDisplay | undefined;
  let last: Parameters<PoleDisplay['show']>[0] | null = null;
  return {
    put(display) {
      now = display;
      if (last !== null) now?.show(last);
    },
    show(picture) {
      last = picture;
      now?.show(picture);
    },
  };
}
