// What a printer's answers mean, and how they are told apart on one line. Pure; it never asks anything.
// Source: the ESC/POS manuals on DLE EOT, GS r and GS a, as gathered in `hardware.md` 5.1.
import type { DeviceTrouble } from '#contract/device.ts';

/** `status` answers DLE EOT, `proof` answers GS r. */
export type Reply = { readonly kind: 'status' | 'proof'; readonly byte: number };

/**
 * Sorts incoming bytes. XON and XOFF belong to neither, and the four bytes of an automatic status, which other software
 * may have left switched on, must not pass for a proof: three of them look exactly like one.
 */
export function makeReplySorter(): (bytes: Uint8Array) => Reply[] {
  let automaticBytesLeft = 0;
  return (bytes) => {
    const replies: Reply[] = [];
    for (const byte of bytes) {
      if ((byte & 0x93) === 0x12) {
        automaticBytesLeft = 0;
        replies.push({ kind: 'status', byte });
      } else if ((byte & 0x93) === 0x10) {
        automaticBytesLeft = 3;
      } else if ((byte & 0x90) === 0) {
        if (automaticBytesLeft === 0) replies.push({ kind: 'proof', byte });
        else automaticBytesLeft -= 1;
      }
    }
    return replies;
  };
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
