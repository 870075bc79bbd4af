// Giving money back: what is due to the customer, in cash. Every figure comes from the main process.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { fitted } from '#screen/components/fitted.ts';

/** What goes out of the drawer, or null until the till has said; what was paid out already stays to be seen. */
export function useRefund(): number | null {
  const place = useTill((state) => state.place);
  const paidOut = useTill((state) => state.sale?.sale.refunds.at(-1)?.amount);
  if (paidOut !== undefined) return paidOut;
  return place.name === 'tender' && place.options !== null ? Math.abs(place.options.cashDue) : null;
}

export function RefundTake() {
  const words = useWords();
  const { money } = useFormats();
  const amount = useRefund();
  const text = amount === null ? words.screen.computing : money(amount);
  return (
    <section className="take isRefund" aria-label={words.returns.cashBack}>
      <div className="box isShort">
        <span className="boxWord">{words.returns.inCash}</span>
        <span className="figure" style={fitted(text)}>
          {text}
        </span>
      </div>
      <ActionButton action="tender.commit" className="button isMain isPay">
        <span>{words.returns.cashBack}</span>
        <span className="figure">{text}</span>
      </ActionButton>
    </section>
  );
}
