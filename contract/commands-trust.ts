// The commands by which the tills of a shop come to believe each other's receipts. Part of the map in commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { commandId } from './ids.ts';
import { publicKey, registerCard, trustedRegister } from './register-card.ts';
import { sealedText } from './sealed-code.ts';

const nothing = z.strictObject({});

export const trustCommands = {
  /** This till's card, to be shown to another till: as the text that a scanner would read there. */
  'register.card': {
    kind: 'read',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ text: z.string(), card: registerCard }),
  },
  /** From now on receipts of the till whose card this is are good here. */
  'register.trust': {
    kind: 'journal',
    permission: 'register.trust',
    args: z.strictObject({ commandId, card: sealedText }),
    result: trustedRegister,
  },
  /** From now on receipts of that key are refused here, whenever they were printed. Its card may be brought again. */
  'register.distrust': {
    kind: 'journal',
    permission: 'register.trust',
    args: z.strictObject({ commandId, publicKey }),
    result: trustedRegister,
  },
  /** Whose receipts are good here or were, this till's earlier books among them. */
  'register.trusted': {
    kind: 'read',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ trusted: z.array(trustedRegister) }),
  },
} as const satisfies Record<string, CommandSpec>;
