// Approvals: somebody who may lets somebody who may not do one thing, once. Owns what an approval is good for and when one is
// needed; who proves to be who is prepare.ts (docs/decisions/0018-approval.md).
import type { ApprovalId, StaffId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { Permission, Role, Session } from '#contract/staff.ts';
import { permissionsOf } from '#domain/permission.ts';
import { listStaff } from '#store/staff.ts';
import type { StaffMember } from '#store/staff.ts';
import type { WriteContext } from './context.ts';

/** Longer than the answer to an approval takes to come back, shorter than a cashier would keep one for later. */
const GOOD_FOR_MS = 120_000;

/** What somebody approved: one command of one session. */
export interface GivenApproval {
  approvalId: ApprovalId;
  /** Of the command's name and arguments, its id among them (store/command.ts). */
  argsHash: Uint8Array;
  session: Session;
  approver: StaffId;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The approvals that may still be used. In memory only: a till that starts anew knows none. */
export class Approvals {
  readonly #given = new Map<ApprovalId, GivenApproval & { untilMs: number }>();
  readonly #monotonicMs: () => number;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  give(approval: GivenApproval): void {
    const nowMs = this.#monotonicMs();
    for (const [id, { untilMs }] of this.#given) if (untilMs <= nowMs) this.#given.delete(id);
    this.#given.set(approval.approvalId, { ...approval, untilMs: nowMs + GOOD_FOR_MS });
  }

  /** Who approved exactly this, in this session and not too long ago; null where nobody did. */
  approverOf(
    id: ApprovalId | undefined,
    asked: { argsHash: Uint8Array; session: Session | null },
  ): StaffId | null {
    const given = id === undefined ? undefined : this.#given.get(id);
    if (given === undefined || given.untilMs <= this.#monotonicMs()) return null;
    const { session } = asked;
    const isTheirs =
      session !== null &&
      given.session.staffId === session.staffId &&
      given.session.signedInAt === session.signedInAt;
    return isTheirs && isSame(given.argsHash, asked.argsHash) ? given.approver : null;
  }

  /** What it was given for has been done. */
  use(id: ApprovalId | undefined): void {
    if (id !== undefined) this.#given.delete(id);
  }
}

/** How far something goes, where a permission is a matter of more or less: parts per million. */
export interface Extent {
  asked: number;
  /** 0 for a role that may not do it at all. */
  limitOf: (role: Role) => number;
}

/** Whether a role may do something by itself, and so far. */
export function mayBy(role: Role, permission: Permission, extent: Extent | null): boolean {
  if (!permissionsOf(role).includes(permission)) return false;
  if (extent === null) return true;
  const limit = extent.limitOf(role);
  return limit > 0 && extent.asked <= limit;
}

/**
 * Null where whoever is signed in may do it by themselves; else who has approved it, whom every row of this command then
 * names. Refuses `approval.needed` where nobody did, `approval.notEnough` where whoever did may not either. For commands
 * whose spec says `approvable`; the permission of the spec itself has been asked for before the handler runs.
 */
export function approverFor(
  context: WriteContext,
  permission: Permission,
  extent: Extent | null = null,
): StaffMember | null {
  const session = context.state.session ?? refuse('session.none', {});
  if (mayBy(session.role, permission, extent)) return null;
  const { approver } = context;
  if (approver === null) {
    const approvers = listStaff(context.db)
      .filter(({ staffId, role }) => staffId !== session.staffId && mayBy(role, permission, extent))
      .map(({ staffId }) => staffId);
    const limit = extent?.limitOf(session.role) ?? null;
    return refuse('approval.needed', { permission, limit, asked: extent?.asked ?? null, approvers });
  }
  if (!mayBy(approver.role, permission, extent)) {
    const limit = extent?.limitOf(approver.role) ?? null;
    return refuse('approval.notEnough', { name: approver.name, permission, limit });
  }
  context.isApproved = true;
  return approver;
}
