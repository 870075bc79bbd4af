// Customers: finding and keeping them. The journal says whose entry changed and in what, never what it says.
import type { Customer } from '#contract/customer.ts';
import { refuse } from '#contract/refusal.ts';
import { ownerOfBadge } from '#store/badge.ts';
import {
  findCustomer,
  hasCustomerGroup,
  listCustomerGroups,
  listCustomers,
  ownerOfCard,
  putCustomer,
  putCustomerGroups,
  searchCustomers,
} from '#store/customer.ts';
import { readTaxRules } from '#store/tax-rule.ts';
import { isArticleCode } from './code.ts';
import type { Handler, WriteContext } from './context.ts';

export const get: Handler<'customer.get'> = ({ db }, { customerId }) =>
  findCustomer(db, customerId) ?? refuse('customer.unknown', { customerId });

export const find: Handler<'customer.find'> = ({ db }, { text, limit }) => ({
  customers: searchCustomers(db, text, limit),
});

export const list: Handler<'customer.list'> = ({ db }, { limit }) => ({
  customers: listCustomers(db, limit),
});

export const groups: Handler<'customer.groups'> = ({ db }) => ({ groups: listCustomerGroups(db) });

export const putGroups: Handler<'customer.putGroups'> = (context, args) => {
  putCustomerGroups(context.db, args.groups);
  context.journal('customer.groupsChanged', { body: { postings: [], groups: args.groups } });
  return { groups: listCustomerGroups(context.db) };
};

function assertCard({ db }: WriteContext, { customerId, cardCode }: Customer): void {
  if (cardCode === null) return;
  // A code that is an article must go on selling it, and one that is a badge unlocks the till.
  if (isArticleCode(db, cardCode)) refuse('customer.cardIsArticle', {});
  if (ownerOfBadge(db, cardCode) !== null) refuse('customer.cardIsBadge', {});
  const owner = ownerOfCard(db, cardCode);
  if (owner !== null && owner.customerId !== customerId) refuse('customer.cardTaken', {});
}

const members = ['name', 'phoneTail', 'group', 'cardCode', 'taxExempt', 'destination'] as const;

/** The members that are another one now; of somebody new, those that are anything. */
function changedIn(before: Customer | null, after: Customer): string[] {
  const text = (one: Customer | null, member: (typeof members)[number]) =>
    JSON.stringify(one?.[member] ?? null);
  return members.filter((member) => text(before, member) !== text(after, member));
}

export const put: Handler<'customer.put'> = (context, { customer }) => {
  const { db } = context;
  const { customerId, group, destination } = customer;
  if (group !== null && !hasCustomerGroup(db, group)) refuse('customer.unknownGroup', { group });
  if (destination !== null && readTaxRules(db).destinations.every(({ id }) => id !== destination)) {
    refuse('catalog.unknownDestination', { destination });
  }
  assertCard(context, customer);
  const before = findCustomer(db, customerId);
  putCustomer(db, customer);
  const isNew = before === null;
  const changed = changedIn(before, customer);
  context.journal('customer.changed', { body: { postings: [], customerId, isNew, changed } });
  return { isNew };
};
