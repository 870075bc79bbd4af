// Articles that were found, as rows to choose from. Only the rows in view exist, however many were found; the chosen one
// is kept in view. Knows nothing of why they were looked for.
import { memo, useEffect, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Item } from '#contract/catalog.ts';
import { loadShelf } from '#screen/verbs/articles.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

/** The height of a row; style/panels.css gives it the same. */
const ROW_PX = 60;
const ROWS_BEYOND = 4;

interface RowProps {
  item: Item;
  at: number;
  count: number;
  topPx: number;
  id: string;
  isChosen: boolean;
  /** Beside the name, where it says something about this article. */
  mark: string | null;
  onPick: (item: Item, at: number) => void;
}

const Row = memo(function Row({ item, at, count, topPx, id, isChosen, mark, onPick }: RowProps) {
  const { screen, quick } = useWords();
  const language = useTill((state) => state.language);
  const category = useTill(
    (state) => state.shelf.categories.find((one) => one.id === item.category)?.names[state.language] ?? '',
  );
  const { price } = useFormats();
  const asked = price(item.priceMicros);
  return (
    <li role="none" className="foundRow" style={{ transform: `translateY(${topPx}px)` }}>
      <button
        type="button"
        role="option"
        id={id}
        className="found"
        data-sku={item.sku}
        tabIndex={-1}
        aria-selected={isChosen}
        aria-posinset={at + 1}
        aria-setsize={count}
        onMouseDown={keepFocus}
        onClick={() => onPick(item, at)}
      >
        <span className="foundText">
          <span className="foundName">{item.names[language]}</span>
          <span className="foundCategory">{category}</span>
        </span>
        <span className="foundMark">{mark}</span>
        <span className="foundCode" translate="no">
          {item.plu ?? item.gtins[0] ?? item.sku}
        </span>
        <span className="foundUnit">{quick.unit[item.unit]}</span>
        <span className="figure">{item.unit === 'kg' ? screen.perKilo({ price: asked }) : asked}</span>
      </button>
    </li>
  );
});

interface Props {
  /** The list's own id in the page, for the field that steers it (`aria-controls`). */
  id: string;
  items: readonly Item[];
  /** The index of the row that Enter means; -1 for none. */
  chosen: number;
  onPick: (item: Item, at: number) => void;
  markOf?: (item: Item) => string | null;
}

/** The id in the page of one row, for the field's `aria-activedescendant`. */
export function rowId(listId: string, at: number): string {
  return `${listId}-${at}`;
}

export function ArticleList({ id, items, chosen, onPick, markOf }: Props) {
  const { till } = useCounter();
  const words = useWords().quick;
  const scroller = useRef<HTMLDivElement>(null);
  // The rows keep what they were given as long as it says the same; what a pick does may differ with every key.
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });
  const pickLatest = useRef((item: Item, at: number) => pick.current(item, at));
  // oxlint-disable-next-line react/incompatible-library -- rows are given numbers of its answers, never its functions
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: ROWS_BEYOND,
    getItemKey: (at) => items[at]?.sku ?? at,
  });
  useEffect(() => {
    if (chosen >= 0 && items.length > 0) rows.scrollToIndex(chosen, { align: 'auto' });
  }, [rows, items, chosen]);
  useEffect(() => {
    if (till.store.getState().shelf.categories.length === 0) void loadShelf(till);
  }, [till]);
  return (
    <div ref={scroller} className="foundList">
      <ul id={id} role="listbox" aria-label={words.found} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <Row
              key={item.sku}
              id={rowId(id, index)}
              item={item}
              at={index}
              count={items.length}
              topPx={start}
              isChosen={index === chosen}
              mark={markOf?.(item) ?? null}
              onPick={pickLatest.current}
            />
          );
        })}
      </ul>
    </div>
  );
}
