// What a promotion gives, in its form: the kinds to choose from and the fields that fit the chosen one.
import { promotionKinds } from '#screen/state/promotion-draft.ts';
import type { PromotionDraft, StepDraft } from '#screen/state/promotion-draft.ts';
import { choosePart, formPanel, writeDraft, writePart } from '#screen/verbs/promotion-form.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { Chip, Chips, FormField } from './FormField.tsx';

/** Shares that shops give, for whoever has no keyboard. */
const USUAL_PERCENT = ['5', '10', '20', '30', '50'];

type Text = 'percent' | 'amount' | 'count' | 'free' | 'price';

interface FigureProps {
  draft: PromotionDraft;
  field: Text;
  label: string;
  isFirst?: boolean;
}

function Figure({ draft, field, label, isFirst = false }: FigureProps) {
  const { till } = useCounter();
  return (
    <FormField
      name={field}
      label={label}
      value={draft[field]}
      most={16}
      isFigure
      isFirst={isFirst}
      {...(field === 'percent' ? { unit: '%' } : {})}
      onWrite={(text) => writeDraft(till, { [field]: text })}
    />
  );
}

function Percent({ draft, isFirst = false }: { draft: PromotionDraft; isFirst?: boolean }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  return (
    <>
      <Figure draft={draft} field="percent" label={words.percent} isFirst={isFirst} />
      <div className="row usual" role="group" aria-label={words.percent}>
        {USUAL_PERCENT.map((percent) => (
          <Chip
            key={percent}
            name={`percent-${percent}`}
            isOn={draft.percent === percent}
            onPick={() => writeDraft(till, { percent })}
            isSkipped
          >
            {`${percent}%`}
          </Chip>
        ))}
      </div>
    </>
  );
}

function Bundle({ draft, part }: { draft: PromotionDraft; part: number }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  return (
    <>
      <Chips label={words.deal}>
        {(['price', 'percent', 'amount'] as const).map((deal) => (
          <Chip
            key={deal}
            name={`deal-${deal}`}
            isOn={draft.deal === deal}
            onPick={() => writeDraft(till, { deal })}
          >
            {words.deals[deal]}
          </Chip>
        ))}
      </Chips>
      {draft.deal === 'price' && <Figure draft={draft} field="price" label={words.bundlePrice} isFirst />}
      {draft.deal === 'percent' && <Percent draft={draft} isFirst />}
      {draft.deal === 'amount' && <Figure draft={draft} field="amount" label={words.amountBundle} isFirst />}
      <div className="row">
        {draft.parts.map((_, at) => (
          <Chip key={at} name={`part-${at}`} isOn={at === part} onPick={() => choosePart(till, at)}>
            {words.part({ number: at + 1 })}
          </Chip>
        ))}
        <ActionButton action="promotion.addPart" />
        {draft.parts.length > 1 && <ActionButton action="promotion.removePart" />}
      </div>
      <FormField
        name="partCount"
        label={words.partCount}
        value={draft.parts[part]?.count ?? ''}
        most={3}
        isFigure
        onWrite={(count) => writePart(till, count)}
      />
    </>
  );
}

function Step({ draft, at }: { draft: PromotionDraft; at: number }) {
  const { till } = useCounter();
  const words = useWords().promotion;
  const step = draft.steps[at] ?? { from: '', by: 'percent' as const, value: '' };
  const isSlabs = draft.kind === 'slabs';
  const write = (change: Partial<StepDraft>) =>
    writeDraft(till, { steps: draft.steps.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  return (
    <li className="formStep">
      <FormField
        name={`from-${at}`}
        label={isSlabs ? words.fromQuantity : words.fromSpent}
        value={step.from}
        most={16}
        isFigure
        isFirst={at === 0}
        onWrite={(from) => write({ from })}
      />
      <Chips label={words.stepBy}>
        {(['percent', 'money'] as const).map((by) => (
          <Chip key={by} name={`by-${at}-${by}`} isOn={step.by === by} onPick={() => write({ by })}>
            {by === 'percent' ? words.stepPercent : isSlabs ? words.stepPrice : words.stepAmount}
          </Chip>
        ))}
      </Chips>
      <FormField
        name={`value-${at}`}
        label={words.stepValue}
        value={step.value}
        most={16}
        isFigure
        onWrite={(value) => write({ value })}
      />
      {draft.steps.length > 1 && (
        <Chip
          name={`remove-${at}`}
          isOn={false}
          onPick={() => writeDraft(till, { steps: draft.steps.filter((_, i) => i !== at) })}
        >
          {words.removeStep}
        </Chip>
      )}
    </li>
  );
}

function Steps({ draft }: { draft: PromotionDraft }) {
  return (
    <>
      <ul className="formSteps">
        {draft.steps.map((_, at) => (
          <Step key={at} draft={draft} at={at} />
        ))}
      </ul>
      <div className="row">
        <ActionButton action="promotion.addStep" />
      </div>
    </>
  );
}

/** The fields that fit the kind; the goods and their prices are another part of the form. */
function Fields({ draft, part }: { draft: PromotionDraft; part: number }) {
  const words = useWords().promotion;
  switch (draft.kind) {
    case 'percentOff':
      return <Percent draft={draft} isFirst />;
    case 'amountOff':
      return <Figure draft={draft} field="amount" label={words.amountEach} isFirst />;
    case 'cheapestFree':
      return (
        <>
          <Figure draft={draft} field="count" label={words.group} isFirst />
          <Figure draft={draft} field="free" label={words.free} />
        </>
      );
    case 'nForPrice':
      return (
        <>
          <Figure draft={draft} field="count" label={words.group} isFirst />
          <Figure draft={draft} field="price" label={words.groupPrice} />
        </>
      );
    case 'nthPercent':
      return (
        <>
          <Figure draft={draft} field="count" label={words.nth} isFirst />
          <Percent draft={draft} />
        </>
      );
    case 'bundle':
      return <Bundle draft={draft} part={part} />;
    case 'slabs':
    case 'spendAndSave':
      return <Steps draft={draft} />;
    case 'fixedPrice':
    case 'memberPrice':
      return null;
  }
}

export function PromotionGives() {
  const { till } = useCounter();
  const words = useWords().promotion;
  const panel = useTill(formPanel);
  if (panel === null) return null;
  const { draft, part } = panel;
  return (
    <>
      <div className="row" role="group" aria-label={words.kind}>
        {promotionKinds.map((kind) => (
          <Chip
            key={kind}
            name={kind}
            isOn={draft.kind === kind}
            onPick={() => {
              writeDraft(till, { kind });
              choosePart(till, 0);
            }}
          >
            {words.kinds[kind]}
          </Chip>
        ))}
      </div>
      <div className="formFields">
        <Fields draft={draft} part={part} />
      </div>
    </>
  );
}
