// What the customer sees: lines, total, what is still to pay, change, the code of the receipt. Shows figures as they are
// told; computes none, and nothing in it can be focused or pressed.
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { CustomerLine, CustomerView } from '#contract/customer-view.ts';
import { formatMoney } from '#contract/money.ts';
import { formatQuantity } from '#contract/quantity.ts';
import type { Language } from '#contract/text.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { Words } from '#contract/words/index.ts';
import type { Connection } from '#screen/bridge/bridge.ts';
import { Code } from './Code.tsx';

export interface Shown {
  connection: Connection;
  /** Null until the till has told it. */
  view: CustomerView | null;
}

interface Telling {
  view: CustomerView;
  language: Language;
  words: Words['display'];
  money: (value: number) => string;
}

function Line({ line, isLatest, telling }: { line: CustomerLine; isLatest: boolean; telling: Telling }) {
  const { language, words, money } = telling;
  const quantity = formatQuantity(line.quantity);
  const count = line.unit === 'kg' ? words.kilograms({ weight: quantity }) : words.times({ count: quantity });
  const looks = ['shownLine', line.isVoided ? 'isVoided' : '', isLatest ? 'isLatest' : ''];
  return (
    <li className={looks.filter((look) => look !== '').join(' ')} data-number={line.number}>
      <span className="shownName">{line.names[language]}</span>
      <span className="shownCount">{quantity === '1' && line.unit === 'each' ? '' : count}</span>
      <span className="shownAmount">
        {line.gross !== line.amount && !line.isVoided && <s>{money(line.gross)}</s>}
        <span>{line.isVoided ? words.voided : money(line.amount)}</span>
      </span>
    </li>
  );
}

function Lines({ telling }: { telling: Telling }) {
  const { view, words } = telling;
  const list = useRef<HTMLOListElement>(null);
  // After every change the newest is to be seen; nobody can scroll here.
  useEffect(() => {
    const newest = list.current?.querySelector('.isLatest') ?? list.current?.lastElementChild;
    newest?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <section className="shownLines">
      {view.earlierLines > 0 && <p className="shownEarlier">{words.earlier({ count: view.earlierLines })}</p>}
      <ol ref={list}>
        {view.lines.map((line) => (
          <Line key={line.number} line={line} isLatest={line.number === view.latest} telling={telling} />
        ))}
      </ol>
    </section>
  );
}

function Row({ name, word, amount }: { name: string; word: string; amount: string }) {
  return (
    <div className="shownRow" data-row={name}>
      <dt>{word}</dt>
      <dd>{amount}</dd>
    </div>
  );
}

/** The one figure that counts now, as large as its length allows. */
function Hero({ name, word, amount }: { name: string; word: string; amount: string }) {
  const widest = Math.floor(150 / Math.max(5, amount.length));
  return (
    <div className="shownHero" data-row={name} role="status">
      <span className="shownHeroWord">{word}</span>
      <span className="shownHeroFigure" style={{ fontSize: `min(22cqh, ${widest}cqw)` }}>
        {amount}
      </span>
    </div>
  );
}

function HeroNow({ telling: { view, words, money } }: { telling: Telling }) {
  if (view.state === 'done') {
    // Where more came back than was bought, it is no change.
    const word = view.total < 0 ? words.giveBack : words.change;
    return <Hero name="change" word={word} amount={money(view.change)} />;
  }
  if (view.giveBack > 0) return <Hero name="giveBack" word={words.giveBack} amount={money(view.giveBack)} />;
  if (view.state === 'paying') return <Hero name="due" word={words.due} amount={money(view.due)} />;
  return <Hero name="total" word={words.total} amount={money(view.total)} />;
}

function Figures({ telling }: { telling: Telling }) {
  const { view, words, money } = telling;
  const isTotalHero = view.state === 'selling' && view.giveBack === 0;
  return (
    <section className="shownFigures">
      <dl>
        {view.savings > 0 && <Row name="savings" word={words.savings} amount={money(view.savings)} />}
        {view.taxAdded > 0 && <Row name="tax" word={words.tax} amount={money(view.taxAdded)} />}
        {!isTotalHero && <Row name="total" word={words.total} amount={money(view.total)} />}
        {view.received > 0 && <Row name="received" word={words.received} amount={money(view.received)} />}
      </dl>
      <HeroNow telling={telling} />
      {view.state === 'done' && <p className="shownThanks">{words.thanks}</p>}
    </section>
  );
}

function Quiet({ shop, words }: { shop: string | null; words: string }) {
  return (
    <main className="customer isQuiet">
      <h1>{shop ?? 'Counterfoil'}</h1>
      <p role="status">{words}</p>
    </main>
  );
}

function Counter({ telling }: { telling: Telling }) {
  const { view, words } = telling;
  return (
    <main className={`customer is-${view.state}`}>
      <header className="shownShop">{view.shop}</header>
      {view.state === 'done' && view.code !== null ? (
        <section className="shownCode">
          <Code rows={view.code} label={words.receiptCode} />
          <p>{words.receiptCode}</p>
          <p className="aside">{words.receiptCodeHint}</p>
        </section>
      ) : (
        <Lines telling={telling} />
      )}
      <Figures telling={telling} />
    </main>
  );
}

interface PageProps {
  store: StoreApi<Shown>;
  /** In place of the shop's own language; null follows the shop. */
  asked: Language | null;
}

export function CustomerPage({ store, asked }: PageProps) {
  const { connection, view } = useStore(store);
  const language = asked ?? view?.language ?? 'en';
  const words = wordsFor(language).display;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = words.title;
  }, [language, words]);
  // What was true may not be any more: a customer is never shown an old total.
  if (connection === 'refused') return <Quiet shop={view?.shop ?? null} words={words.refused} />;
  if (connection !== 'ready' || view === null)
    return <Quiet shop={view?.shop ?? null} words={words.connecting} />;
  if (view.state === 'closed') return <Quiet shop={view.shop} words={words.closed} />;
  if (view.state === 'idle') return <Quiet shop={view.shop} words={words.welcome} />;
  const { currency } = view;
  const money = (value: number) => formatMoney(value, currency ?? 'CNY', language);
  return <Counter telling={{ view, language, words, money }} />;
}
