// The price lists of the shop: for whom and when each holds, and the form of one. The prices in one are PriceList.tsx.
import type { PriceListShown } from '#contract/price-list.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Words } from '#contract/words/index.ts';
import { chooseList, listMeant, listsPanel, priceListForm, writeList } from '#screen/verbs/price-lists.ts';
import type { PriceListDraft } from '#screen/state/price-draft.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Chip, Chips, FormField, FormPart } from '#screen/components/FormField.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** The days on which a list holds, in words. */
function whenWords({ promotion: words }: Words, { from, to, weekdays }: PriceListShown): string {
  const span = () => {
    if (from !== null && to !== null) return words.days({ from, to });
    if (from !== null) return words.fromDay({ from });
    return to === null ? words.always : words.toDay({ to });
  };
  const days = weekdays.map((day) => words.weekday[day - 1] ?? '').join(' ');
  return days === '' ? span() : `${span()} · ${days}`;
}

type Standing = 'active' | 'notYet' | 'over';

function standingOf({ from, to }: PriceListShown, today: BusinessDate | null): Standing {
  if (today !== null && to !== null && to < today) return 'over';
  return today !== null && from !== null && from > today ? 'notYet' : 'active';
}

function Row({ list, isChosen }: { list: PriceListShown; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords();
  const language = useTill((state) => state.language);
  const groups = useTill((state) => state.customerGroups);
  const today = useTill((state) => listsPanel(state)?.today ?? null);
  const whom = list.customerGroups.map((id) => groups.find((one) => one.id === id)?.names[language] ?? id);
  const standing = standingOf(list, today);
  return (
    <li className="shopRowPlace">
      <button
        type="button"
        className="shopRow isPromotion"
        data-list={list.id}
        aria-pressed={isChosen}
        onMouseDown={keepFocus}
        onClick={() => chooseList(till, list.id)}
      >
        <span className="shopRowText">
          <span className="foundName">{list.names[language]}</span>
          <span className="foundCategory">
            {whom.length === 0 ? words.shop.everybody : whom.join(', ')} ·{' '}
            {words.shop.priceCount({ count: list.priceCount })}
          </span>
        </span>
        <span className="shopRowWhen">{whenWords(words, list)}</span>
        <span className={standing === 'active' ? 'pill isGood' : 'pill'}>
          <Icon name={standing === 'active' ? 'ready' : standing === 'over' ? 'done' : 'clock'} />
          {words.promotion.states[standing]}
        </span>
      </button>
    </li>
  );
}

export function PriceLists() {
  const words = useWords();
  const panel = useTill(listsPanel);
  const meant = useTill(listMeant);
  const mayEdit = useTill((state) => may(state, 'catalog.edit'));
  if (panel === null) return null;
  const { lists } = panel;
  return (
    <Panel title={words.shop.prices} className="isTall isShop">
      <p className="aside">{mayEdit ? words.shop.pricesHint : words.shop.lookOnly}</p>
      <ul className="shopRows" aria-label={words.shop.prices}>
        {lists?.map((list) => (
          <Row key={list.id} list={list} isChosen={list.id === meant?.id} />
        ))}
        {lists?.length === 0 && <li>{words.shop.noLists}</li>}
      </ul>
      {lists === null && <p role="status">{words.screen.computing}</p>}
      <div className="row isEnd">
        <ActionButton action="priceLists.back" />
        <ActionButton action="priceLists.remove" />
        <ActionButton action="priceLists.end" />
        <ActionButton action="priceLists.edit" />
        <ActionButton action="priceLists.open" />
        <ActionButton action="priceLists.add" className="button isMain" />
      </div>
    </Panel>
  );
}

type Field = 'nameEn' | 'nameZh' | 'from' | 'to' | 'priority';

function Text({ draft, field, most }: { draft: PriceListDraft; field: Field; most: number }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  return (
    <FormField
      name={field}
      label={words[field]}
      value={draft[field]}
      most={most}
      isFirst={field === 'nameEn'}
      {...(field === 'from' || field === 'to' ? { hint: words.dayHint } : {})}
      onWrite={(text) => writeList(till, { [field]: text })}
    />
  );
}

const flip = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

function WhomAndWhen({ draft }: { draft: PriceListDraft }) {
  const { till } = useCounter();
  const { promotion: words } = useWords();
  const language = useTill((state) => state.language);
  const groups = useTill((state) => state.customerGroups);
  return (
    <>
      <FormPart title={words.whom}>
        <Chips label={words.groups}>
          {groups.map(({ id, names }) => (
            <Chip
              key={id}
              name={`group-${id}`}
              isOn={draft.groups.includes(id)}
              onPick={() => writeList(till, { groups: flip(draft.groups, id) })}
            >
              {names[language]}
            </Chip>
          ))}
        </Chips>
      </FormPart>
      <FormPart title={words.when}>
        <div className="formFields">
          <Text draft={draft} field="from" most={10} />
          <Text draft={draft} field="to" most={10} />
        </div>
        <Chips label={words.weekdays}>
          {words.weekday.map((name, at) => (
            <Chip
              key={name}
              name={`day-${at + 1}`}
              isOn={draft.weekdays.includes(at + 1)}
              onPick={() => writeList(till, { weekdays: flip(draft.weekdays, at + 1) })}
            >
              {name}
            </Chip>
          ))}
        </Chips>
      </FormPart>
    </>
  );
}

export function PriceListForm() {
  const words = useWords();
  const draft = useTill((state) => priceListForm(state)?.draft ?? null);
  if (draft === null) return null;
  const title = draft.id === null ? words.shop.newList : words.shop.editList;
  return (
    <Panel title={title} className="isTall isShop isForm">
      <div className="formBody" tabIndex={0} role="group" aria-label={title}>
        <FormPart title={words.shop.listName}>
          <div className="formFields">
            <Text draft={draft} field="nameEn" most={120} />
            <Text draft={draft} field="nameZh" most={120} />
            <Text draft={draft} field="priority" most={4} />
          </div>
        </FormPart>
        <WhomAndWhen draft={draft} />
      </div>
      <div className="row isEnd">
        <ActionButton action="priceListForm.back" />
        <ActionButton action="priceListForm.save" className="button isMain" />
      </div>
    </Panel>
  );
}
