// Signing in and out. The PIN is checked before the handler, and a wrong try is counted before it is checked.
import { refuse } from '#contract/refusal.ts';
import { permissionsOf } from '#domain/permission.ts';
import { forgiveFailures } from '#store/staff.ts';
import type { Handler } from './context.ts';

/** Signs in whom the PIN has proved; the name in the arguments alone opens nothing. */
export const signIn: Handler<'session.signIn'> = (context, _args, { person }) => {
  forgiveFailures(context.db, person.staffId);
  const session = {
    staffId: person.staffId,
    name: person.name,
    role: person.role,
    signedInAt: context.now,
    permissions: permissionsOf(person.role),
  };
  context.journal('session.signedIn', {
    body: { postings: [], staffId: person.staffId, name: person.name },
  });
  context.announce({ event: 'session.changed', payload: { session } });
  return session;
};

export const signOut: Handler<'session.signOut'> = (context) => {
  const { session } = context.state;
  if (session === null) refuse('session.none', {});
  context.journal('session.signedOut', { body: { postings: [], staffId: session.staffId } });
  context.announce({ event: 'session.changed', payload: { session: null } });
  return {};
};
