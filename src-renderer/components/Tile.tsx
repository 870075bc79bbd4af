// A key with an article on it: its name, code and price, and how much of it is in the basket now. One tap adds it; where
// it cannot be added it says why.
import type { Item } from '#contract/catalog.ts';
import type { TileColour } from '#contract/counter.ts';
import { formatQuantity } from '#contract/quantity.ts';
import { countOf, troubleOf } from '#screen/state/quick.ts';
import { addItem } from '#screen/verbs/basket.ts';
import { useCounter, useFormats, useLanguage, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

/** What stands on the key. The name is cut off after two lines for the eye only. */
export function TileFace({ item, trouble = '' }: { item: Item; trouble?: string }) {
  const words = useWords().screen;
  const language = useLanguage();
  const { price } = useFormats();
  const asked = price(item.priceMicros);
  return (
    <>
      <span className="tileName">{item.names[language]}</span>
      {trouble === '' ? (
        <span className="tileFoot">
          {item.plu !== null && <span translate="no">{item.plu}</span>}
          <span className="tilePrice">{item.unit === 'kg' ? words.perKilo({ price: asked }) : asked}</span>
        </span>
      ) : (
        <span className="tileTrouble">{trouble}</span>
      )}
    </>
  );
}

function Badge({ item }: { item: Item }) {
  const words = useWords();
  const thousandths = useTill((state) => countOf(state, item.sku));
  if (thousandths === 0) return null;
  const figure = formatQuantity(thousandths);
  const count = item.unit === 'kg' ? `${figure} ${words.screen.kilograms}` : figure;
  // The price below says per kilogram already; a second unit would cost the name its room.
  return (
    <span className={figure.length > 2 ? 'tileBadge isWide' : 'tileBadge'}>
      <span aria-hidden="true">{figure}</span>
      <span className="unseen">{words.quick.inBasket({ count })}</span>
    </span>
  );
}

/** A tile at the counter; without a colour it stands among all articles. */
export function Tile({ item, colour }: { item: Item; colour?: TileColour }) {
  const { till } = useCounter();
  const words = useWords().quick;
  const trouble = useTill((state) => troubleOf(state, item));
  return (
    <li>
      <button
        type="button"
        className="tile"
        data-sku={item.sku}
        data-colour={colour}
        disabled={trouble !== null}
        onMouseDown={keepFocus}
        onClick={() => void addItem(till, item.sku)}
      >
        <Badge item={item} />
        <TileFace item={item} trouble={trouble === null ? '' : words[trouble]} />
      </button>
    </li>
  );
}
