// What can lie over any screen about devices: the list, and connecting each of them. Types and first values only.
import type { DeviceRole, DeviceTrouble } from '#contract/device.ts';
import type { DeviceChoice } from '#contract/device-choice.ts';
import type { DrawerSensor, DrawerSetting, FoundPlace, PrinterSetting } from '#contract/device-setting.ts';
import type { BesideRole, DeviceTried, FoundBeside } from '#contract/device-try.ts';
import type { DisplayProtocol } from '#contract/display-setting.ts';
import type { CharsetName, ProfileName } from '#contract/printer-profile.ts';
import type { PrintQuestion } from '#contract/receipt.ts';
import type { ScaleProtocol, SerialFrame, WeightUnit } from '#contract/scale-setting.ts';
import type { Heard } from './reads.ts';

/** A printer as somebody describes it; null is as its kind has it. */
export interface PrinterDraft {
  /** By what it is reached: one of those found, an address, a queue of Windows. */
  way: { kind: 'found'; at: number } | { kind: 'tcp' } | { kind: 'spooler' };
  address: string;
  queue: string;
  baudRate: number;
  profile: ProfileName;
  columns: number | null;
  cutter: 'partial' | 'none' | null;
  charset: CharsetName | null;
}

/** What a test page came to. */
export interface Tried {
  outcome: 'printed' | 'unconfirmed' | 'notStarted' | 'partial';
  trouble: DeviceTrouble | null;
}

/** Which of the counter's printers is connected. */
export type PrinterRole = 'printer' | 'fallback';

export interface PrinterPanel {
  name: 'printerSetUp';
  role: PrinterRole;
  /** Where it is; whether anything may be sent there; what it is. */
  step: 'place' | 'agree' | 'kind';
  /** Null until the till has answered. */
  found: readonly FoundPlace[] | null;
  draft: PrinterDraft;
  /** Somebody said that something may be sent to what may be anything. */
  isAgreed: boolean;
  /** `isTrying` until the till has answered. */
  isTrying: boolean;
  tried: Tried | null;
}

export interface DrawerPanel {
  name: 'drawerSetUp';
  /** Which pin; then the line of the shut drawer, then of the open one; at last what was learnt. */
  step: 'pin' | 'shut' | 'open' | 'done';
  pin: DrawerSetting['pin'];
  /** It was told to open by this pin. */
  wasTried: boolean;
  shutLevel: 'high' | 'low' | null;
  /** What was learnt: null is no sensor. */
  sensor: DrawerSensor | null;
  /** Nothing answered, rather than the same both times. */
  isSilent: boolean;
}

/** A scale, a display or a scanner as somebody describes it; null is as its kind has it. */
export interface BesideDraft {
  /** One of the places found, or a port by its name. */
  way: { kind: 'found'; at: number } | { kind: 'port' };
  port: string;
  baudRate: number | null;
  frame: SerialFrame | null;
  scale: ScaleProtocol;
  unit: WeightUnit | null;
  decimals: number | null;
  display: DisplayProtocol;
  charset: CharsetName | null;
  /** Of a scanner. */
  name: string;
}

export interface BesidePanel {
  name: 'besideSetUp';
  role: BesideRole;
  /** The scanners that were chosen; where one is; whether anything may be sent there; what it is and what it shows. */
  step: 'list' | 'place' | 'agree' | 'kind';
  /** Which scanner of the list. */
  at: number;
  /** Null until the till has answered. */
  found: readonly FoundBeside[] | null;
  draft: BesideDraft;
  /** Somebody said that something may be sent there. */
  isAgreed: boolean;
  /** The till has not answered yet. */
  isStarting: boolean;
  /** What is known of the device that is tried; null before. */
  live: DeviceTried | null;
  /** A scan that was typed meanwhile. */
  typed: Heard | null;
}

export type DevicePanel =
  /**
   * `questions`: papers that somebody must look at; null until the till has answered. `chosen`: the row that T tries;
   * `heard`: what was scanned while the list was looked at.
   */
  | { name: 'devices'; questions: PrintQuestion[] | null; chosen: DeviceRole; heard: Heard | null }
  | PrinterPanel
  | DrawerPanel
  | BesidePanel;

/** A printer that is set up already is where a change begins. */
export function draftOf(printer: PrinterSetting | null): PrinterDraft {
  const place = printer?.place;
  return {
    way: place?.kind === 'tcp' || place?.kind === 'spooler' ? { kind: place.kind } : { kind: 'found', at: 0 },
    address: place?.kind === 'tcp' ? `${place.host}:${place.port}` : '',
    queue: place?.kind === 'spooler' ? place.printerName : '',
    baudRate: place?.kind === 'serial' ? place.baudRate : 9600,
    profile: printer?.profile ?? 'generic-80',
    columns: printer?.columns ?? null,
    cutter: printer?.cutter ?? null,
    charset: printer?.charset ?? null,
  };
}

/** The scale or the display that is set up already is where a change begins; a scanner is always another one. */
export function besideDraftOf(role: BesideRole, devices: DeviceChoice | null): BesideDraft {
  const { scale, display } = devices ?? {};
  const place = role === 'scale' ? scale?.place : role === 'display' ? display?.place : undefined;
  return {
    way: { kind: 'found', at: 0 },
    port: '',
    baudRate: place?.baudRate ?? null,
    frame: place?.frame ?? null,
    scale: scale?.protocol ?? 'toledo',
    unit: scale?.unit ?? null,
    decimals: scale?.decimals ?? null,
    display: display?.protocol ?? 'cd5220',
    charset: display?.charset ?? null,
    name: '',
  };
}
