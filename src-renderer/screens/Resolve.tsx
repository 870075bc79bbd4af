// What was that code? An article found by name, a new one, or none: then it is taken out.
import { useId } from 'react';
import { searchFor } from '#screen/verbs/articles.ts';
import { may } from '#screen/verbs/shift.ts';
import { resolveChosen, writeArticle } from '#screen/verbs/unresolved.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { ArticleList, rowId } from '#screen/components/ArticleList.tsx';
import { Panel } from '#screen/components/Panel.tsx';

export function Resolve() {
  const { till } = useCounter();
  const words = useWords();
  const panel = useTill((state) => state.panel);
  const mayCreate = useTill((state) => may(state, 'catalog.edit'));
  const id = useId();
  if (panel?.name !== 'resolve') return null;
  const { items, chosen, code, text } = panel;
  return (
    <Panel title={words.counter.resolveTitle({ code })} className="isTall isSearch">
      <label className="field">
        <span>{words.counter.resolveHint}</span>
        <input
          data-first-focus
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={id}
          aria-activedescendant={items.length > 0 ? rowId(id, chosen) : undefined}
          value={text}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => void searchFor(till, event.target.value)}
        />
      </label>
      <ArticleList id={id} items={items} chosen={chosen} onPick={(_, at) => void resolveChosen(till, at)} />
      <div className="row isEnd">
        <ActionButton action="resolve.close" />
        <ActionButton action="resolve.drop" />
        {mayCreate && <ActionButton action="resolve.create" />}
        <ActionButton action="resolve.choose" className="button isMain" />
      </div>
    </Panel>
  );
}

export function NewArticle() {
  const { till } = useCounter();
  const words = useWords();
  const panel = useTill((state) => state.panel);
  const category = useTill(({ panel: now, shelf, language }) => {
    const like = now?.name === 'newArticle' ? now.like : null;
    return shelf.categories.find((one) => one.id === like?.category)?.names[language] ?? null;
  });
  if (panel?.name !== 'newArticle') return null;
  return (
    <Panel title={words.counter.createTitle({ code: panel.code })} className="isNarrow">
      {category !== null && <p>{words.counter.createHint({ category })}</p>}
      <label className="field">
        <span>{words.counter.createName}</span>
        <input
          data-first-focus
          value={panel.called}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => writeArticle(till, { called: event.target.value })}
        />
      </label>
      <label className="field">
        <span>{words.counter.createPrice}</span>
        <input
          value={panel.price}
          maxLength={12}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => writeArticle(till, { price: event.target.value })}
        />
      </label>
      <div className="row isEnd">
        <ActionButton action="newArticle.close" />
        <ActionButton action="newArticle.use" className="button isMain" />
      </div>
    </Panel>
  );
}
