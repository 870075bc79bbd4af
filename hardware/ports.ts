// The devices as the core sees them: what can be asked of a printer and a drawer, and what they honestly answer.
// Types only; it never says how a device is reached.
import type { DemoCounter, DemoPrinter } from '#contract/demo.ts';
import type { FoundPlace } from '#contract/device-setting.ts';
import type { DeviceStatus, DeviceTrouble, ScaleReading } from '#contract/device.ts';
import type { Paper } from '#contract/receipt.ts';
import type { ScannerMisread, ScannerRead } from '#contract/scanned.ts';

/**
 * What became of a print, as far as it can be known.
 *
 * - `printed`: the device answered after the last line.
 * - `unconfirmed`: every byte was handed over, and no answer proves that it is on paper.
 * - `notStarted`: no byte was handed over; printing again cannot double anything.
 * - `partial`: some of it may be on paper; printing again needs a mark that says so.
 */
export type PrintOutcome =
  | { kind: 'printed' }
  | { kind: 'unconfirmed' }
  | { kind: 'notStarted'; trouble: DeviceTrouble }
  | { kind: 'partial'; trouble: DeviceTrouble };

export interface PrintJob {
  /** The caller's own name for the job; the devices only carry it. */
  readonly id: string;
  readonly paper: Paper;
  /** Finished lines such as a reprint mark: printed bold and centred above and below the paper. */
  readonly marks?: readonly string[];
  /** What `render` made of it earlier; a job that is tried again goes out as the same bytes. */
  readonly bytes?: Uint8Array | undefined;
  /** The paper before it may have been broken off anywhere by a till that ended: it is ended and cut away first. */
  readonly followsTorn?: boolean;
}

export interface ReceiptPrinter {
  /** The bytes of a job on this printer's paper. Pure; sends nothing. */
  render(job: Pick<PrintJob, 'paper' | 'marks'>): Uint8Array;
  /**
   * Prints one job, after the ones asked for before it; never tries a second time by itself. Never rejects: trouble is
   * an outcome. `signal` gives up: before the first byte the outcome is `notStarted`, later `partial` or `unconfirmed`.
   */
  print(job: PrintJob, signal: AbortSignal): Promise<PrintOutcome>;
  /** A job that was `partial` has come out whole after all, as when the paper came back: with its id. */
  onLateProof(callback: (jobId: string) => void): () => void;
  status(): DeviceStatus;
  /** Calls back at every change of status; returns the function that ends it. */
  onChange(callback: (status: DeviceStatus) => void): () => void;
  /** Idempotent; settles within about 2 s and never rejects. */
  close(): Promise<void>;
}

/** What a sensor saw that nobody had asked for. */
export type DrawerEvent =
  | { readonly kind: 'leftOpen'; readonly seconds: number }
  /** It opened, and no pulse had gone out. */
  | { readonly kind: 'foundOpen' };

export interface CashDrawer {
  /**
   * Pulses the drawer at most once: never retried, and never late (given up 5 s after it was asked for). `sent` says
   * that the pulse was handed over, not that the drawer opened. It overtakes a print that only awaits its proof, but
   * not one whose bytes are still going out: kick before printing. `waitedMs` is how long ago that was, where it had to wait
   * before it came here.
   */
  kick(reason: string, waitedMs?: number): Promise<{ sent: boolean }>;
  /** The level of the sensor's line now; null where nothing answers. Which one means open is learnt, never guessed. */
  readLevel(): Promise<'high' | 'low' | null>;
  /** Only where a sensor is known. */
  onEvent(callback: (event: DrawerEvent) => void): () => void;
  status(): DeviceStatus;
  onChange(callback: (status: DeviceStatus) => void): () => void;
  close(): Promise<void>;
}

export interface Scale {
  reading(): ScaleReading;
  /** The weight that lies there is on a line now; it is not taken again until the load has changed. */
  take(): void;
  status(): DeviceStatus;
  /** Left out where the status never changes. */
  onChange?(callback: (status: DeviceStatus) => void): () => void;
  onReading(callback: (reading: ScaleReading) => void): () => void;
  close(): Promise<void>;
}

export interface PoleLine {
  /** Cut where it does not fit. */
  readonly left: string;
  /** Never cut. */
  readonly right: string;
}

export interface PoleFigure {
  readonly lamp: 'price' | 'total' | 'received' | 'change';
  /** A plain decimal. */
  readonly text: string;
}

/** What the customer is shown on two lines, and on a display of digits alone: one figure after the other. */
export interface PolePicture {
  readonly upper: PoleLine;
  readonly lower: PoleLine;
  readonly figures: readonly PoleFigure[];
}

/** A display that stands on a pole beside the till. */
export interface PoleDisplay {
  /** At once or never: the newest picture drops whatever was not shown yet. Nobody learns whether it was seen. */
  show(picture: PolePicture): void;
  status(): DeviceStatus;
  onChange(callback: (status: DeviceStatus) => void): () => void;
  /** Idempotent; settles within about 2 s and never rejects. */
  close(): Promise<void>;
}

/** A scanner that is no keyboard; a wedge types, and the screen's key router hears it. */
export interface Scanner {
  status(): DeviceStatus;
  onChange(callback: (status: DeviceStatus) => void): () => void;
  onRead(callback: (read: ScannerRead) => void): () => void;
  /** Something came that is no code; whoever scanned it must scan it again. */
  onMisread(callback: (misread: ScannerMisread) => void): () => void;
  close(): Promise<void>;
}

/** What a mouse may do to simulated devices. */
export interface DemoDevices {
  look(): DemoCounter;
  scan(code: string): void;
  /** In grams; 0 takes the load away. */
  weigh(grams: number): void;
  setPrinter(printer: DemoPrinter): void;
  shutDrawer(): void;
  onChange(callback: (counter: DemoCounter) => void): () => void;
}

/** Everything at the counter, opened together and closed together. */
export interface Devices {
  readonly printer: ReceiptPrinter;
  /** Prints what the first cannot; left out where there is none. */
  readonly fallback?: ReceiptPrinter;
  readonly drawer: CashDrawer;
  /** Null where there is none. */
  readonly scale: Scale | null;
  /** All that are no keyboards. */
  readonly scanners: readonly Scanner[];
  /** Left out where there is none. */
  readonly display?: PoleDisplay;
  /** Null where the devices are real. */
  readonly demo: DemoDevices | null;
  list(): DeviceStatus[];
  /** What is plugged in and may be a printer; sends nothing to any of it. */
  find(): Promise<FoundPlace[]>;
  onChange(callback: (status: DeviceStatus) => void): () => void;
  close(): Promise<void>;
}
