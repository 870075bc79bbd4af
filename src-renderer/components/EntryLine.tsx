// What is being typed, and what it will mean, before Enter says so: the quantity, the code, the article.
import { formatQuantity } from '#contract/quantity.ts';
import { emptyEntry } from '#screen/entry.ts';
import { useFormats, useLanguage, useTillAtFrame, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { CustomerChip } from './CustomerChip.tsx';

export function EntryLine() {
  const words = useWords().screen;
  const language = useLanguage();
  const { price } = useFormats();
  // What is typed into a panel shows there.
  const { text, quantity } = useTillAtFrame((state) => (state.panel === null ? state.entry : emptyEntry));
  const meaning = useTillAtFrame((state) => state.meaning);
  const asked = meaning && price(meaning.priceMicros);
  const isEmpty = text === '' && quantity === null;
  return (
    <div className="entryPlace">
      <div className="entry" role="group" aria-label={words.entryHint}>
        {quantity !== null && <span className="entryQuantity">{formatQuantity(quantity)} ×</span>}
        {isEmpty && <span className="entryHint">{words.entryHint}</span>}
        {text !== '' && <span className="entryText">{text}</span>}
        {meaning && asked !== null && (
          <span className="entryMeaning">
            {meaning.names[language]} · {meaning.unit === 'kg' ? words.perKilo({ price: asked }) : asked}
          </span>
        )}
      </div>
      {!isEmpty && <ActionButton action="sell.erase" hasCap={false} />}
      <CustomerChip />
    </div>
  );
}
