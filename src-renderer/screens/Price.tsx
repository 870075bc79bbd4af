// Another price for one line: what it was, what it will be, and why. And the price check, which changes nothing.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { Reason } from '#screen/components/Reason.tsx';

export function Price() {
  const words = useWords();
  const { price } = useFormats();
  const language = useTill((state) => state.language);
  const panel = useTill((state) => state.panel);
  const lines = useTill((state) => state.sale?.lines);
  if (panel?.name !== 'price') return null;
  const line = lines?.find((one) => one.lineId === panel.lineId);
  if (line === undefined) return null;
  const ask = (micros: number) =>
    line.unit === 'kg' ? words.screen.perKilo({ price: price(micros) }) : price(micros);
  const change = { from: ask(line.priceMicros), to: ask(panel.priceMicros) };
  return (
    <Panel title={words.counter.priceTitle({ name: line.names[language] })} className="isNarrow">
      <p className="priceChange figure">{words.counter.priceChange(change)}</p>
      <Reason />
      <div className="row isEnd">
        <ActionButton action="price.close" />
        <ActionButton action="price.give" className="button isMain" />
      </div>
    </Panel>
  );
}

/** What was asked: the article and its price, or that there is none. */
function Answer() {
  const words = useWords();
  const { price } = useFormats();
  const language = useTill((state) => state.language);
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'priceCheck') return null;
  const { item, asked, isUnknown } = panel;
  if (isUnknown) return <p className="checked isNo">{words.counter.priceCheckUnknown({ code: asked })}</p>;
  if (item === null) return <p className="checked">{words.counter.priceCheckHint}</p>;
  const shown = price(item.priceMicros);
  return (
    <div className="checked">
      <strong>{item.names[language]}</strong>
      <span translate="no">{item.plu ?? item.gtins[0] ?? item.sku}</span>
      <output className="figure">
        {item.unit === 'kg' ? words.screen.perKilo({ price: shown }) : shown}
      </output>
    </div>
  );
}

export function PriceCheck() {
  const words = useWords();
  const text = useTill((state) => state.entry.text);
  return (
    <Panel title={words.counter.priceCheck} className="isNarrow">
      <div role="status">
        <Answer />
      </div>
      <div className="entry" role="group" aria-label={words.screen.entryHint}>
        {text === '' ? (
          <span className="entryHint">{words.screen.entryHint}</span>
        ) : (
          <span className="entryText">{text}</span>
        )}
      </div>
      <Keypad>
        <ActionButton action="priceCheck.erase" className="key isWord" hasCap={false} />
        <ActionButton action="priceCheck.close" className="key isWord" hasCap={false} />
      </Keypad>
      <ActionButton action="priceCheck.enter" className="button isMain">
        {text === '' ? undefined : words.counter.lookUp}
      </ActionButton>
    </Panel>
  );
}
