// Bringing goods back on a receipt: which receipt, then which of its lines, how much of them and why.
import { useEffect, useRef } from 'react';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import type { OriginalSale, ReturnableLine, ReturnQuote } from '#contract/return.ts';
import { markedOf, quoteOf } from '#screen/state/returns.ts';
import type { OriginalPanel } from '#screen/state/returns.ts';
import { tapLine } from '#screen/verbs/returns.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { ReturnKeypad } from '#screen/components/ReturnKeypad.tsx';
import { ReturnReasons } from '#screen/components/ReturnReasons.tsx';

export function ReturnFind() {
  const { router } = useCounter();
  const words = useWords().returns;
  return (
    <Panel title={words.findTitle} className="isNarrow">
      <p>{words.findHint}</p>
      <ReturnKeypad hint={words.typeNumber} hasPoint={false}>
        <ActionButton action="returnFind.erase" className="key isWord" hasCap={false} />
        <button
          type="button"
          className="key"
          tabIndex={-1}
          translate="no"
          onMouseDown={keepFocus}
          onClick={() => router.type('-')}
        >
          -
        </button>
        <ActionButton action="returnFind.close" className="key isWord" hasCap={false} />
      </ReturnKeypad>
      <div className="row isEnd">
        <ActionButton action="returnFind.without" />
        <ActionButton action="returnFind.find" className="button isMain" />
      </div>
    </Panel>
  );
}

/** What the marked part gives back, as soon as the till has said so. */
function backFor(line: ReturnableLine, marked: number, quote: ReturnQuote | null): number | null {
  if (marked === 0) return null;
  // What was told with the receipt needs no second look.
  if (marked === line.remaining) return line.left;
  if (marked === ONE && line.unit === 'each') return line.next;
  return quote?.lines.find((one) => one.lineNumber === line.lineNumber)?.total ?? null;
}

/** How the receipt was paid, and what of it went back before. */
function Tenders({ tenders }: Pick<OriginalSale, 'tenders'>) {
  const words = useWords();
  const { money } = useFormats();
  return (
    <ul className="returnTenders" aria-label={words.returns.paidWith}>
      {tenders.map(({ kind, took, gaveBack }) => (
        <li key={kind}>
          {gaveBack === 0
            ? words.returns.tookBy({ tender: words.receipt[kind], amount: money(took) })
            : words.returns.tookAndGave({
                tender: words.receipt[kind],
                amount: money(took),
                back: money(gaveBack),
              })}
        </li>
      ))}
    </ul>
  );
}

function Sold({ line, panel }: { line: ReturnableLine; panel: OriginalPanel }) {
  const { till } = useCounter();
  const words = useWords().returns;
  const { money } = useFormats();
  const language = useTill((state) => state.language);
  const element = useRef<HTMLLIElement>(null);
  const isChosen = panel.chosen === line.lineNumber;
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const marked = markedOf(panel, line);
  const back = backFor(line, marked, quoteOf(panel));
  const counts = {
    sold: formatQuantity(line.sold),
    returned: formatQuantity(line.returned),
    left: formatQuantity(line.remaining),
  };
  const state = `${line.remaining === 0 ? ' isGone' : ''}${marked > 0 ? ' isMarked' : ''}`;
  return (
    <li ref={element}>
      <button
        type="button"
        className={`soldLine${state}`}
        data-sku={line.sku}
        aria-current={isChosen}
        onMouseDown={keepFocus}
        onClick={() => tapLine(till, line.lineNumber)}
      >
        <span className="soldMark" aria-label={words.marked({ quantity: formatQuantity(marked) })}>
          {marked === 0 ? '–' : formatQuantity(marked)}
        </span>
        <span className="soldText">
          <span className="soldName">{line.names[language]}</span>
          <span className="soldCounts">{words.counts(counts)}</span>
        </span>
        <span className="figure soldAmount">{back === null ? '' : money(back)}</span>
      </button>
    </li>
  );
}

export function Return() {
  const words = useWords();
  const { money, moment } = useFormats();
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'return') return null;
  const { original } = panel;
  const quote = quoteOf(panel);
  const { receiptNumber, completedAt, cashierName, sold, lines } = original;
  const by = {
    moment: moment(completedAt),
    name: cashierName ?? words.returns.otherTill,
    amount: money(sold),
  };
  return (
    <Panel title={words.returns.title({ number: receiptNumber })} className="isTall isReturn">
      <div className="returnColumns">
        <section className="returnSold" aria-label={words.returns.lines}>
          <div className="returnHead">
            <p>{words.returns.soldBy(by)}</p>
            <Tenders tenders={original.tenders} />
            <div className="row">
              <ActionButton action="return.reprint" />
              <ActionButton action="return.gift" />
            </div>
          </div>
          <ul className="soldLines">
            {lines.map((line) => (
              <Sold key={line.lineNumber} line={line} panel={panel} />
            ))}
          </ul>
          <div className="returnMarking">
            <ActionButton action="return.one" />
            <ActionButton action="return.less" />
            <ActionButton action="return.all" />
          </div>
          <ReturnReasons context="return" />
        </section>
        <div className="returnSide">
          <ReturnKeypad hint={words.returns.typeQuantity}>
            <ActionButton action="return.quantity" className="key isWord">
              {words.returns.quantityShort}
            </ActionButton>
            <ActionButton action="return.erase" className="key isWord" hasCap={false} />
            <ActionButton action="return.close" className="key isWord" hasCap={false} />
          </ReturnKeypad>
          <ActionButton action="return.add" />
          <ActionButton action="return.refund" className="button isMain isReturned">
            <span>{words.returns.refund}</span>
            {quote !== null && <span className="figure">{money(quote.back)}</span>}
          </ActionButton>
        </div>
      </div>
    </Panel>
  );
}
