// Giving a discount: how much and off what, what it would come to, and why. The till says what it comes to.
import { formatPercent } from '#contract/money.ts';
import type { DiscountQuote } from '#contract/discount.ts';
import {
  discountedLine,
  discountNow,
  discountPanel,
  discountWords,
  formsOf,
} from '#screen/verbs/discount.ts';
import { typedAmount } from '#screen/verbs/entry.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { TypedAmount } from '#screen/components/AmountEntry.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { Reason } from '#screen/components/Reason.tsx';

function useTitle(): string {
  const words = useWords().discount;
  const language = useTill((state) => state.language);
  const line = useTill((state) => {
    const panel = discountPanel(state);
    return panel === null ? null : discountedLine(state, panel);
  });
  return line === null ? words.onSale : words.onLine({ name: line.names[language] });
}

/** Off what, and how: one of each holds. What stands there already can be taken off. */
function Target() {
  const words = useWords().discount;
  const { actions } = useCounter();
  const panel = useTill(discountPanel);
  if (panel === null) return null;
  const cap = actions.find(({ id }) => id === `${panel.name}.switchForm`)?.cap ?? '';
  return (
    <div className="discountTarget">
      <div className="row" role="group" aria-label={words.target}>
        {(['line', 'sale'] as const).map((target) => (
          <ActionButton
            key={target}
            action={`${panel.name}.${target}`}
            className="chip"
            isPressed={(panel.lineId === null) === (target === 'sale')}
          />
        ))}
      </div>
      <div className="row" role="group" aria-label={words.form}>
        {formsOf(panel).map((form) => (
          <ActionButton
            key={form}
            action={`${panel.name}.${form}`}
            className="chip"
            isPressed={panel.form === form}
          />
        ))}
        {cap !== '' && <kbd translate="no">{cap}</kbd>}
      </div>
    </div>
  );
}

/** What stands there already, and the way to take it off. */
function Standing() {
  const words = useWords();
  const { money } = useFormats();
  const panel = useTill(discountPanel);
  const now = useTill((state) => (panel === null ? null : discountNow(state, panel)));
  if (panel === null || now === null) return null;
  return (
    <p className="discountNow">
      <span translate="no">
        {discountWords(words, now.given, money)} · {now.reason}
      </span>
      <ActionButton action={`${panel.name}.takeOff`} />
    </p>
  );
}

function Quote({ quote, given }: { quote: DiscountQuote | null; given: string }) {
  const words = useWords().discount;
  const computing = useWords().screen.computing;
  const { money, off } = useFormats();
  const show = (amount: number | undefined) => (amount === undefined ? computing : money(amount));
  return (
    <div className="discountQuote" role="status">
      <p className="discountGiven figure">{given}</p>
      <p className="discountAfter figure">
        {quote !== null && <s>{money(quote.before)}</s>} <strong>{show(quote?.after)}</strong>
      </p>
      <dl>
        <div className="saved">
          <dt>{words.off}</dt>
          <dd>{quote === null ? computing : off(quote.off)}</dd>
        </div>
        <div>
          <dt>{words.toPayThen}</dt>
          <dd>{show(quote?.total)}</dd>
        </div>
      </dl>
      {quote !== null && (
        <p className={quote.isWithin ? 'limit' : 'limit isBeyond'}>{limitWords(words, quote)}</p>
      )}
    </div>
  );
}

function limitWords(words: ReturnType<typeof useWords>['discount'], quote: DiscountQuote): string {
  const limit = formatPercent(quote.limitPpm);
  if (quote.isWithin) return words.within({ limit });
  return quote.limitPpm === 0
    ? words.notByYourself
    : words.beyond({ asked: formatPercent(quote.askedPpm), limit });
}

/** What was typed, with its unit: the form that it has. */
function useGiven(): string {
  const words = useWords().discount;
  const { money } = useFormats();
  const panel = useTill(discountPanel);
  const amount = useTill((state) =>
    state.panel?.name === 'discount'
      ? typedAmount({ ...state, entry: { ...state.entry, text: state.panel.typed } })
      : null,
  );
  if (panel?.name !== 'discount') return '';
  if (panel.form === 'percent') return words.percentOff({ percent: `${panel.typed}%` });
  const shown = amount === null ? panel.typed : money(amount);
  return panel.form === 'each' ? words.moneyOffEach({ amount: shown }) : words.moneyOff({ amount: shown });
}

export function Discount() {
  const title = useTitle();
  const given = useGiven();
  const quote = useTill((state) => (state.panel?.name === 'discount' ? state.panel.quote : null));
  return (
    <Panel title={title} className="isWide isDiscount">
      <Target />
      <Standing />
      <div className="discountBody">
        <Quote quote={quote} given={given} />
        <Reason />
      </div>
      <div className="row isEnd">
        <ActionButton action="discount.close" />
        <ActionButton action="discount.retype" />
        <ActionButton action="discount.give" className="button isMain" />
      </div>
    </Panel>
  );
}

/** A percentage as it is typed; an amount is in AmountEntry.tsx. */
function TypedPercent({ label }: { label: string }) {
  const text = useTill((state) => state.entry.text);
  return (
    <div className={text === '' ? 'typedAmount isEmpty' : 'typedAmount'} role="group" aria-label={label}>
      <span className="typedLabel">{label}</span>
      <span className="typedFigure">{text === '' ? '0' : text}%</span>
    </div>
  );
}

export function DiscountAmount() {
  const title = useTitle();
  const words = useWords().discount;
  const { money } = useFormats();
  const form = useTill((state) => discountPanel(state)?.form ?? 'percent');
  return (
    <Panel title={title} className="isNarrow isDiscount">
      <Target />
      <Standing />
      {form === 'percent' ? (
        <TypedPercent label={words.howMuch} />
      ) : (
        <TypedAmount label={words.howMuch} empty={money(0)} />
      )}
      <Keypad>
        <ActionButton action="discountAmount.erase" className="key isWord" hasCap={false} />
        <ActionButton action="discountAmount.close" className="key isWord" hasCap={false} />
      </Keypad>
      <ActionButton action="discountAmount.next" className="button isMain" />
    </Panel>
  );
}
