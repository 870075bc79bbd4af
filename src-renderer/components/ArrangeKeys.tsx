// The keys of the open page as they will lie at the counter: one is chosen, and buttons move it, colour it or take it
// off. Dragging is an extra; everything it does the buttons do too.
import { useEffect, useRef } from 'react';
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react';
import { tileColour } from '#contract/counter.ts';
import type { QuickPageShown } from '#contract/counter.ts';
import { chooseKey, colourKey, moveChosen, moveKey, nameOf, pageOf, removeKey } from '#screen/state/pages.ts';
import { edit, unnamed } from '#screen/verbs/quick.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';
import { Do } from './ArrangePages.tsx';
import { TileFace } from './Tile.tsx';

interface KeyProps {
  shownKey: QuickPageShown['keys'][number];
  at: number;
  isChosen: boolean;
  /** The one that Tab reaches: the chosen key, or the first where none is. */
  isTabStop: boolean;
}

function Key({ shownKey: { item, colour }, at, isChosen, isTabStop }: KeyProps) {
  const { till } = useCounter();
  const button = useRef<HTMLButtonElement>(null);
  // After every change, so that a key that was moved comes back into view too.
  useEffect(() => {
    if (!isChosen) return;
    button.current?.scrollIntoView({ block: 'nearest' });
    // The arrows choose; whoever walks the keys with them takes the focus along.
    if (document.activeElement?.getAttribute('role') === 'option') button.current?.focus();
  });
  return (
    <li role="none">
      <button
        ref={button}
        type="button"
        role="option"
        className="tile"
        data-sku={item.sku}
        data-colour={colour}
        tabIndex={isTabStop ? 0 : -1}
        aria-selected={isChosen}
        draggable
        onDragStart={(event) => event.dataTransfer.setData('text/plain', item.sku)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const sku = event.dataTransfer.getData('text/plain');
          edit(till, (one) => moveKey(one, sku, at));
        }}
        onClick={() => edit(till, (one) => chooseKey(one, item.sku))}
      >
        <TileFace item={item} />
      </button>
    </li>
  );
}

function Colours({ chosen }: { chosen: QuickPageShown['keys'][number] }) {
  const { till } = useCounter();
  const words = useWords().quick;
  return (
    <div className="swatches" role="group" aria-label={words.colour}>
      {tileColour.options.map((colour) => (
        <button
          key={colour}
          type="button"
          className="chip swatch"
          data-colour={colour}
          aria-pressed={colour === chosen.colour}
          onMouseDown={keepFocus}
          onClick={() => edit(till, (one) => colourKey(one, colour))}
        >
          {words.colours[colour]}
        </button>
      ))}
    </div>
  );
}

export function ArrangeKeys() {
  const { till } = useCounter();
  const words = useWords().quick;
  const language = useTill((state) => state.language);
  const arranging = useTill((state) => (state.panel?.name === 'arrange' ? state.panel.arranging : null));
  const page = arranging && pageOf(arranging);
  if (arranging === null || page === null) return <p className="quickHint">{words.noPages}</p>;
  const at = page.keys.findIndex(({ item }) => item.sku === arranging.chosen);
  const chosen = page.keys[at];
  return (
    <div className="arrangeKeys">
      {page.keys.length === 0 ? (
        <p className="quickHint">{words.emptyPage}</p>
      ) : (
        <ul
          className="tiles"
          role="listbox"
          aria-label={words.keys({ name: nameOf(page.names, unnamed)[language] })}
        >
          {page.keys.map((key, index) => (
            <Key
              key={key.item.sku}
              shownKey={key}
              at={index}
              isChosen={index === at}
              isTabStop={index === Math.max(at, 0)}
            />
          ))}
        </ul>
      )}
      {chosen === undefined ? (
        <p className="quickHint">{words.chooseKey}</p>
      ) : (
        <div className="keyTools">
          <div className="row">
            <Do
              name="keyEarlier"
              icon={ArrowLeft}
              word={words.moveEarlier}
              isOn={at > 0}
              onDo={() => edit(till, (one) => moveChosen(one, -1))}
            />
            <Do
              name="keyLater"
              icon={ArrowRight}
              word={words.moveLater}
              isOn={at < page.keys.length - 1}
              onDo={() => edit(till, (one) => moveChosen(one, 1))}
            />
            <Do name="takeOff" icon={Trash2} word={words.takeOff} onDo={() => edit(till, removeKey)} />
          </div>
          <Colours chosen={chosen} />
        </div>
      )}
    </div>
  );
}
