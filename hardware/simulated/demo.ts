// What a mouse may do at the simulated counter, and how that counter stands. Every act is one a person could do to the
// devices themselves; it never answers in their place.
import type { DemoCounter, DemoPrinter } from '#contract/demo.ts';
import type { DemoDevices } from '#hardware/ports.ts';
import type { PrintedLine } from './page.ts';
import type { SimulatedPrinter } from './printer.ts';
import type { SimulatedScale } from './scale.ts';
import type { SimulatedScanner } from './scanner.ts';

interface Parts {
  readonly printer: SimulatedPrinter;
  /** Null where a real one stands in its place. */
  readonly scale: SimulatedScale | null;
  readonly scanner: SimulatedScanner;
  /** Characters of normal size in a line. */
  readonly columns: number;
  /** Lets the driver look at its printer at once. */
  readonly lookAtPrinter: () => void;
}

export interface DemoCounterDevices extends DemoDevices {
  /** A paper was cut and has its number. */
  takeReceipt(number: number, lines: readonly PrintedLine[]): void;
  /** The printer's socket gave a pulse. */
  takePulse(): void;
}

export function makeDemoDevices({
  printer,
  scale,
  scanner,
  columns,
  lookAtPrinter,
}: Parts): DemoCounterDevices {
  const listeners = new Set<(counter: DemoCounter) => void>();
  let receipt: DemoCounter['receipt'] = null;
  const look = (): DemoCounter => ({
    printer: { paper: printer.paper === 'ok' ? 'enough' : printer.paper, isCoverOpen: printer.isCoverOpen },
    isDrawerOpen: printer.isDrawerOpen,
    scale: scale?.reading() ?? null,
    receipt,
  });
  const tell = () => {
    for (const listener of listeners) listener(look());
  };
  scale?.onReading(tell);
  return {
    look,
    scan: (code) => scanner.scan(code),
    weigh: (grams) => scale?.weigh(grams),
    setPrinter({ paper, isCoverOpen }: DemoPrinter) {
      printer.setPaper(paper === 'enough' ? 'ok' : paper);
      printer.setCoverOpen(isCoverOpen);
      tell();
      // A driver looks when it prints; whoever opens the cover here wants to see now what the till makes of it.
      lookAtPrinter();
    },
    shutDrawer() {
      printer.shutDrawer();
      tell();
    },
    onChange(callback) {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
    takeReceipt(number, lines) {
      receipt = { number, columns, lines: [...lines] };
      tell();
    },
    takePulse: tell,
  };
}
