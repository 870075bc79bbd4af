// The pages of quick keys while they are arranged: which is open, their order, their names, one more and one less.
import { ArrowLeft, ArrowRight, Plus, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { addPage, MAX_PAGES, movePage, nameOf, openPage, pageOf, renamePage } from '#screen/state/pages.ts';
import type { Arranging } from '#screen/state/pages.ts';
import { askFirst, edit, unnamed } from '#screen/verbs/quick.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

interface DoProps {
  name: string;
  icon: LucideIcon;
  word: string;
  /** False where it would do nothing; the button stays where it is and keeps the focus all the same. */
  isOn?: boolean;
  onDo: () => void;
}

/** A button of the editor. */
export function Do({ name, icon: Picture, word, isOn = true, onDo }: DoProps) {
  return (
    <button
      type="button"
      className="button"
      data-do={name}
      aria-disabled={!isOn}
      onMouseDown={keepFocus}
      onClick={() => isOn && onDo()}
    >
      <Picture className="icon" aria-hidden="true" />
      {word}
    </button>
  );
}

function Names({ arranging }: { arranging: Arranging }) {
  const { till } = useCounter();
  const words = useWords().quick;
  const page = pageOf(arranging);
  if (page === null) return null;
  const shown = nameOf(page.names, unnamed);
  return (['en', 'zh'] as const).map((language) => (
    <label key={language} className="field">
      <span>{language === 'en' ? words.nameEn : words.nameZh}</span>
      <input
        data-name={language}
        lang={language === 'en' ? 'en' : 'zh-CN'}
        translate="no"
        value={page.names[language]}
        placeholder={shown[language]}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => edit(till, (one) => renamePage(one, language, event.target.value))}
      />
    </label>
  ));
}

export function ArrangePages() {
  const { till } = useCounter();
  const words = useWords().quick;
  const language = useTill((state) => state.language);
  const arranging = useTill((state) => (state.panel?.name === 'arrange' ? state.panel.arranging : null));
  if (arranging === null) return null;
  const { pages, page } = arranging;
  const at = pages.findIndex(({ id }) => id === page);
  return (
    <div className="arrangePages">
      <div className="row arrangeTabs" role="group" aria-label={words.pages}>
        {pages.map(({ id, names }) => (
          <button
            key={id}
            type="button"
            className="chip"
            data-page={id}
            translate="no"
            aria-pressed={id === page}
            onMouseDown={keepFocus}
            onClick={() => edit(till, (one) => openPage(one, id))}
          >
            <span className="tabName">{nameOf(names, unnamed)[language]}</span>
          </button>
        ))}
        <Do
          name="addPage"
          icon={Plus}
          word={words.addPage}
          isOn={pages.length < MAX_PAGES}
          onDo={() => edit(till, addPage)}
        />
      </div>
      {at !== -1 && (
        <div className="arrangeNames">
          <Names arranging={arranging} />
          <div className="row">
            <Do
              name="pageLeft"
              icon={ArrowLeft}
              word={words.moveLeft}
              isOn={at > 0}
              onDo={() => edit(till, (one) => movePage(one, -1))}
            />
            <Do
              name="pageRight"
              icon={ArrowRight}
              word={words.moveRight}
              isOn={at < pages.length - 1}
              onDo={() => edit(till, (one) => movePage(one, 1))}
            />
            <Do
              name="deletePage"
              icon={Trash2}
              word={words.deletePage}
              onDo={() => askFirst(till, 'delete')}
            />
          </div>
        </div>
      )}
    </div>
  );
}
