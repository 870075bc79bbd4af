// The sales that were put aside, to be brought back. A card says whose it is, what is in it and how long it has waited.
import { useEffect, useRef, useState } from 'react';
import type { ParkedSale } from '#contract/sale.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { recall } from '#screen/verbs/parked.ts';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';

/** From here on a customer has most likely gone. */
const LONG_MINUTES = 30;
const TICK_MS = 15_000;

/** The time now, looked at often enough for minutes. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Age({ minutes }: { minutes: number }) {
  const words = useWords().screen;
  const isLong = minutes >= LONG_MINUTES;
  const age = words.age({ minutes });
  return (
    <span className={isLong ? 'parkedAge isWarning' : 'parkedAge'}>
      <Icon name={isLong ? 'warning' : 'clock'} />
      {isLong ? words.waitingLong({ age }) : age}
    </span>
  );
}

function Card({ sale, isChosen, now }: { sale: ParkedSale; isChosen: boolean; now: number }) {
  const { till } = useCounter();
  const words = useWords().screen;
  const { money, time } = useFormats();
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const by = words.parkedBy({ name: sale.cashierName, time: time(sale.parkedAt) });
  // The till's clock and this page's may be a little apart; nothing was parked in the future.
  const minutes = Math.max(0, Math.floor((now - Date.parse(sale.parkedAt)) / 60_000));
  return (
    <li ref={element}>
      <button
        type="button"
        className="parkedSale"
        aria-current={isChosen}
        onMouseDown={keepFocus}
        onClick={() => void recall(till, sale.saleId)}
      >
        <strong className="parkedName" translate="no">
          {sale.label ?? by}
        </strong>
        {sale.label !== null && (
          <span className="parkedName" translate="no">
            {by}
          </span>
        )}
        <span>{words.lines({ count: sale.lineCount })}</span>
        <span className="figure">{money(sale.total)}</span>
        <Age minutes={minutes} />
      </button>
    </li>
  );
}

export function Parked() {
  const words = useWords().screen;
  const place = useTill((state) => state.place);
  const now = useNow();
  if (place.name !== 'parked') return null;
  return (
    <div className="parked">
      <h1>{words.parkedTitle}</h1>
      {place.parked.length === 0 && <p>{words.parkedNone}</p>}
      <ul className="parkedList">
        {place.parked.map((sale, at) => (
          <Card key={sale.saleId} sale={sale} isChosen={at === place.chosen} now={now} />
        ))}
      </ul>
      <div className="row isEnd">
        <ActionButton action="parked.back" />
        <ActionButton action="parked.slip" />
        <ActionButton action="parked.recall" className="button isMain" />
      </div>
    </div>
  );
}
