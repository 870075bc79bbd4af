// Whether somebody may do what a command does. Owns the order of the noes; who may do what is the domain's table.
import { refuse } from '#contract/refusal.ts';
import type { Permission, Session } from '#contract/staff.ts';
import type { Register } from '#store/register.ts';

/** Refuses `session.none`, `session.notAllowed`, or `register.alreadySetUp` for a till that belongs to somebody. */
export function assertAllowed(
  permission: Permission,
  session: Session | null,
  register: Register | null,
): void {
  if (permission === 'anyone') return;
  // Setting up is for the first person at a till that belongs to nobody yet.
  if (permission === 'setUp') {
    if (register !== null) refuse('register.alreadySetUp', {});
    return;
  }
  if (session === null) refuse('session.none', {});
  if (!session.permissions.includes(permission)) refuse('session.notAllowed', { permission });
}
