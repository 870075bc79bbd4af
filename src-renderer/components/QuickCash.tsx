// The likely amounts of cash, each with its change: at the counter one tap takes the money and completes the sale, on the
// tender screen it commits.
import { useCounter, useFormats, useWords } from '#screen/state/context.tsx';
import type { CashQuote } from '#contract/tender.ts';
import { keepFocus } from './ActionButton.tsx';
import { fitted } from './fitted.ts';

interface Props {
  quotes: readonly CashQuote[];
  /** Beside the basket, where there is little room. */
  isRail?: boolean;
}

export function QuickCash({ quotes, isRail = false }: Props) {
  const { actions, router } = useCounter();
  const words = useWords();
  const { money } = useFormats();
  const { exact, changeShort } = isRail ? words.counter : words.screen;
  return (
    <div
      className={isRail ? 'quickCash isRail' : 'quickCash'}
      role="group"
      aria-label={words.counter.quickCash}
    >
      {quotes.map((quote, place) => {
        const id = isRail ? `sell.cash${place}` : `tender.quick${place}`;
        const action = actions.find((one) => one.id === id);
        return (
          <button
            key={quote.received}
            type="button"
            className="note"
            data-action={id}
            onMouseDown={keepFocus}
            onClick={() => action && router.press(action)}
          >
            <span className="figure" style={fitted(money(quote.received))}>
              {money(quote.received)}
            </span>
            <span className="noteFoot">
              {quote.change === 0 ? exact : changeShort({ amount: money(quote.change) })}
              {!isRail && action !== undefined && action.cap !== '' && <kbd translate="no">{action.cap}</kbd>}
            </span>
          </button>
        );
      })}
    </div>
  );
}
