// What a printer's answers mean, and how they are told apart on one line. Pure; it never asks anything.
// Source: the ESC/POS manuals on DLE EOT, GS r and GS a, as gathered in `hardware.md` 5.1.
import type { DeviceTrouble } from '#contract/device.ts';

export type Reply =
  /** `status` answers DLE EOT, `proof` answers GS r. */
  | { readonly kind: 'status' | 'proof'; readonly byte: number }
  /** GS a: the printer says by itself that something has changed. */
  | { readonly kind: 'automatic'; readonly bytes: readonly number[] }
  /** GS ( H: the paper of this number was printed. */
  | { readonly kind: 'processId'; readonly signs: string }
  /** GS I: a name or number that the printer calls itself by. */
  | { readonly kind: 'identity'; readonly text: string };

/** `7 "` begins the answer to GS ( H, `_` that to GS I; both end with NUL. */
const PROCESS_ID = 0x37;
const IDENTITY = 0x5f;
/** Longer than any name; what goes on beyond it was no text. */
const LONGEST_TEXT = 80;

/**
 * Sorts incoming bytes. XON and XOFF belong to none, and the four bytes of an automatic status, which other software
 * may have left switched on, must not pass for a proof: three of them look exactly like one.
 */
export function makeReplySorter(): (bytes: Uint8Array) => Reply[] {
  let automatic: number[] | null = null;
  let text: number[] | null = null;

  function takeText(byte: number): Reply | null {
    if (text === null) return null;
    if (byte !== 0x00 && text.length < LONGEST_TEXT) {
      text.push(byte);
      return null;
    }
    const [head, ...rest] = text;
    text = null;
    const said = Buffer.from(rest).toString('latin1');
    return head === PROCESS_ID
      ? { kind: 'processId', signs: said.slice(1) }
      : { kind: 'identity', text: said };
  }

  function take(byte: number): Reply | null {
    // A real-time answer may come at any moment; in a text its bits are those of a control byte, which texts have none of.
    if ((byte & 0x93) === 0x12 && (text === null || byte < 0x20)) {
      automatic = null;
      return { kind: 'status', byte };
    }
    if (text !== null && byte !== 0x00 && byte < 0x20) text = null;
    if (text !== null) return takeText(byte);
    if ((byte & 0x93) === 0x10) automatic = [byte];
    else if ((byte & 0x90) === 0 && automatic !== null) {
      automatic.push(byte);
      if (automatic.length < 4) return null;
      const bytes = automatic;
      automatic = null;
      return { kind: 'automatic', bytes };
    } else if (byte === PROCESS_ID || byte === IDENTITY) text = [byte];
    else if ((byte & 0x90) === 0) return { kind: 'proof', byte };
    return null;
  }

  return (bytes) => Array.from(bytes, take).filter((reply) => reply !== null);
}

/** DLE EOT 1, bit 3. */
export const isOffline = (printerStatus: number): boolean => (printerStatus & 0x08) !== 0;

/** DLE EOT 1, bit 2: the level of the drawer's sensor line. Which level means open depends on the drawer. */
export const isSensorHigh = (printerStatus: number): boolean => (printerStatus & 0x04) !== 0;

export interface StatusAnswers {
  /** DLE EOT 1. */
  readonly printer: number;
  /** DLE EOT 2 and 4; null where no answer came. */
  readonly offlineCause: number | null;
  readonly paper: number | null;
}

/** The one trouble worth telling, gravest first; null when all is well. */
export function findTrouble({ printer, offlineCause, paper }: StatusAnswers): DeviceTrouble | null {
  const cause = offlineCause ?? 0;
  const roll = paper ?? 0;
  if ((cause & 0x04) !== 0) return 'coverOpen';
  if ((roll & 0x60) !== 0 || (cause & 0x20) !== 0) return 'paperOut';
  if ((cause & 0x40) !== 0) return 'failed';
  if (isOffline(printer)) return 'offline';
  return (roll & 0x0c) !== 0 ? 'paperLow' : null;
}

/** Whether it keeps a print from starting: paper that runs low still prints. */
export const doesBlock = (trouble: DeviceTrouble | null): trouble is DeviceTrouble =>
  trouble !== null && trouble !== 'paperLow';

/** The same for an automatic status, whose bits stand elsewhere. */
export function findAutomaticTrouble([
  printer = 0,
  error = 0,
  paper = 0,
]: readonly number[]): DeviceTrouble | null {
  if ((printer & 0x20) !== 0) return 'coverOpen';
  if ((paper & 0x0c) !== 0) return 'paperOut';
  if ((error & 0x28) !== 0) return 'failed';
  if ((printer & 0x08) !== 0) return 'offline';
  return (paper & 0x03) !== 0 ? 'paperLow' : null;
}
