// Finding who is buying: by name, the end of a telephone number or a card. The field is one of the few that take the focus.
import { useEffect, useId, useRef } from 'react';
import type { Customer } from '#contract/customer.ts';
import { buyerOf, findCustomers, MOST_FOUND, pickCustomer } from '#screen/verbs/customer.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { useGroupName } from '#screen/components/CustomerChip.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** What is known of somebody beside the name. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  const words = useWords().customer;
  const group = useGroupName(customer.group);
  return (
    <>
      <span className="foundCategory">{customer.group === null ? words.noGroup : (group ?? '')}</span>
      <span className="customerTail" translate="no">
        {customer.phoneTail === null ? '' : `… ${customer.phoneTail}`}
      </span>
      <span className="foundMark">{customer.taxExempt === null ? '' : words.exempt}</span>
    </>
  );
}

interface RowProps {
  id: string;
  customer: Customer;
  isChosen: boolean;
  onPick: () => void;
}

/** Somebody in a list to pick from, with what is known of them. */
export function CustomerRow({ id, customer, isChosen, onPick }: RowProps) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li role="none">
      <button
        ref={row}
        type="button"
        role="option"
        id={id}
        className="customerRow"
        data-customer={customer.customerId}
        tabIndex={-1}
        aria-selected={isChosen}
        onMouseDown={keepFocus}
        onClick={onPick}
      >
        <span className="foundName" translate="no">
          {customer.name}
        </span>
        <CustomerFacts customer={customer} />
      </button>
    </li>
  );
}

export function FindCustomer() {
  const { till } = useCounter();
  const words = useWords();
  const panel = useTill((state) => state.panel);
  const buyer = useTill(buyerOf);
  const id = useId();
  if (panel?.name !== 'customer') return null;
  const { found, chosen, foundFor, text } = panel;
  const count = found.length;
  const some = count < MOST_FOUND ? words.customer.some({ count }) : words.customer.many({ count });
  const said = count === 0 ? words.customer.nobody : some;
  const status = foundFor === text ? said : words.screen.computing;
  return (
    <Panel title={words.customer.title} className="isTall isSearch">
      {buyer !== null && (
        <p className="customerNow">
          <span translate="no">{words.customer.now({ name: buyer.name })}</span>
          <ActionButton action="customer.off" />
        </p>
      )}
      <label className="field">
        <span>{words.customer.hint}</span>
        <input
          data-first-focus
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={id}
          aria-activedescendant={count > 0 ? `${id}-${chosen}` : undefined}
          value={text}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => void findCustomers(till, event.target.value)}
        />
      </label>
      <p role="status">{text.trim() === '' ? words.customer.none : status}</p>
      <div className="foundList">
        <ul id={id} role="listbox" aria-label={words.customer.found}>
          {found.map((customer, at) => (
            <CustomerRow
              key={customer.customerId}
              id={`${id}-${at}`}
              customer={customer}
              isChosen={at === chosen}
              onPick={() => void pickCustomer(till, at)}
            />
          ))}
        </ul>
      </div>
      <div className="row isEnd">
        <ActionButton action="customer.close" />
        <ActionButton action="customer.pick" className="button isMain" />
      </div>
    </Panel>
  );
}
