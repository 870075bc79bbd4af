// How a line came to its amount, or a sale to its total: the calculator's own steps, one row each. Shows figures that the
// till has computed and the formula it used; computes nothing.
import { memo } from 'react';
import type { LineId } from '#contract/ids.ts';
import type { ReturnItem } from '#contract/return.ts';
import type { LineItem } from '#contract/sale.ts';
import type { Input, TraceStep } from '#contract/trace.ts';
import type { Words } from '#contract/words/index.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { returnRowId } from '#screen/state/returns.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';

type WhyWords = Words['why'];

const valueOf = (inputs: readonly Input[], name: Input['name']) =>
  inputs.find((one) => one.name === name)?.value ?? '';

/** What came out, in a word. */
function figureWord({ figure, rule, names }: TraceStep, words: WhyWords, language: 'en' | 'zh'): string {
  if (figure === 'gross' && rule === 'R17') return words.figures.code;
  if (figure === 'tax' || figure === 'documentTax' || figure === 'promotion' || figure === 'returnTax') {
    return words.figures[figure]({ name: names?.[language] ?? '' });
  }
  return words.figures[figure];
}

/** How much at what price, or what the code said. */
function asked(inputs: readonly Input[], words: WhyWords): string {
  const code = valueOf(inputs, 'code');
  if (code !== '') return words.byCode({ amount: code });
  return words.times({ quantity: valueOf(inputs, 'quantity'), price: valueOf(inputs, 'price') });
}

function less(inputs: readonly Input[], words: WhyWords): string {
  const percent = valueOf(inputs, 'percent');
  if (percent !== '') return words.lessPercent({ percent });
  const each = valueOf(inputs, 'perUnit');
  return each === ''
    ? words.lessAmount({ amount: valueOf(inputs, 'amountOff') })
    : words.lessEach({ amount: each });
}

/** The formula of a step, in the currency's plain figures. */
function formula({ figure, inputs, rule }: TraceStep, words: WhyWords): string {
  const of = (name: Input['name']) => valueOf(inputs, name);
  switch (figure) {
    case 'gross':
      return asked(inputs, words);
    case 'discount':
      return `${asked(inputs, words)}, ${less(inputs, words)}`;
    case 'amount':
      return `${of('amount')}, ${less(inputs, words)}`;
    case 'orderShare':
      return words.shareOf({ off: of('shareOf'), amount: of('amount'), total: of('total') });
    case 'tax': {
      const raised = of('raisedBase');
      return raised === ''
        ? words.rateOn({ rate: of('rate'), base: of('base') })
        : words.rateOnRaised({ rate: of('rate'), base: raised });
    }
    case 'documentTax':
      return rule === 'R6' ? words.summed : `${of('taxes')}, ${less(inputs, words)}`;
    case 'net':
      return words.amountLessTaxes({ amount: of('amount'), taxes: of('taxes') });
    case 'total':
      return `${of('total')}, ${less(inputs, words)}`;
    case 'rounding':
      return `${of('due')}, ${words.steps({ increment: of('increment') })}`;
    case 'change':
      return words.givenLessDue({ given: of('given'), due: of('due') });
    case 'promotion':
      return '';
    case 'returnTotal':
    case 'returnTax':
      return words.partOf({ stored: of('stored'), part: of('after'), whole: of('sold') });
    case 'returnNet':
      return words.amountLessTaxes({ amount: of('amount'), taxes: of('taxes') });
    case 'moneyBack':
      return words.partOf({ stored: of('stored'), part: of('returned'), whole: of('total') });
    case 'returnRounding':
      return words.backFor({ given: of('given'), total: of('due') });
    case 'netted':
      return words.soldLessReturned({ sold: of('total'), returned: of('returned') });
    case 'owed':
      return words.roundingUndone({ total: of('total') });
  }
}

/** What stands behind the rounding of a figure that is drawn down: in which steps, and what was gone of it before. */
function behind({ inputs }: TraceStep, words: WhyWords): string {
  const of = (name: Input['name']) => valueOf(inputs, name);
  const [increment, gone] = [of('increment'), of('gone')];
  // Digits alone say whether anything was: figures come as finished decimals.
  const isGone = /[1-9]/.test(gone);
  if (gone === '') return '';
  return [
    ...(increment === '' ? [] : [words.steps({ increment })]),
    ...(isGone ? [words.lessGone({ gone })] : []),
  ].join(', ');
}

const Step = memo(function Step({ step }: { step: TraceStep }) {
  const words = useWords().why;
  const { money } = useFormats();
  const language = useTill((state) => state.language);
  const how = step.rounding === null ? '' : words.roundings[step.rounding];
  const after = behind(step, words);
  const isSaving = step.figure === 'promotion' || step.figure === 'orderShare';
  return (
    <li className="whyStep">
      <span className="whyWord">{figureWord(step, words, language)}</span>
      <span className="whyFormula">
        {formula(step, words)}
        {step.rounding !== null && (
          <>
            {' '}
            <span className="whyExact">{words.exactly({ exact: step.exact })}</span> {how}
          </>
        )}
        {after !== '' && (step.rounding === null ? `, ${after}` : ` ${after}`)}
      </span>
      <span className="whyResult figure">
        {isSaving && '\u2212'}
        {money(step.result)}
      </span>
    </li>
  );
});

interface GroupProps {
  title: string;
  steps: readonly TraceStep[];
}

function Group({ title, steps }: GroupProps) {
  if (steps.length === 0) return null;
  return (
    <section className="whyGroup">
      <h3>{title}</h3>
      <ol>
        {steps.map((step, at) => (
          <Step key={at} step={step} />
        ))}
      </ol>
    </section>
  );
}

const noLines: readonly LineItem[] = [];
const noReturns: readonly ReturnItem[] = [];

/** A line or a return, as it is explained. */
interface Explained {
  id: LineId;
  number: number;
  name: string;
}

export function Why() {
  const words = useWords().why;
  const language = useTill((state) => state.language);
  const panel = useTill((state) => state.panel);
  const lines = useTill((state) => state.sale?.lines ?? noLines);
  const returns = useTill((state) => state.sale?.returns ?? noReturns);
  if (panel?.name !== 'why') return null;
  const all: Explained[] = [
    ...lines
      .filter(({ isVoided }) => !isVoided)
      .map(({ lineId, number, names }) => ({ id: lineId, number, name: names[language] })),
    ...returns.map((one) => ({ id: returnRowId(one), number: one.number, name: one.names[language] })),
  ];
  const line = all.find(({ id }) => id === panel.lineId);
  const steps = panel.steps ?? [];
  const shown = line === undefined ? all : [line];
  const title = line === undefined ? words.titleSale : words.titleLine({ name: line.name });
  return (
    <Panel title={title} className="whyPanel">
      <div className="whySteps" role="region" aria-label={title} tabIndex={0}>
        {shown.map((one) => (
          <Group
            key={one.id}
            title={words.line({ number: one.number, name: one.name })}
            steps={steps.filter(({ lineNumber }) => lineNumber === one.number)}
          />
        ))}
        {line === undefined && (
          <Group title={words.wholeSale} steps={steps.filter(({ lineNumber }) => lineNumber === null)} />
        )}
      </div>
      <div className="row isEnd">
        {line !== undefined && <ActionButton action="why.sale" />}
        <ActionButton action="why.close" className="button isMain" />
      </div>
    </Panel>
  );
}
