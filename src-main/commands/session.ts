// Signing in and out. A PIN or a badge is checked before the handler, and a wrong try is counted before it is checked.
import type { Instant } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { Session } from '#contract/staff.ts';
import { permissionsOf } from '#domain/permission.ts';
import { forgiveUnknownBadges } from '#store/badge.ts';
import { forgiveFailures } from '#store/staff.ts';
import type { StaffMember } from '#store/staff.ts';
import type { Handler, WriteContext } from './context.ts';

/** The session of whoever comes in now. */
export function sessionOf({ staffId, name, role }: StaffMember, now: Instant): Session {
  return { staffId, name, role, signedInAt: now, permissions: permissionsOf(role) };
}

/** Whoever has proved to be themselves begins to work. `by` is left out for a PIN. */
function begin(context: WriteContext, person: StaffMember, by?: 'badge'): Session {
  const { staffId, name } = person;
  const session = sessionOf(person, context.now);
  context.journal('session.signedIn', {
    body: { postings: [], staffId, name, ...(by === undefined ? {} : { by }) },
  });
  context.announce({ event: 'session.changed', payload: { session } });
  return session;
}

/** Signs in whom the PIN has proved; the name in the arguments alone opens nothing. */
export const signIn: Handler<'session.signIn'> = (context, _args, { person }) => {
  forgiveFailures(context.db, person.staffId);
  return begin(context, person);
};

/** Signs in whoever the badge was given to. It says nothing of wrong PINs, which stay counted. */
export const signInWithBadge: Handler<'session.signInWithBadge'> = (context, _args, { person }) => {
  forgiveUnknownBadges(context.db);
  return begin(context, person, 'badge');
};

export const signOut: Handler<'session.signOut'> = (context) => {
  const { session } = context.state;
  if (session === null) refuse('session.none', {});
  context.journal('session.signedOut', { body: { postings: [], staffId: session.staffId } });
  context.announce({ event: 'session.changed', payload: { session: null } });
  return {};
};
