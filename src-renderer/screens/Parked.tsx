// The sales that were put aside, to be brought back.
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { recall } from '#screen/verbs/parked.ts';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';

export function Parked() {
  const { till } = useCounter();
  const words = useWords().screen;
  const { money, time } = useFormats();
  const place = useTill((state) => state.place);
  if (place.name !== 'parked') return null;
  return (
    <div className="parked">
      <h1>{words.parkedTitle}</h1>
      {place.parked.length === 0 && <p>{words.parkedNone}</p>}
      <ul className="parkedList">
        {place.parked.map((sale, at) => (
          <li key={sale.saleId}>
            <button
              type="button"
              className="parkedSale"
              aria-current={at === place.chosen}
              onMouseDown={keepFocus}
              onClick={() => void recall(till, sale.saleId)}
            >
              <strong>
                {sale.label ?? words.parkedBy({ name: sale.cashierName, time: time(sale.parkedAt) })}
              </strong>
              <span>{words.lines({ count: sale.lineCount })}</span>
              <span className="figure">{money(sale.total)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="row isEnd">
        <ActionButton action="parked.back" />
        <ActionButton action="parked.recall" className="button isMain" />
      </div>
    </div>
  );
}
