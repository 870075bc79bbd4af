// When a promotion counts, for whom, what it is called and how it stands to others, in its form.
import { calledBy, formPanel, writeDraft } from '#screen/verbs/promotion-form.ts';
import { moneyFormOf } from '#screen/verbs/shop.ts';
import type { PromotionDraft } from '#screen/state/promotion-draft.ts';
import { readRuleOf } from '#screen/state/promotion-read.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { Chip, Chips, FormField, FormPart } from './FormField.tsx';

type Field = {
  [K in keyof PromotionDraft]: PromotionDraft[K] extends string ? K : never;
}[keyof PromotionDraft];

interface Written {
  draft: PromotionDraft;
  field: Exclude<Field, 'kind' | 'deal' | 'stacking'>;
  label: string;
  hint?: string;
  most?: number;
  isFigure?: boolean;
}

function Text({ draft, field, ...rest }: Written) {
  const { till } = useCounter();
  return (
    <FormField
      name={field}
      value={draft[field]}
      onWrite={(text) => writeDraft(till, { [field]: text })}
      {...rest}
    />
  );
}

const flip = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

function When({ draft }: { draft: PromotionDraft }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  return (
    <FormPart title={words.when}>
      <div className="row">
        {(['today', 'weekend', 'week', 'endless'] as const).map((which) => (
          <ActionButton key={which} action={`promotion.${which}`} className="chip" />
        ))}
      </div>
      <div className="formFields">
        <Text draft={draft} field="from" label={words.from} hint={words.dayHint} most={10} isFigure />
        <Text draft={draft} field="to" label={words.to} hint={words.dayHint} most={10} isFigure />
        <Text
          draft={draft}
          field="hoursFrom"
          label={words.hoursFrom}
          hint={words.hourHint}
          most={5}
          isFigure
        />
        <Text draft={draft} field="hoursTo" label={words.hoursTo} hint={words.hourHint} most={5} isFigure />
      </div>
      <Chips label={words.weekdays}>
        {words.weekday.map((name, at) => (
          <Chip
            key={name}
            name={`day-${at + 1}`}
            isOn={draft.weekdays.includes(at + 1)}
            onPick={() => writeDraft(till, { weekdays: flip(draft.weekdays, at + 1) })}
          >
            {name}
          </Chip>
        ))}
      </Chips>
    </FormPart>
  );
}

function Whom({ draft }: { draft: PromotionDraft }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  const language = useTill((state) => state.language);
  const groups = useTill((state) => state.customerGroups);
  return (
    <FormPart title={words.whom}>
      {groups.length > 0 && (
        <Chips label={words.groups}>
          {groups.map(({ id, names }) => (
            <Chip
              key={id}
              name={`group-${id}`}
              isOn={draft.groups.includes(id)}
              onPick={() => writeDraft(till, { groups: flip(draft.groups, id) })}
            >
              {names[language]}
            </Chip>
          ))}
        </Chips>
      )}
      <div className="formFields">
        <Text draft={draft} field="coupon" label={words.coupon} most={40} />
        {draft.coupon.trim() !== '' && (
          <>
            <Text draft={draft} field="couponPerSale" label={words.perSale} most={7} isFigure />
            <Text draft={draft} field="couponTotal" label={words.couponTotal} most={10} isFigure />
          </>
        )}
      </div>
    </FormPart>
  );
}

/** What is left empty is what the offer calls itself, shown in the empty field. */
function Called({ draft }: { draft: PromotionDraft }) {
  const words = useWords().promotion;
  const called = useTill((state) => {
    const rule = readRuleOf(draft, moneyFormOf(state));
    return rule === null ? '' : JSON.stringify(calledBy(state)(rule));
  });
  const names = called === '' ? { en: '', zh: '' } : (JSON.parse(called) as { en: string; zh: string });
  return (
    <FormPart title={words.called}>
      <div className="formFields">
        <Text draft={draft} field="nameEn" label={words.nameEn} hint={draft.nameZh.trim() || names.en} />
        <Text draft={draft} field="nameZh" label={words.nameZh} hint={draft.nameEn.trim() || names.zh} />
      </div>
    </FormPart>
  );
}

function Beside({ draft }: { draft: PromotionDraft }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  return (
    <FormPart title={words.more}>
      <div className="formFields">
        <Text draft={draft} field="priority" label={words.priority} most={4} isFigure />
        <Chips label={words.stacking}>
          {(['exclusive', 'stacks'] as const).map((stacking) => (
            <Chip
              key={stacking}
              name={stacking}
              isOn={draft.stacking === stacking}
              onPick={() => writeDraft(till, { stacking })}
            >
              {words.stackings[stacking]}
            </Chip>
          ))}
        </Chips>
      </div>
    </FormPart>
  );
}

export function PromotionTerms() {
  const draft = useTill((state) => formPanel(state)?.draft ?? null);
  if (draft === null) return null;
  return (
    <>
      <When draft={draft} />
      <Whom draft={draft} />
      <Called draft={draft} />
      <Beside draft={draft} />
    </>
  );
}
