// Finding an article by its name, its pinyin or the beginning of a code. The field is one of the few that take the focus.
import { useId } from 'react';
import { addFound, SEARCH_LIMIT, searchFor } from '#screen/verbs/articles.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { ArticleList, rowId } from '#screen/components/ArticleList.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** How initials stand for a name; the same in every language, because the names are. */
export function PinyinHint({ id }: { id: string }) {
  const words = useWords().quick;
  return (
    <span id={id} className="pinyinHint">
      {words.pinyin} <span translate="no">nfsq → 农夫山泉</span>
    </span>
  );
}

export function Search() {
  const { till } = useCounter();
  const words = useWords().screen;
  const panel = useTill((state) => state.panel);
  const id = useId();
  if (panel?.name !== 'search') return null;
  const { items, chosen, answered } = panel;
  const count = items.length;
  const found = count < SEARCH_LIMIT ? words.searchFound({ count }) : words.searchMany({ count });
  const said = count === 0 ? words.searchNothing : found;
  return (
    <Panel title={words.search} className="isTall isSearch">
      <div className="findField">
        <label className="field">
          <span>{words.searchHint}</span>
          <input
            data-first-focus
            role="combobox"
            aria-expanded={count > 0}
            aria-controls={id}
            aria-describedby={`${id}-hint`}
            aria-activedescendant={count > 0 ? rowId(id, chosen) : undefined}
            value={panel.text}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => void searchFor(till, event.target.value)}
          />
        </label>
        <PinyinHint id={`${id}-hint`} />
      </div>
      <p role="status">{answered === null ? words.computing : said}</p>
      <ArticleList id={id} items={items} chosen={chosen} onPick={(_, at) => void addFound(till, at)} />
      <div className="row isEnd">
        <ActionButton action="search.close" />
        <ActionButton action="search.add" className="button isMain" />
      </div>
    </Panel>
  );
}
