// The editor of the keys: every action with its keys, the presets, and the map as text to carry to another till. Judges
// nothing itself; a key that would be two things is refused by verbs/keys.ts.
import { useEffect, useRef } from 'react';
import type { ChangeEvent } from 'react';
import { keyPreset } from '#contract/counter.ts';
import type { KeyedAction } from '#screen/actions/action.ts';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { KeyCaps, placesOf } from '#screen/components/KeyList.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { MAX_KEYS } from '#screen/keymap/conflict.ts';
import { capOf } from '#screen/keymap/name.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { chooseAction, chosenOf, editable, isFixed, placeWords, writeText } from '#screen/verbs/keys.ts';

function Presets() {
  const words = useWords().keys;
  const { preset, changes } = useTill((state) => state.counter.keys);
  const count = Object.keys(changes).length;
  return (
    <div className="keyPresets">
      <div className="row" role="group" aria-label={words.preset}>
        {keyPreset.options.map((one) => (
          <ActionButton key={one} action={`keys.preset.${one}`} className="chip" isPressed={one === preset} />
        ))}
      </div>
      <p>
        {words.presetHints[preset]} {count > 0 && `${words.own({ count })} `}
        {words.presetWarns}
      </p>
    </div>
  );
}

function KeyRow({ action, isChosen }: { action: KeyedAction; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li>
      <button
        ref={row}
        type="button"
        className="keyRow"
        tabIndex={-1}
        aria-current={isChosen}
        data-row={action.id}
        onMouseDown={keepFocus}
        onClick={() => chooseAction(till, action.id)}
      >
        <span className="keyRowName">{action.word(words.screen, words)}</span>
        <span className="keyRowCaps">
          {action.keys.length === 0 ? <span className="noKey">{words.keys.noKey}</span> : null}
          <KeyCaps keys={action.keys} />
        </span>
      </button>
    </li>
  );
}

function KeyRows({ chosen }: { chosen: KeyedAction | null }) {
  const { actions } = useCounter();
  const words = useWords();
  return (
    // Scrolls with the keyboard as well.
    <div className="keyRows" tabIndex={0} role="group" aria-label={words.keys.list}>
      {placesOf(editable(actions)).map((place) => (
        <section key={place.context}>
          <h3>{placeWords(place.context, words)}</h3>
          <ul>
            {place.actions.map((action) => (
              <KeyRow key={action.id} action={action} isChosen={action.id === chosen?.id} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function OneKey({ name, place }: { name: string | undefined; place: number }) {
  const words = useWords().keys;
  return (
    <li className={name === undefined ? 'oneKey isNew' : 'oneKey'}>
      <span>{name !== undefined && <kbd translate="no">{capOf(name)}</kbd>}</span>
      <ActionButton action={`keys.learn${place}`}>
        {name === undefined ? words.add : words.change}
      </ActionButton>
      {name !== undefined && <ActionButton action={`keys.remove${place}`} />}
    </li>
  );
}

function Chosen({ action }: { action: KeyedAction }) {
  const words = useWords();
  const isLearning = useTill(({ panel }) => panel?.name === 'keys' && panel.learning !== undefined);
  const places = Math.min(action.keys.length + 1, MAX_KEYS);
  return (
    <section className="keyChosen" aria-label={action.word(words.screen, words)}>
      <p className="keyPlaceName">{placeWords(action.context, words)}</p>
      <h3>{action.word(words.screen, words)}</h3>
      {isLearning && (
        <div className="keyLearning" role="status">
          <strong>{words.keys.pressNow}</strong>
          <span>{words.keys.pressHint}</span>
        </div>
      )}
      {!isLearning && isFixed(action) && <p>{words.keys.refused.fixed}</p>}
      {!isLearning && !isFixed(action) && (
        <>
          <ul className="stack">
            {Array.from({ length: places }, (_, place) => (
              <OneKey key={place} name={action.keys[place]} place={place} />
            ))}
          </ul>
          <ActionButton action="keys.restore" />
        </>
      )}
    </section>
  );
}

/** A file is made of the text itself, so what is saved is what is seen. */
function saveAsFile(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'counterfoil-keys.json';
  link.click();
  URL.revokeObjectURL(address);
}

function Exchange({ text }: { text: string }) {
  const { till } = useCounter();
  const words = useWords().keys;
  const file = useRef<HTMLInputElement>(null);
  const open = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const read = await target.files?.[0]?.text();
    if (read !== undefined) writeText(till, read);
    target.value = '';
  };
  return (
    <Panel title={words.exchangeTitle} className="isTall isKeys">
      <p>{words.exchangeHint}</p>
      <textarea
        className="keyText"
        data-first-focus
        aria-label={words.mapText}
        value={text}
        spellCheck={false}
        onChange={(event) => writeText(till, event.target.value)}
      />
      <input
        ref={file}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label={words.openFile}
        onChange={(event) => void open(event)}
      />
      <div className="row isEnd">
        <button type="button" className="button" onMouseDown={keepFocus} onClick={() => saveAsFile(text)}>
          {words.saveFile}
        </button>
        <button
          type="button"
          className="button"
          onMouseDown={keepFocus}
          onClick={() => file.current?.click()}
        >
          {words.openFile}
        </button>
        <ActionButton action="keys.leaveText" />
        <ActionButton action="keys.takeText" className="button isMain" />
      </div>
    </Panel>
  );
}

export function Keys() {
  const { actions } = useCounter();
  const words = useWords().keys;
  const panel = useTill((state) => state.panel);
  // A text, so that the same state gives the same answer.
  const chosenId = useTill((state) => chosenOf(actions, state)?.id);
  const chosen = actions.find((action) => action.id === chosenId) ?? null;
  if (panel?.name === 'keys' && panel.text !== undefined) return <Exchange text={panel.text} />;
  return (
    <Panel title={words.title} className="isTall isKeys">
      <p>{words.hint}</p>
      <Presets />
      <div className="keyEditor">
        <KeyRows chosen={chosen} />
        {chosen && <Chosen action={chosen} />}
      </div>
      <div className="row isEnd">
        <ActionButton action="keys.exchange" />
        <ActionButton action="keys.close" />
      </div>
    </Panel>
  );
}
