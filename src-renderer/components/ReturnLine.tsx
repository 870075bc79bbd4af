// Something that comes back, among the rows of the open sale: with a minus, and the receipt it was sold on.
import { memo } from 'react';
import { Undo2 } from 'lucide-react';
import { formatQuantity } from '#contract/quantity.ts';
import type { ReturnItem } from '#contract/return.ts';
import { returnRowId } from '#screen/state/returns.ts';
import { selectRow } from '#screen/verbs/rows.ts';
import { useCounter, useFormats, useLanguage, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

interface Props {
  item: ReturnItem;
  isMeant: boolean;
}

export const ReturnLine = memo(function ReturnLine({ item, isMeant }: Props) {
  const { till } = useCounter();
  const { screen, returns, receipt } = useWords();
  const language = useLanguage();
  const { money, price } = useFormats();
  const lineId = returnRowId(item);
  const reason = receipt.returnReason[item.reason];
  const unitPrice = price(item.priceMicros);
  return (
    <li className="line isReturn" data-return={item.sku} data-line={lineId}>
      <button
        type="button"
        className="lineRow"
        aria-current={isMeant}
        onMouseDown={keepFocus}
        onClick={() => selectRow(till, lineId)}
      >
        <span className="lineQuantity">{formatQuantity(item.quantity)}</span>
        <span className="lineName">
          <span className="lineNameText">
            <Undo2 className="icon" aria-label={returns.group} /> {item.names[language]}
          </span>
          <span className="lineCode">
            {item.original === null
              ? returns.ofNone({ reason })
              : returns.ofReceipt({ number: item.original.receiptNumber, reason })}
          </span>
        </span>
        <span className="linePrice">
          {item.unit === 'kg' ? screen.perKilo({ price: unitPrice }) : unitPrice}
        </span>
        <span className="lineAmount">{money(0 - item.total)}</span>
      </button>
    </li>
  );
});
