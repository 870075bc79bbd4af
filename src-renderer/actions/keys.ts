// The actions of the help overlay and of the editor of the keys.
import { choosePreset, closeText, keyVerbs, leaveKeys, openText } from '#screen/verbs/keys.ts';
import { closeHelp, openHelp, printCheatSheet } from '#screen/verbs/help.ts';
import { keyPreset } from '#contract/counter.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

const isListing = ({ panel }: TillState) => panel?.name === 'keys' && panel.text === undefined;
const hasText = ({ panel }: TillState) => panel?.name === 'keys' && panel.text !== undefined;

function helpActions(till: Till): Action[] {
  return [
    {
      id: 'help.close',
      context: 'help',
      keys: ['Escape', 'Enter', 'F1'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => closeHelp(till),
    },
    {
      id: 'help.print',
      context: 'help',
      keys: ['Ctrl+p'],
      word: (_, all) => all.keys.printSheet,
      isEnabled: always,
      run: printCheatSheet,
    },
    {
      id: 'help.open',
      context: 'everywhere',
      keys: ['F1'],
      word: (w) => w.help,
      isEnabled: (state) => state.panel?.name !== 'help',
      run: () => openHelp(till),
      isInBar: true,
    },
  ];
}

/** `rows` answers the whole table, of which these actions are themselves a part. */
export function keyActions(till: Till, rows: () => readonly Action[]): Action[] {
  const verbs = keyVerbs(till, rows);
  const context = 'keys';
  const button = (
    name: string,
    word: Action['word'],
    run: () => void,
    isEnabled: Action['isEnabled'] = isListing,
  ): Action => ({ id: `keys.${name}`, context, keys: [], word, isEnabled, run });
  const presetButtons = keyPreset.options.map((preset) =>
    button(
      `preset.${preset}`,
      (_, all) => all.keys.presets[preset],
      () => void choosePreset(till, preset),
    ),
  );
  return [
    ...helpActions(till),
    ...presetButtons,
    {
      id: 'keys.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'],
      word: (_, all) => all.keys.selectAction,
      isEnabled: isListing,
      run: (key) => verbs.move((key.endsWith('Up') ? -1 : 1) * (key.startsWith('Page') ? 8 : 1)),
      isRepeating: true,
    },
    {
      id: 'keys.learn',
      context,
      keys: ['Enter'],
      word: (_, all) => all.keys.change,
      isEnabled: isListing,
      run: () => verbs.learn(),
    },
    ...[0, 1, 2, 3].flatMap((place) => [
      button(
        `learn${place}`,
        (_, all) => all.keys.change,
        () => verbs.learn(place),
      ),
      button(
        `remove${place}`,
        (_, all) => all.keys.remove,
        () => verbs.remove(place),
      ),
    ]),
    {
      id: 'keys.remove',
      context,
      keys: ['Delete'],
      word: (_, all) => all.keys.remove,
      isEnabled: isListing,
      run: () => verbs.remove(),
    },
    button('restore', (_, all) => all.keys.restore, verbs.restore),
    button(
      'exchange',
      (_, all) => all.keys.exchange,
      () => openText(till),
    ),
    button('takeText', (_, all) => all.keys.takeText, verbs.takeText, hasText),
    button(
      'leaveText',
      (w) => w.close,
      () => closeText(till),
      hasText,
    ),
    {
      id: 'keys.close',
      context,
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => leaveKeys(till),
    },
    {
      id: 'keys.take',
      context: 'keyCapture',
      keys: ['any'],
      word: (_, all) => all.keys.pressNow,
      isEnabled: always,
      run: verbs.takeKey,
    },
  ];
}
