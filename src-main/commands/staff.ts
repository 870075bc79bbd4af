// Badges of the people who work here. The journal says who was given one and who lost theirs, never the code.
import { refuse } from '#contract/refusal.ts';
import { ownerOfBadge, putBadge, removeBadge } from '#store/badge.ts';
import { ownerOfCard } from '#store/customer.ts';
import { findStaff } from '#store/staff.ts';
import { wasScanned } from '#store/unresolved.ts';
import { isArticleCode } from './code.ts';
import type { Handler } from './context.ts';
import { requireRegister } from './register.ts';

export const setBadge: Handler<'staff.setBadge'> = (context, { staffId, badge }) => {
  const { db } = context;
  const { isDemo } = requireRegister(context).config;
  const person = findStaff(db, staffId) ?? refuse('session.unknownStaff', { staffId });
  if (badge === null) removeBadge(db, staffId);
  else {
    // A code that is an article must go on selling it.
    if (isArticleCode(db, badge)) refuse('staff.badgeIsArticle', {});
    if (ownerOfCard(db, badge) !== null) refuse('staff.badgeIsCard', {});
    const owner = ownerOfBadge(db, badge);
    if (owner !== null && owner !== staffId) refuse('staff.badgeTaken', {});
    // What stands in the journal is known to whoever reads it, and can never be taken out again.
    if (owner === null && wasScanned(db, badge)) refuse('staff.badgeScanned', {});
    putBadge(db, staffId, badge, isDemo);
  }
  const body = { postings: [], staffId, name: person.name, hasBadge: badge !== null };
  context.journal('staff.badgeSet', { body });
  return {};
};
