// Arranging the quick keys: their pages, the keys of the open one, and the articles to put there. Everything can be done
// with keys, by touch and by mouse; nothing reaches the counter before it is saved.
import { useId } from 'react';
import type { Item } from '#contract/catalog.ts';
import { pageOf } from '#screen/state/pages.ts';
import { addArticle, cancelArranging, findFor } from '#screen/verbs/quick.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { ArrangeKeys } from '#screen/components/ArrangeKeys.tsx';
import { ArrangePages } from '#screen/components/ArrangePages.tsx';
import { ArticleList, rowId } from '#screen/components/ArticleList.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { ArrangeQuestion } from '#screen/components/ArrangeQuestion.tsx';
import { PinyinHint } from './Search.tsx';

function Find() {
  const { till } = useCounter();
  const words = useWords().quick;
  const panel = useTill((state) => state.panel);
  const id = useId();
  if (panel?.name !== 'arrange') return null;
  const { text, items, chosen } = panel.find;
  const here = new Set(pageOf(panel.arranging)?.keys.map(({ item }) => item.sku));
  const markOf = (item: Item) => (here.has(item.sku) ? words.onPage : null);
  return (
    <div className="arrangeFind">
      <div className="findField">
        <label className="field">
          <span>{words.addKey}</span>
          <input
            role="combobox"
            aria-expanded={items.length > 0}
            aria-controls={id}
            aria-describedby={`${id}-hint`}
            aria-activedescendant={chosen >= 0 && items.length > 0 ? rowId(id, chosen) : undefined}
            value={text}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => void findFor(till, event.target.value)}
          />
        </label>
        <PinyinHint id={`${id}-hint`} />
      </div>
      <ArticleList
        id={id}
        items={items}
        chosen={chosen}
        onPick={(item) => addArticle(till, item)}
        markOf={markOf}
      />
    </div>
  );
}

export function Arrange() {
  const { till } = useCounter();
  const words = useWords().quick;
  const question = useTill((state) => (state.panel?.name === 'arrange' ? state.panel.question : null));
  return (
    <Panel title={words.arrangeTitle} className="isTall isArrange">
      <div className="arrangeWork" inert={question !== null}>
        <ArrangePages />
        <div className="arrangeBody">
          <ArrangeKeys />
          <Find />
        </div>
      </div>
      {question === null ? (
        <div className="row isEnd">
          <button
            type="button"
            className="button"
            data-do="cancel"
            onMouseDown={keepFocus}
            onClick={() => cancelArranging(till)}
          >
            {words.cancel}
          </button>
          <ActionButton action="arrange.save" className="button isMain" />
        </div>
      ) : (
        <ArrangeQuestion question={question} />
      )}
    </Panel>
  );
}
