// What must be answered before a page is deleted or a whole edit is thrown away. The safe answer has the focus.
import { useEffect, useRef } from 'react';
import { deletePage, nameOf, pageOf } from '#screen/state/pages.ts';
import type { ArrangePanel } from '#screen/state/model.ts';
import { askFirst, discardArranging, edit, unnamed } from '#screen/verbs/quick.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

export function ArrangeQuestion({ question }: { question: Exclude<ArrangePanel['question'], null> }) {
  const { till } = useCounter();
  const words = useWords().quick;
  const language = useTill((state) => state.language);
  const page = useTill((state) => (state.panel?.name === 'arrange' ? pageOf(state.panel.arranging) : null));
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  const isDelete = question === 'delete';
  const name = page === null ? '' : nameOf(page.names, unnamed)[language];
  const asked = isDelete ? words.deleteTitle({ name, count: page?.keys.length ?? 0 }) : words.discardTitle;
  const goOn = () => (isDelete ? edit(till, deletePage) : discardArranging(till));
  return (
    <div className="arrangeQuestion" role="alertdialog" aria-label={asked}>
      <p>{asked}</p>
      <div className="row">
        <button
          ref={safe}
          type="button"
          className="button"
          data-do="keep"
          onMouseDown={keepFocus}
          onClick={() => askFirst(till, null)}
        >
          {isDelete ? words.keepPage : words.goOn}
        </button>
        <button
          type="button"
          className="button isStop"
          data-do={question}
          onMouseDown={keepFocus}
          onClick={goOn}
        >
          {isDelete ? words.deletePage : words.discard}
        </button>
      </div>
    </div>
  );
}
