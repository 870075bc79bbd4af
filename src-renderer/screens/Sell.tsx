// The counter: the basket, articles to pick, and the rail with the total, the keypad and Pay.
import { useState } from 'react';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Basket } from '#screen/components/Basket.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Shelf } from '#screen/components/Shelf.tsx';

function Totals() {
  const words = useWords().screen;
  const { money } = useFormats();
  const language = useTill((state) => state.language);
  const sale = useTill((state) => state.sale?.sale ?? null);
  return (
    <section className="totals" aria-label={words.toPay}>
      {sale && (
        <dl>
          <div>
            <dt>{words.net}</dt>
            <dd>{money(sale.net)}</dd>
          </div>
          {sale.taxes.map((tax) => (
            <div key={tax.names.en}>
              <dt>{tax.names[language]}</dt>
              <dd>{money(tax.amount)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="total">
        <span>{words.toPay}</span>
        <output className="figure">{money(sale?.total ?? 0)}</output>
      </p>
    </section>
  );
}

type Tab = 'keypad' | 'articles';

/** Where there is no room for three columns, keypad and articles share the rail. */
function RailTabs({ tab, onPick }: { tab: Tab; onPick: (tab: Tab) => void }) {
  const words = useWords().screen;
  const labels: Record<Tab, string> = { keypad: words.keypad, articles: words.articles };
  return (
    <div className="railTabs">
      {(['keypad', 'articles'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="chip"
          aria-pressed={tab === one}
          onMouseDown={keepFocus}
          onClick={() => onPick(one)}
        >
          {labels[one]}
        </button>
      ))}
    </div>
  );
}

export function Sell() {
  const words = useWords().screen;
  const { money } = useFormats();
  const [tab, setTab] = useState<Tab>('keypad');
  const total = useTill((state) => state.sale?.sale.total ?? 0);
  return (
    <div className="sell" data-tab={tab}>
      <Basket />
      <Shelf />
      <div className="rail">
        <Totals />
        <RailTabs tab={tab} onPick={setTab} />
        <Keypad>
          <ActionButton action="sell.quantity" className="key isWord">
            {words.quantityShort}
          </ActionButton>
          <ActionButton action="sell.void" className="key isWord isStop" />
          <ActionButton action="sell.erase" className="key isWord" hasCap={false} />
          <ActionButton action="sell.enter" className="key isWord" hasCap={false}>
            {words.enter}
          </ActionButton>
        </Keypad>
        <ActionButton action="sell.pay" className="button isMain isPay">
          <span>{words.pay}</span>
          <span className="figure">{money(total)}</span>
        </ActionButton>
      </div>
    </div>
  );
}
