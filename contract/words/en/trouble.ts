// English words for trouble: faults, a store that may only be looked at, devices, printing, a till that does not answer.
// Says what happened, what is safe and what to do; never blames and never counts as a refusal.
import type { DeviceRole, DeviceState, DeviceTrouble } from '#contract/device.ts';
import type { PrintState } from '#contract/receipt.ts';
import type { StoreTrouble } from '#contract/start.ts';

export interface TroubleWords {
  fault: (d: { incident: string }) => string;
  /** When the screen itself fails; the till goes on. */
  screenFault: string;
  startAgain: string;
  viewOnlyTitle: string;
  viewOnlyPromise: string;
  viewOnlyDetail: (d: { detail: string }) => string;
  /** In place of `act` where selling can go on. */
  recoveryAct: string;
  /** `act` is for where selling cannot go on here. */
  store: Record<StoreTrouble, { why: string; act: string }>;
  connecting: string;
  lostTitle: string;
  lost: string;
  refusedTitle: string;
  refused: string;
  refusedAct: string;
  role: Record<DeviceRole, string>;
  deviceState: Record<DeviceState, string>;
  deviceTrouble: Record<DeviceTrouble, string>;
  /** What whoever stands at the counter can do about it. */
  deviceFix: Record<DeviceTrouble, string>;
  /** A drawer whose printer cannot open it now. */
  drawerByKey: string;
  simulated: string;
  /** A pill: the device, then what is the matter. */
  device: (d: { role: string; words: string }) => string;
  print: Record<PrintState, string>;
}

export const trouble: TroubleWords = {
  fault: (d) =>
    `Something went wrong in the till. Nothing was lost: what was completed is kept. Try again, and tell support incident ${d.incident}.`,
  screenFault: 'The screen lost its place. Nothing was lost: the basket and all sales are kept.',
  startAgain: 'Start the screen again',
  viewOnlyTitle: 'This till can only be looked at',
  viewOnlyPromise: 'Nothing was erased by this till, and nothing will be.',
  viewOnlyDetail: (d) => `For support: ${d.detail}`,
  recoveryAct: 'A supervisor or a manager can go on selling here now. Call support as well.',
  store: {
    journalBroken: {
      why: 'The record of what was sold does not fit together any more: something changed it from outside.',
      act: 'Do not sell on this till. Call support and leave the machine on.',
    },
    journalForked: {
      why: 'The record of what was sold ends in two different ways, as if an old copy had been put back.',
      act: 'Do not sell on this till. Call support, and say whether a backup was restored.',
    },
    databaseDamaged: {
      why: 'The file that holds the sales is damaged.',
      act: 'Do not sell on this till. Call support, and leave everything in its folder as it is.',
    },
    databaseMissing: {
      why: 'The file that holds the sales is gone, but this till has sold before.',
      act: 'Call support, or put the file back and choose Look again. Do not set the till up again.',
    },
    databaseNewer: {
      why: 'The sales were written by a newer version of this program.',
      act: 'Start the newer version again.',
    },
    databaseForeign: {
      why: 'The file in the till’s folder does not belong to this program.',
      act: 'Check which folder the till was started with, then start it again.',
    },
    diskFailed: {
      why: 'The disk of this machine does not read or write properly.',
      act: 'Call support before switching it off. Once the disk works again, choose Look again.',
    },
    notDurable: {
      why: 'This machine’s disk does not promise to keep what is written when the power fails.',
      act: 'Do not sell on this till. Call support to move its folder to another disk.',
    },
    sqliteTooOld: {
      why: 'A part of this program is too old to keep sales safely.',
      act: 'Install the program again, then start the till.',
    },
    keyMissing: {
      why: 'The key with which this till signs its sales is missing.',
      act: 'Call support, or put the key’s file back and choose Look again. Do not set it up again.',
    },
  },
  connecting: 'Starting the till …',
  lostTitle: 'The till is not answering',
  lost: 'Trying again by itself. The basket and all sales are safe.',
  refusedTitle: 'Open the till from its start command',
  refused:
    'This page alone cannot reach the till. It opens only through the link that the till shows when it starts.',
  refusedAct: 'Start the till again, or click the link it printed.',
  role: {
    printer: 'Printer',
    fallback: 'Second printer',
    drawer: 'Drawer',
    scanner: 'Scanner',
    scale: 'Scale',
    display: 'Customer display',
  },
  deviceState: { ready: 'ready', busy: 'busy', attention: 'needs attention', absent: 'not connected' },
  deviceTrouble: {
    paperOut: 'paper out',
    paperLow: 'paper low',
    coverOpen: 'cover open',
    offline: 'not answering',
    notFound: 'not found',
    drawerOpen: 'open',
    cutter: 'cutter stuck',
    busy: 'in use by another program',
    permission: 'not permitted',
    refused: 'nobody answers at its address',
    stalled: 'takes no data',
    driverMissing: 'driver missing',
    config: 'wrong settings',
    failed: 'failed',
  },
  deviceFix: {
    paperOut: 'Put a new roll in and close the cover. What waits then prints by itself.',
    paperLow: 'Have a new roll ready. It still prints.',
    coverOpen: 'Close its cover until it clicks.',
    offline: 'Check that it is switched on and its cable sits firmly. It is tried again by itself.',
    notFound: 'Plug it in and switch it on, or choose its connection again in the settings.',
    drawerOpen: 'Push the drawer shut.',
    cutter: 'Switch it off, open the cover, take out torn paper, then switch it on again.',
    busy: 'Close the other program that uses this port, or choose another port.',
    permission:
      'Ask whoever looks after this machine to let the till’s user reach it: on Linux by the groups dialout and lp.',
    refused:
      'Check that the printer is on and in the same network, and that its address is the one on its test page.',
    stalled: 'Switch it off and on again. What waits then prints by itself.',
    driverMissing: 'Install the till again on this machine, or choose another way to connect the printer.',
    config: 'Open the settings of the device and correct how it is connected.',
    failed:
      'Switch it off and on again. If that does not help, show its test page to whoever looks after it.',
  },
  drawerByKey: 'opens by key only',
  simulated: 'simulated',
  device: (d) => `${d.role}: ${d.words}`,
  print: {
    queued: 'The receipt is waiting for the printer',
    sending: 'The receipt is being printed',
    sent: 'The receipt was sent to the printer',
    printed: 'The receipt is printed',
    blocked: 'The receipt is not printed yet: look at the printer. The sale is done',
    held: 'The receipt was not printed for a long time. Print it again if it is wanted',
    uncertain:
      'Did the receipt print? Look at the paper. If it is torn or missing, print it again: the new one is marked as a copy',
    replaced: 'A marked copy follows',
    cancelled: 'Nobody wants this receipt any more',
  },
};
