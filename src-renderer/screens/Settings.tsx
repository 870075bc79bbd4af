// How the counter is arranged: one row for each setting, whose name goes on to the next value and whose buttons each
// name one. Every change is the till's at once; nothing has to be saved.
import type { ReactNode } from 'react';
import { wordsFor } from '#contract/words/index.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import type { IconName } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { UpdateLine } from '#screen/components/UpdateLine.tsx';
import { choices, choose, mute, speak } from '#screen/verbs/settings.ts';
import type { Choice } from '#screen/verbs/settings.ts';
import { chooseTaxSummary, taxSummaries } from '#screen/verbs/receipts.ts';
import { may } from '#screen/verbs/shift.ts';

interface RowProps {
  /** What the row's name does; without one it only names the row. */
  action?: string;
  icon: IconName;
  word: string;
  children: ReactNode;
}

function Row({ action, icon, word, children }: RowProps) {
  return (
    <div className="setting" role="group" aria-label={word}>
      {action === undefined ? (
        <span className="settingName">
          <span className="label">
            <Icon name={icon} />
            {word}
          </span>
        </span>
      ) : (
        <ActionButton action={action} className="settingName">
          <Icon name={icon} />
          {word}
        </ActionButton>
      )}
      <div className="settingValues">{children}</div>
    </div>
  );
}

interface ValueProps {
  value: string;
  isChosen: boolean;
  onPick: () => void;
  children: ReactNode;
}

function Value({ value, isChosen, onPick, children }: ValueProps) {
  return (
    <button
      type="button"
      className="chip"
      data-value={value}
      aria-pressed={isChosen}
      onMouseDown={keepFocus}
      onClick={onPick}
    >
      {children}
    </button>
  );
}

interface ChoiceRowProps extends Omit<RowProps, 'children'> {
  name: Choice;
  words: Record<string, string>;
}

/** A setting that is one of a few values. */
function ChoiceRow({ name, words, ...row }: ChoiceRowProps) {
  const { till } = useCounter();
  const now = useTill((state) => state.counter[name]);
  return (
    <Row {...row}>
      {choices[name].map((value) => (
        <Value
          key={value}
          value={String(value)}
          isChosen={value === now}
          onPick={() => void choose(till, name, value)}
        >
          {words[value]}
        </Value>
      ))}
    </Row>
  );
}

function LanguageRow({ word }: { word: string }) {
  const { till } = useCounter();
  const now = useTill((state) => state.language);
  // Each in its own script, as the other language calls it.
  const names = { en: wordsFor('zh').screen.otherLanguage, zh: wordsFor('en').screen.otherLanguage };
  return (
    <Row action="settings.language" icon="language" word={word}>
      {(['en', 'zh'] as const).map((value) => (
        <Value key={value} value={value} isChosen={value === now} onPick={() => speak(till, value)}>
          <span lang={value === 'zh' ? 'zh-CN' : 'en'} translate="no">
            {names[value]}
          </span>
        </Value>
      ))}
    </Row>
  );
}

function SizeRow() {
  const words = useWords().look;
  const percent = useTill((state) => state.counter.zoomPercent);
  return (
    <Row icon="size" word={words.size}>
      <ActionButton action="settings.smaller" className="chip" />
      <output className="settingFigure" aria-label={words.size}>
        {words.sizeNow({ percent })}
      </output>
      <ActionButton action="settings.larger" className="chip" />
      <ActionButton action="settings.bankCard" className="chip">
        <Icon name="card" />
        {words.bankCard}
      </ActionButton>
    </Row>
  );
}

function SoundRow() {
  const { till } = useCounter();
  const words = useWords().look;
  const isMuted = useTill((state) => state.counter.isMuted);
  return (
    <Row action="settings.sounds" icon="sounds" word={words.sounds}>
      <Value value="on" isChosen={!isMuted} onPick={() => void mute(till, false)}>
        {words.soundsAre.on}
      </Value>
      <Value value="off" isChosen={isMuted} onPick={() => void mute(till, true)}>
        {words.soundsAre.off}
      </Value>
      <ActionButton action="settings.trySound" className="chip" />
    </Row>
  );
}

/** How receipts show taxes, and the shop's number on them. */
function TaxRow() {
  const { till } = useCounter();
  const words = useWords().look;
  const now = useTill((state) => state.about?.taxSummary ?? null);
  return (
    <Row action="settings.taxSummary" icon="report" word={words.taxSummary}>
      {taxSummaries.map((value) => (
        <Value
          key={value}
          value={value}
          isChosen={value === now}
          onPick={() => void chooseTaxSummary(till, value)}
        >
          {words.taxSummaries[value]}
        </Value>
      ))}
      {/* The number itself would not fit beside the forms; it stands in its field. */}
      <ActionButton action="settings.taxNumber" className="chip" />
    </Row>
  );
}

export function Settings() {
  const { look: words, shop, devices } = useWords();
  const maySayTaxes = useTill((state) => may(state, 'register.close'));
  const mayGiveBadges = useTill((state) => may(state, 'staff.edit'));
  return (
    <Panel title={words.settings} className="isWide">
      <p className="aside">{words.settingsHint}</p>
      <div className="settings">
        <ChoiceRow
          name="theme"
          action="settings.theme"
          icon="theme"
          word={words.theme}
          words={words.themes}
        />
        <LanguageRow word={words.language} />
        <ChoiceRow name="hand" action="settings.hand" icon="hand" word={words.hand} words={words.hands} />
        <SizeRow />
        <ChoiceRow
          name="keypad"
          action="settings.keypad"
          icon="keypad"
          word={words.keypad}
          words={words.keypads}
        />
        <ChoiceRow
          name="amountEntry"
          action="settings.amounts"
          icon="amounts"
          word={words.amounts}
          words={words.amountEntries}
        />
        <SoundRow />
        <ChoiceRow
          name="sameReadMs"
          action="settings.sameRead"
          icon="scanner"
          word={words.sameRead}
          words={words.sameReads}
        />
        {maySayTaxes && <TaxRow />}
      </div>
      <UpdateLine />
      <div className="row isEnd">
        <ActionButton action="settings.shop">
          <Icon name="tag" />
          {shop.shop}
        </ActionButton>
        <ActionButton action="settings.devices">
          <Icon name="printer" />
          {devices.devices}
        </ActionButton>
        <ActionButton action="settings.keys">
          <Icon name="keys" />
          {words.keys}
        </ActionButton>
        {mayGiveBadges && (
          <ActionButton action="settings.badges">
            <Icon name="badge" />
            {words.badges}
          </ActionButton>
        )}
        <ActionButton action="settings.close" />
      </div>
    </Panel>
  );
}
