// The quick keys at the counter: the shop's pages as tabs, behind the last tab every article by category. A manager finds
// here how to arrange them.
import { useEffect, useRef } from 'react';
import { LayoutGrid } from 'lucide-react';
import { ALL_ARTICLES, openPageOf } from '#screen/state/quick.ts';
import { openQuickPage } from '#screen/verbs/quick.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from './ActionButton.tsx';
import { Shelf } from './Shelf.tsx';
import { Tile } from './Tile.tsx';

function Arrange() {
  const words = useWords().quick;
  const isManager = useTill((state) => may(state, 'catalog.edit'));
  if (!isManager) return null;
  return (
    <ActionButton action="quick.arrange" className="chip" hasCap={false}>
      <LayoutGrid className="icon" aria-hidden="true" />
      {words.arrange}
    </ActionButton>
  );
}

function Tab({ id, name }: { id: string; name: string }) {
  const { till } = useCounter();
  const isOpen = useTill((state) => (openPageOf(state)?.id ?? ALL_ARTICLES) === id);
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) tab.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <button
      ref={tab}
      type="button"
      className="chip"
      data-page={id}
      aria-pressed={isOpen}
      onMouseDown={keepFocus}
      onClick={() => openQuickPage(till, id)}
    >
      <span className="tabName">{name}</span>
    </button>
  );
}

/** What is behind the open tab. */
function Page() {
  const words = useWords().quick;
  const page = useTill(openPageOf);
  const hasPages = useTill((state) => state.quickPages.length > 0);
  if (!hasPages) {
    return (
      <div className="shelfCategory">
        <p className="quickHint">{words.noPages}</p>
        <Shelf />
      </div>
    );
  }
  if (page === null) return <Shelf />;
  if (page.keys.length === 0) return <p className="quickHint">{words.emptyPage}</p>;
  return (
    <ul className="tiles isPage">
      {page.keys.map(({ item, colour }) => (
        <Tile key={item.sku} item={item} colour={colour} />
      ))}
    </ul>
  );
}

export function QuickKeys() {
  const words = useWords().quick;
  const language = useTill((state) => state.language);
  const pages = useTill((state) => state.quickPages);
  return (
    <section className="shelf" aria-label={words.title}>
      <div className="pageTabs" role="group" aria-label={words.pages}>
        {pages.map(({ id, names }) => (
          <Tab key={id} id={id} name={names[language]} />
        ))}
        <Tab id={ALL_ARTICLES} name={words.all} />
        <Arrange />
      </div>
      <Page />
    </section>
  );
}
