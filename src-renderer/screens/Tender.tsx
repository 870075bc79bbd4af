// Taking the money: what is due, what was given, what goes back. Every figure comes from the main process.
import { formatQuantity } from '#contract/quantity.ts';
import type { CashQuote, TenderOptions } from '#contract/tender.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { isRefund, typedAmount } from '#screen/verbs/entry.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { AmountKeypad } from '#screen/components/AmountEntry.tsx';
import { fitted } from '#screen/components/fitted.ts';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';
import { QuickCash } from '#screen/components/QuickCash.tsx';
import { RefundTake, useRefund } from './Refund.tsx';

/** What is on the table now: the typed amount once the till has answered for it, else the exact one. */
function useTable(): { options: TenderOptions | null; quote: CashQuote | null } {
  const place = useTill((state) => state.place);
  const isTyped = useTill((state) => state.entry.text !== '');
  if (place.name !== 'tender') return { options: null, quote: null };
  const exact = place.options?.quickCash[0] ?? null;
  return { options: place.options, quote: isTyped ? place.quote : exact };
}

function DueHead({ word }: { word: string }) {
  return (
    <div className="dueHead">
      <p className="dueWord">{word}</p>
      <ActionButton action="tender.why" className="chip" />
    </div>
  );
}

/** What is to be paid and for what. */
function Due({ options }: { options: TenderOptions | null }) {
  const { screen: words, discount, returns } = useWords();
  const { money, off } = useFormats();
  const language = useTill((state) => state.language);
  const sale = useTill((state) => state.sale);
  const back = sale?.returns ?? [];
  const lines = sale?.lines.filter((line) => !line.isVoided) ?? [];
  const isBack = useTill(isRefund);
  const refund = useRefund();
  const amount = isBack ? refund : (options?.cashDue ?? null);
  const due = amount === null ? words.computing : money(amount);
  const word = isBack ? returns.toGiveBack : words.due;
  const isPanelOpen = useTill((state) => state.panel !== null);
  return (
    <section className="due" aria-label={word}>
      <DueHead word={word} />
      <p className="figure dueFigure" style={fitted(due)}>
        {due}
      </p>
      {!isBack && options && options.due !== options.cashDue && (
        <p className="dueExact">{words.exactDue({ amount: money(options.due) })}</p>
      )}
      {sale && (
        <dl className="dueSums">
          <div>
            <dt>{words.lines({ count: lines.length + back.length })}</dt>
            <dd className="figure">{money(sale.sale.total)}</dd>
          </div>
          {sale.sale.savings > 0 && (
            <div className="saved">
              <dt>{discount.savings}</dt>
              <dd className="figure">{off(sale.sale.savings)}</dd>
            </div>
          )}
          {!isBack && (
            <div>
              <dt>{words.paidSoFar}</dt>
              <dd className="figure">{options ? money(options.paid) : words.computing}</dd>
            </div>
          )}
        </dl>
      )}
      {/* Long baskets scroll here, with the keyboard as well. */}
      <ul className="dueLines" tabIndex={0} aria-label={words.basket}>
        {back.map((item) => (
          <li key={item.number}>
            <span>
              {formatQuantity(item.quantity)} × {item.names[language]}
            </span>
            <strong className="figure">{money(0 - item.total)}</strong>
          </li>
        ))}
        {lines.map((line) => (
          <li key={line.lineId}>
            <span>
              {formatQuantity(line.quantity)} × {line.names[language]}
            </span>
            <strong className="figure">{money(line.amount)}</strong>
          </li>
        ))}
        {sale && sale.sale.orderDiscount !== null && (
          <li className="saved">
            <span>{discount.saleRow}</span>
            <strong className="figure">{off(sale.sale.orderDiscount.amount)}</strong>
          </li>
        )}
      </ul>
      {isPanelOpen || <NoticeBar />}
      <ActionButton action="tender.back" />
    </section>
  );
}

/** The means of payment, of which cash is the only one so far, and what was taken already. */
function TenderTypes() {
  const words = useWords();
  const { money } = useFormats();
  const sale = useTill((state) => state.sale?.sale);
  const tenders = sale?.tenders.length === 0 ? sale.refunds : sale?.tenders;
  return (
    <section className="tenderTypes" aria-label={words.screen.tenderTypes}>
      <ActionButton action="tender.cash" className="tenderType isChosen" />
      {tenders !== undefined && tenders.length > 0 && (
        <div className="paid">
          <h2>{sale?.refunds.length === 0 ? words.screen.paidSoFar : words.returns.gaveBack}</h2>
          <ul className="paidList">
            {tenders.map((tender) => (
              <li key={tender.tenderId}>
                <span>{words.receipt[tender.kind]}</span>
                <strong className="figure">{money(tender.amount)}</strong>
              </li>
            ))}
          </ul>
          <ActionButton action="tender.remove" />
        </div>
      )}
    </section>
  );
}

export function Tender() {
  const { options } = useTable();
  const isBack = useTill(isRefund);
  return (
    <div className="tender">
      <Due options={options} />
      {isBack ? <RefundTake /> : <Take />}
      <TenderTypes />
    </div>
  );
}

/** The money that comes in. */
function Take() {
  const words = useWords().screen;
  const { money } = useFormats();
  const { options, quote } = useTable();
  const typed = useTill(typedAmount);
  const received = typed ?? options?.cashDue ?? null;
  const isShort = quote !== null && quote.remaining > 0;
  const result = isShort ? quote.remaining : (quote?.change ?? null);
  const resultText = result === null ? words.computing : money(result);
  const receivedText = received === null ? words.computing : money(received);
  return (
    <section className="take" aria-label={words.takeCash}>
      <div className="boxes">
        <div className={typed === null ? 'box isReceived isPreset' : 'box isReceived'}>
          <span className="boxWord">{words.received}</span>
          <span className="figure" style={fitted(receivedText)}>
            {receivedText}
          </span>
        </div>
        <div className={isShort ? 'box isShort' : 'box isChange'}>
          <span className="boxWord">{isShort ? words.stillToPay : words.change}</span>
          <span className="figure" style={fitted(resultText)}>
            {resultText}
          </span>
        </div>
      </div>
      <QuickCash quotes={options?.quickCash ?? []} />
      <AmountKeypad context="tender" />
      <ActionButton action="tender.commit" className="button isMain isPay">
        <span>{words.takeCash}</span>
        <span className="figure">
          {isShort ? `${words.stillToPay} ${resultText}` : words.changeShort({ amount: resultText })}
        </span>
      </ActionButton>
    </section>
  );
}
