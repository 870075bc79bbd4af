// The commands that take something off by hand, those that say how far each role may go, and those by which somebody else
// approves what goes further. Part of the map in commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { discountProposal, discountQuote, lineDiscount, orderDiscount } from './discount.ts';
import { approvalId, commandId, lineId, saleId, staffId } from './ids.ts';
import { actionToApprove, approval, limits } from './limits.ts';
import { saleChange } from './sale.ts';
import { badge, pin } from './staff.ts';
import { line } from './text.ts';

export const discountCommands = {
  /** Gives a line a discount in place of the one before, or takes that off with null. */
  'sale.discountLine': {
    kind: 'journal',
    permission: 'sale.discount',
    approvable: true,
    args: z.strictObject({
      commandId,
      saleId,
      lineId,
      discount: z.nullable(lineDiscount),
      reason: line(120),
      approval: z.optional(approvalId),
    }),
    result: saleChange,
  },
  /** The same for the whole sale. */
  'sale.discountOrder': {
    kind: 'journal',
    permission: 'sale.discount',
    approvable: true,
    args: z.strictObject({
      commandId,
      saleId,
      discount: z.nullable(orderDiscount),
      reason: line(120),
      approval: z.optional(approvalId),
    }),
    result: saleChange,
  },
  /** What a discount would come to, and whether it needs an approval; gives none. */
  'sale.quoteDiscount': {
    kind: 'read',
    permission: 'sale.discount',
    args: z.strictObject({ saleId, proposal: discountProposal }),
    result: discountQuote,
  },
  'register.setLimits': {
    kind: 'journal',
    permission: 'limits.edit',
    args: z.strictObject({ commandId, limits }),
    result: limits,
  },
  /**
   * Somebody other than whoever is signed in approves one command, proving with their PIN who they are. The command is
   * then sent with the approval's id. Nobody is signed in or out by it.
   */
  'session.approve': {
    kind: 'session',
    permission: 'signedIn',
    args: z.strictObject({ commandId, action: actionToApprove, staffId, pin }),
    result: approval,
  },
  'session.approveWithBadge': {
    kind: 'session',
    permission: 'signedIn',
    args: z.strictObject({ commandId, action: actionToApprove, badge }),
    result: approval,
  },
} as const satisfies Record<string, CommandSpec>;
