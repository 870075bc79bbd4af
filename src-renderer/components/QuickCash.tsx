// The likely amounts of cash on the counter, each with its change: one tap takes the money and completes the sale.
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import type { CashQuote } from '#contract/tender.ts';
import { keepFocus } from './ActionButton.tsx';

const none: readonly CashQuote[] = [];

/** How much room an amount takes; style/sell.css has a type for each. */
function sizeOf(amount: string): 'short' | 'long' | 'longest' {
  if (amount.length <= 8) return 'short';
  return amount.length <= 11 ? 'long' : 'longest';
}

export function QuickCash() {
  const { actions, router } = useCounter();
  const words = useWords().counter;
  const { money } = useFormats();
  const quotes = useTill((state) => state.sale?.quickCash ?? none);
  return (
    <div className="quickCash isRail" role="group" aria-label={words.quickCash}>
      {quotes.map((quote, place) => {
        const action = actions.find((one) => one.id === `sell.cash${place}`);
        return (
          <button
            key={quote.received}
            type="button"
            className="note"
            data-action={`sell.cash${place}`}
            data-size={sizeOf(money(quote.received))}
            onMouseDown={keepFocus}
            onClick={() => action && router.press(action)}
          >
            <span className="figure">{money(quote.received)}</span>
            <span className="noteFoot">
              {quote.change === 0 ? words.exact : words.changeShort({ amount: money(quote.change) })}
            </span>
          </button>
        );
      })}
    </div>
  );
}
