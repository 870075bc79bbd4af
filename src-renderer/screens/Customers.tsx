// The customers of the shop: a list to find somebody in, and the form of one. Who buys a sale is FindCustomer.tsx.
import { useId } from 'react';
import { customerForm, customersPanel, editCustomer } from '#screen/verbs/customers.ts';
import { lookForCustomers, MOST_LISTED, writeCustomer } from '#screen/verbs/customers.ts';
import type { CustomerDraft } from '#screen/state/customer-draft.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Chip, Chips, FormField, FormPart } from '#screen/components/FormField.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { CustomerRow } from './FindCustomer.tsx';

export function Customers() {
  const { till } = useCounter();
  const words = useWords();
  const panel = useTill(customersPanel);
  const mayEdit = useTill((state) => may(state, 'catalog.edit'));
  const id = useId();
  if (panel === null) return null;
  const { found, chosen, foundFor, text } = panel;
  const count = found.length;
  const most = text.trim() === '' ? MOST_LISTED : 50;
  const some = count < most ? words.customer.some({ count }) : words.customer.many({ count });
  const nobody = text.trim() === '' ? words.shop.noCustomers : words.customer.nobody;
  return (
    <Panel title={words.shop.customers} className="isTall isShop">
      {!mayEdit && <p className="aside">{words.shop.lookOnly}</p>}
      <label className="field">
        <span>{words.shop.findCustomer}</span>
        <input
          data-first-focus
          name="find"
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={id}
          aria-activedescendant={count > 0 ? `${id}-${chosen}` : undefined}
          value={text}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => void lookForCustomers(till, event.target.value)}
        />
      </label>
      <p role="status">{foundFor !== text ? words.screen.computing : count === 0 ? nobody : some}</p>
      <div className="foundList">
        <ul id={id} role="listbox" aria-label={words.shop.customers}>
          {found.map((customer, at) => (
            <CustomerRow
              key={customer.customerId}
              id={`${id}-${at}`}
              customer={customer}
              isChosen={at === chosen}
              onPick={() => editCustomer(till, at)}
            />
          ))}
        </ul>
      </div>
      <div className="row isEnd">
        <ActionButton action="customers.back" />
        <ActionButton action="customers.edit" />
        <ActionButton action="customers.add" className="button isMain" />
      </div>
    </Panel>
  );
}

type Field = 'called' | 'phone' | 'card' | 'newGroupEn' | 'newGroupZh' | 'certificate' | 'until';

function Text({ draft, field, most }: { draft: CustomerDraft; field: Field; most: number }) {
  const { till } = useCounter();
  const words = useWords().shop;
  return (
    <FormField
      name={field}
      label={words.customerFields[field]}
      value={draft[field]}
      most={most}
      isFirst={field === 'called'}
      {...(field === 'until' ? { hint: words.dayHint } : {})}
      onWrite={(text) => writeCustomer(till, { [field]: text })}
    />
  );
}

function Group({ draft }: { draft: CustomerDraft }) {
  const { till } = useCounter();
  const words = useWords();
  const language = useTill((state) => state.language);
  const groups = useTill((state) => state.customerGroups);
  const isNew = draft.newGroupEn.trim() + draft.newGroupZh.trim() !== '';
  return (
    <FormPart title={words.shop.group}>
      <Chips label={words.shop.groupHint}>
        <Chip
          name="group-none"
          isOn={!isNew && draft.group === null}
          onPick={() => writeCustomer(till, { group: null })}
        >
          {words.customer.noGroup}
        </Chip>
        {groups.map(({ id, names }) => (
          <Chip
            key={id}
            name={`group-${id}`}
            isOn={!isNew && draft.group === id}
            onPick={() => writeCustomer(till, { group: id })}
          >
            {names[language]}
          </Chip>
        ))}
      </Chips>
      <div className="formFields">
        <Text draft={draft} field="newGroupEn" most={120} />
        <Text draft={draft} field="newGroupZh" most={120} />
      </div>
    </FormPart>
  );
}

function Tax({ draft }: { draft: CustomerDraft }) {
  const { till } = useCounter();
  const words = useWords().shop;
  const language = useTill((state) => state.language);
  const panel = useTill(customerForm);
  const destinations = panel?.destinations ?? [];
  return (
    <FormPart title={words.tax}>
      <div className="formFields">
        <Text draft={draft} field="certificate" most={60} />
        <Text draft={draft} field="until" most={10} />
      </div>
      {destinations.length > 0 && (
        <Chips label={words.destination}>
          <Chip
            name="to-none"
            isOn={draft.destination === null}
            onPick={() => writeCustomer(till, { destination: null })}
          >
            {words.noDestination}
          </Chip>
          {destinations.map(({ id, names }) => (
            <Chip
              key={id}
              name={`to-${id}`}
              isOn={draft.destination === id}
              onPick={() => writeCustomer(till, { destination: id })}
            >
              {names[language]}
            </Chip>
          ))}
        </Chips>
      )}
    </FormPart>
  );
}

export function CustomerForm() {
  const words = useWords().shop;
  const draft = useTill((state) => customerForm(state)?.draft ?? null);
  if (draft === null) return null;
  const title = draft.customerId === null ? words.newCustomer : words.editCustomer;
  return (
    <Panel title={title} className="isTall isShop isForm">
      <div className="formBody" tabIndex={0} role="group" aria-label={title}>
        <FormPart title={words.person}>
          <div className="formFields">
            <Text draft={draft} field="called" most={60} />
            <Text draft={draft} field="phone" most={24} />
            <Text draft={draft} field="card" most={64} />
          </div>
        </FormPart>
        <Group draft={draft} />
        <Tax draft={draft} />
      </div>
      <div className="row isEnd">
        <ActionButton action="customerForm.back" />
        <ActionButton action="customerForm.save" className="button isMain" />
      </div>
    </Panel>
  );
}
