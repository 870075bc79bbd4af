// The lines of the open sale, newest in view, voided ones struck through; above them what is being typed, below them the
// last sale.
import { useEffect, useRef } from 'react';
import { formatQuantity } from '#contract/quantity.ts';
import type { LineItem } from '#contract/sale.ts';
import { lineMeant } from '#screen/verbs/basket.ts';
import { emptyEntry } from '#screen/entry.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';
import { NoticeBar } from './NoticeBar.tsx';

export function EntryLine() {
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const { price } = useFormats();
  const { text, quantity } = useTill((state) => state.entry);
  const meaning = useTill((state) => state.meaning);
  const asked = meaning && price(meaning.priceMicros);
  return (
    <div className="entry" role="group" aria-label={words.entryHint}>
      {quantity !== null && <span className="entryQuantity">{formatQuantity(quantity)} ×</span>}
      {text === '' && quantity === null && <span className="entryHint">{words.entryHint}</span>}
      {text !== '' && <span className="entryText">{text}</span>}
      {meaning && asked !== null && (
        <span className="entryMeaning">
          {meaning.names[language]} · {meaning.unit === 'kg' ? words.perKilo({ price: asked }) : asked}
        </span>
      )}
    </div>
  );
}

function Line({ line, isMeant }: { line: LineItem; isMeant: boolean }) {
  const { till } = useCounter();
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const isTouched = useTill((state) => state.touched === line.lineId);
  const { money, price } = useFormats();
  const row = useRef<HTMLLIElement>(null);
  // After every change of the basket, so that a line that only counts up comes back into view too.
  useEffect(() => {
    if (isTouched || isMeant) row.current?.scrollIntoView({ block: 'nearest' });
  });
  const unitPrice = price(line.priceMicros);
  const select = () => till.store.setState({ selected: line.lineId, entry: emptyEntry, meaning: null });
  return (
    <li ref={row} className={line.isVoided ? 'line isVoided' : 'line'} data-sku={line.sku}>
      <button
        type="button"
        aria-current={isMeant}
        disabled={line.isVoided}
        onMouseDown={keepFocus}
        onClick={select}
      >
        <span className="lineQuantity">{formatQuantity(line.quantity)}</span>
        <span className="lineName">
          <span className="lineNameText">{line.names[language]}</span>
          <span className="lineCode">
            {line.isVoided && <strong>{words.voided}</strong>}{' '}
            <span translate="no">{line.code ?? line.sku}</span>
          </span>
        </span>
        <span className="linePrice">
          {line.unit === 'kg' ? words.perKilo({ price: unitPrice }) : unitPrice}
        </span>
        <span className="lineAmount">{money(line.amount)}</span>
      </button>
    </li>
  );
}

function LastSale() {
  const words = useWords().screen;
  const { money } = useFormats();
  const last = useTill((state) => state.last);
  const lineCount = useTill((state) => state.sale?.sale.lineCount ?? 0);
  return (
    <p className="basketFoot">
      <span>
        {last && words.lastSale({ number: last.receiptNumber, received: money(last.received) })}{' '}
        {last && <strong>{money(last.change)}</strong>}
      </span>
      <span>{words.lines({ count: lineCount })}</span>
    </p>
  );
}

export function Basket() {
  const words = useWords().screen;
  const lines = useTill((state) => state.sale?.lines) ?? [];
  const meant = useTill((state) => lineMeant(state)?.lineId);
  const isSqueezed = useTill((state) => state.notice !== null && state.panel === null);
  const list = useRef<HTMLOListElement>(null);
  // A message takes room from the lines; the line that the next key means stays in view all the same.
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <section className="basket" aria-label={words.basket}>
      <EntryLine />
      {lines.length === 0 ? (
        <div className="basketEmpty">
          <p className="big">{words.basketEmpty}</p>
          <p>{words.basketEmptyHint}</p>
        </div>
      ) : (
        <ol ref={list} className="lines">
          {lines.map((line) => (
            <Line key={line.lineId} line={line} isMeant={line.lineId === meant} />
          ))}
        </ol>
      )}
      {isSqueezed && <NoticeBar />}
      <LastSale />
    </section>
  );
}
