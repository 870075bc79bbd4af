// Finding an article by its name or the beginning of a code. The field is one of the few that take the focus.
import { useEffect, useRef } from 'react';
import type { Item } from '#contract/catalog.ts';
import { addFound, SEARCH_LIMIT, searchFor } from '#screen/verbs/articles.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';

function Found({ item, at, isChosen }: { item: Item; at: number; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const { price } = useFormats();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const asked = price(item.priceMicros);
  return (
    <li ref={row}>
      <button
        type="button"
        className="found"
        aria-current={isChosen}
        onMouseDown={keepFocus}
        onClick={() => void addFound(till, at)}
      >
        <span className="foundName">{item.names[language]}</span>
        <span className="foundCode" translate="no">
          {item.plu ?? item.gtins[0] ?? item.sku}
        </span>
        <span className="figure">{item.unit === 'kg' ? words.perKilo({ price: asked }) : asked}</span>
      </button>
    </li>
  );
}

export function Search() {
  const { till } = useCounter();
  const words = useWords().screen;
  const panel = useTill((state) => state.panel);
  if (panel?.name !== 'search') return null;
  const count = panel.items.length;
  const found = count < SEARCH_LIMIT ? words.searchFound({ count }) : words.searchMany({ count });
  const said = count === 0 ? words.searchNothing : found;
  return (
    <Panel title={words.search} className="isTall">
      <label className="field">
        <span>{words.searchHint}</span>
        <input
          data-first-focus
          value={panel.text}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => void searchFor(till, event.target.value)}
        />
      </label>
      <p role="status">{said}</p>
      <ul className="foundList">
        {panel.items.map((item, at) => (
          <Found key={item.sku} item={item} at={at} isChosen={at === panel.chosen} />
        ))}
      </ul>
      <div className="row">
        <ActionButton action="search.close" />
        <ActionButton action="search.add" className="button isMain" />
      </div>
    </Panel>
  );
}
