// One line of the basket. Drawn again only when it or its selection changes: a basket of two hundred lines costs one
// line's work for each scan.
import { memo } from 'react';
import { formatQuantity } from '#contract/quantity.ts';
import type { LineItem } from '#contract/sale.ts';
import { selectRow } from '#screen/verbs/rows.ts';
import { useCounter, useFormats, useLanguage, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from './ActionButton.tsx';
import { LineSavings } from './Savings.tsx';

interface Props {
  line: LineItem;
  isMeant: boolean;
}

export const Line = memo(function Line({ line, isMeant }: Props) {
  const { till } = useCounter();
  const { screen, counter } = useWords();
  const language = useLanguage();
  const { money, price } = useFormats();
  const ask = (micros: number) =>
    line.unit === 'kg' ? screen.perKilo({ price: price(micros) }) : price(micros);
  return (
    <li className={line.isVoided ? 'line isVoided' : 'line'} data-sku={line.sku} data-line={line.lineId}>
      <button
        type="button"
        className="lineRow"
        aria-current={isMeant}
        onMouseDown={keepFocus}
        onClick={() => selectRow(till, line.lineId)}
      >
        <span className="lineQuantity">{formatQuantity(line.quantity)}</span>
        <span className="lineName">
          <span className="lineNameText">{line.names[language]}</span>
          <span className="lineCode">
            {line.isVoided && <strong>{screen.voided}</strong>}{' '}
            <span translate="no">{line.code ?? line.sku}</span>
            <LineSavings line={line} />
          </span>
        </span>
        <span className="linePrice">
          {line.priceMicros !== line.listPriceMicros && <s>{ask(line.listPriceMicros)}</s>}
          <span>{ask(line.priceMicros)}</span>
        </span>
        <span className="lineAmount">
          {line.gross !== line.amount && <s>{money(line.gross)}</s>}
          <span>{money(line.amount)}</span>
        </span>
      </button>
      {line.isVoided && isMeant && (
        <ActionButton action="sell.undo" className="button lineRestore" hasCap={false}>
          {counter.restore}
        </ActionButton>
      )}
    </li>
  );
});
