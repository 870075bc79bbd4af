// Articles to pick by hand: the categories first, then the articles of one. For newcomers and for what has no barcode.
import { useEffect } from 'react';
import type { Item } from '#contract/catalog.ts';
import { loadShelf, pickCategory } from '#screen/verbs/articles.ts';
import { addItem } from '#screen/verbs/basket.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

function Tile({ item }: { item: Item }) {
  const { till } = useCounter();
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const { price } = useFormats();
  const asked = price(item.priceMicros);
  return (
    <li>
      <button
        type="button"
        className="tile"
        data-sku={item.sku}
        onMouseDown={keepFocus}
        onClick={() => void addItem(till, item.sku)}
      >
        <span className="tileName">{item.names[language]}</span>
        <span className="tileFoot">
          <span>{item.plu}</span>
          <span>{item.unit === 'kg' ? words.perKilo({ price: asked }) : asked}</span>
        </span>
      </button>
    </li>
  );
}

export function Shelf() {
  const { till } = useCounter();
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const { categories, category, items } = useTill((state) => state.shelf);
  useEffect(() => {
    void loadShelf(till);
  }, [till]);
  const open = categories.find((one) => one.id === category);
  if (open === undefined) {
    return (
      <section className="shelf" aria-label={words.articles}>
        <h2 className="shelfTitle">{words.articles}</h2>
        <ul className="tiles">
          {categories.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="tile isCategory"
                data-category={one.id}
                onMouseDown={keepFocus}
                onClick={() => void pickCategory(till, one.id)}
              >
                <span className="tileName">{one.names[language]}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <section className="shelf" aria-label={words.articles}>
      <div className="shelfHead">
        <button
          type="button"
          className="button"
          onMouseDown={keepFocus}
          onClick={() => void pickCategory(till, null)}
        >
          ‹ {words.allCategories}
        </button>
        <h2 className="shelfTitle">{open.names[language]}</h2>
      </div>
      <ul className="tiles">
        {items.map((item) => (
          <Tile key={item.sku} item={item} />
        ))}
      </ul>
    </section>
  );
}
