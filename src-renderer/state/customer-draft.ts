// A customer while the entry is written: every field as the text that stands in it, and back.
import type { Customer, CustomerGroup } from '#contract/customer.ts';
import type { BusinessDate } from '#contract/ids.ts';
import { readDate } from './dates.ts';
import { need, reading } from './form-text.ts';
import type { Read } from './form-text.ts';

export interface CustomerDraft {
  /** Null for somebody new. */
  customerId: string | null;
  called: string;
  phone: string;
  card: string;
  group: string | null;
  /** A group that is not there yet; it is made with the customer. */
  newGroupEn: string;
  newGroupZh: string;
  certificate: string;
  until: string;
  destination: string | null;
}

export function emptyCustomer(): CustomerDraft {
  return {
    customerId: null,
    called: '',
    phone: '',
    card: '',
    group: null,
    newGroupEn: '',
    newGroupZh: '',
    certificate: '',
    until: '',
    destination: null,
  };
}

export function customerDraftOf(customer: Customer): CustomerDraft {
  return {
    ...emptyCustomer(),
    customerId: customer.customerId,
    called: customer.name,
    phone: customer.phoneTail ?? '',
    card: customer.cardCode ?? '',
    group: customer.group,
    certificate: customer.taxExempt?.certificate ?? '',
    until: customer.taxExempt?.until ?? '',
    destination: customer.destination,
  };
}

export type CustomerProblem = 'called' | 'phone' | 'card' | 'certificate' | 'until';

/** Of a whole number the last four digits: no more than that is kept of it. */
function readTail(text: string): string | null {
  const digits = text.replaceAll(/[\s()+-]/g, '');
  return /^\d{4,20}$/.test(digits) ? digits.slice(-4) : null;
}

function readCard(text: string): string | null {
  return /^[\x21-\x7e]{4,64}$/.test(text) ? text : null;
}

const isShort = (text: string, most: number) => text !== '' && [...text].length <= most;

function readExemption({ certificate, until }: CustomerDraft): Customer['taxExempt'] {
  const [typed, day] = [certificate.trim(), until.trim()];
  if (typed === '') return day === '' ? null : need<never>(null, 'certificate');
  const last: BusinessDate | null = day === '' ? null : need(readDate(day), 'until');
  return { certificate: need(isShort(typed, 60) ? typed : null, 'certificate'), until: last };
}

export interface ReadCustomer {
  customer: Customer;
  /** The group that has to be there before them. */
  newGroup: CustomerGroup | null;
}

/** What the form says; `customerId` and `groupId` are for what is new. */
export function readCustomer(
  draft: CustomerDraft,
  { customerId, groupId }: { customerId: string; groupId: string },
): Read<ReadCustomer, CustomerProblem> {
  const read = reading(() => {
    const [called, phone, card] = [draft.called.trim(), draft.phone.trim(), draft.card.trim()];
    const [en, zh] = [draft.newGroupEn.trim(), draft.newGroupZh.trim()];
    const newGroup = en + zh === '' ? null : { id: groupId, names: { en: en || zh, zh: zh || en } };
    const customer: Customer = {
      customerId: draft.customerId ?? customerId,
      name: need(isShort(called, 60) ? called : null, 'called'),
      phoneTail: phone === '' ? null : need(readTail(phone), 'phone'),
      group: newGroup?.id ?? draft.group,
      cardCode: card === '' ? null : need(readCard(card), 'card'),
      taxExempt: readExemption(draft),
      destination: draft.destination,
    };
    return { customer, newGroup };
  });
  return read as Read<ReadCustomer, CustomerProblem>;
}
