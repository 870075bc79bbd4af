// All articles to pick by hand: the categories first, then the articles of one. For newcomers and for what has neither a
// barcode nor a quick key.
import { useEffect } from 'react';
import { ChevronLeft } from 'lucide-react';
import { loadShelf, pickCategory } from '#screen/verbs/articles.ts';
import { useCounter, useLanguage, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';
import { Tile } from './Tile.tsx';

export function Shelf() {
  const { till } = useCounter();
  const words = useWords().screen;
  const language = useLanguage();
  const { categories, category, items } = useTill((state) => state.shelf);
  useEffect(() => {
    void loadShelf(till);
  }, [till]);
  const open = categories.find((one) => one.id === category);
  if (open === undefined) {
    return (
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
    );
  }
  return (
    <div className="shelfCategory">
      <div className="shelfHead">
        <button
          type="button"
          className="button"
          onMouseDown={keepFocus}
          onClick={() => void pickCategory(till, null)}
        >
          <ChevronLeft className="icon" aria-hidden="true" />
          {words.allCategories}
        </button>
        <h2 className="shelfTitle">{open.names[language]}</h2>
      </div>
      <ul className="tiles">
        {items.map((item) => (
          <Tile key={item.sku} item={item} />
        ))}
      </ul>
    </div>
  );
}
