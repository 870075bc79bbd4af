// The counter: the basket, articles to pick, and the rail with the total, the keypad and Pay.
import { useState } from 'react';
import type { CashQuote } from '#contract/tender.ts';
import { capOf } from '#screen/keymap/name.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Basket } from '#screen/components/Basket.tsx';
import { fitted } from '#screen/components/fitted.ts';
import { Keypad } from '#screen/components/Keypad.tsx';
import { QuickCash } from '#screen/components/QuickCash.tsx';
import { QuickKeys } from '#screen/components/QuickKeys.tsx';

function Totals() {
  const { screen: words, discount } = useWords();
  const { money, off } = useFormats();
  const language = useTill((state) => state.language);
  const sale = useTill((state) => state.sale?.sale ?? null);
  const { returns } = useWords();
  const due = sale?.due ?? 0;
  const word = due < 0 ? returns.toGiveBack : words.toPay;
  const total = money(due < 0 ? 0 - due : (sale?.total ?? 0));
  return (
    <section className={due < 0 ? 'totals isBack' : 'totals'} aria-label={word}>
      <dl>
        {/* There is room for two rows: what was saved stands in the place of the net. */}
        {sale && sale.savings > 0 && (
          <>
            <div>
              <dt>{discount.subtotal}</dt>
              <dd>{money(sale.subtotal)}</dd>
            </div>
            <div className="saved">
              <dt>{discount.savings}</dt>
              <dd>{off(sale.savings)}</dd>
            </div>
          </>
        )}
        {sale && sale.savings === 0 && (
          <div>
            <dt>{words.net}</dt>
            <dd>{money(sale.net)}</dd>
          </div>
        )}
        {sale?.taxes.map((tax, at) => (
          <div key={at}>
            <dt>{tax.names[language]}</dt>
            <dd>{money(tax.amount)}</dd>
          </div>
        ))}
      </dl>
      <p className="total">
        <span>{word}</span>
        <output className="figure" style={fitted(total)}>
          {total}
        </output>
      </p>
    </section>
  );
}

const noQuotes: readonly CashQuote[] = [];

/** By itself, so that a scan draws only this anew and not the whole counter. */
function LikelyCash() {
  const quotes = useTill((state) => state.sale?.quickCash ?? noQuotes);
  return <QuickCash quotes={quotes} isRail />;
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

/** Beside the numbers the key of the number pad is the nearer one. */
function Pay() {
  const { actions } = useCounter();
  const words = useWords();
  const { money } = useFormats();
  const due = useTill((state) => state.sale?.sale.due ?? 0);
  const keys = actions.find((one) => one.id === 'sell.pay')?.keys ?? [];
  const cap = keys.find((key) => key.length === 1) ?? keys[0];
  return (
    <ActionButton action="sell.pay" className="button isMain isPay" hasCap={false}>
      <span>{due < 0 ? words.returns.giveBack : words.screen.pay}</span>
      <span className="figure">{money(Math.abs(due))}</span>
      {cap !== undefined && <kbd translate="no">{capOf(cap)}</kbd>}
    </ActionButton>
  );
}

export function Sell() {
  const words = useWords().screen;
  const [tab, setTab] = useState<Tab>('keypad');
  return (
    <div className="sell" data-tab={tab}>
      <Basket />
      <QuickKeys />
      <div className="rail">
        <div className="railTop">
          <Totals />
          <LikelyCash />
        </div>
        <RailTabs tab={tab} onPick={setTab} />
        <Keypad>
          <ActionButton action="sell.quantity" className="key isWord">
            {words.quantityShort}
          </ActionButton>
          <ActionButton action="sell.price" className="key isWord" />
          <ActionButton action="sell.void" className="key isWord isStop" />
          <ActionButton action="sell.enter" className="key isWord" hasCap={false}>
            {words.enter}
          </ActionButton>
        </Keypad>
        <Pay />
      </div>
    </div>
  );
}
