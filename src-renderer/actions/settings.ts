// The actions of the settings, of the bank card that is held to the screen, and of the badges. Their digits write at
// once, so the router holds them until they can be no scan.
import {
  awaitBadge,
  changeSettings,
  chooseNext,
  holderOf,
  leaveBadges,
  moveHolder,
  openBadges,
  openBankCard,
  openSettings,
  sizeCard,
  speak,
  stepZoom,
  takeBadge,
  useCard,
} from '#screen/verbs/settings.ts';
import { chooseNextTaxSummary, keepTaxNumber, openTaxNumber } from '#screen/verbs/receipts.ts';
import { say, sound } from '#screen/verbs/say.ts';
import { may } from '#screen/verbs/shift.ts';
import type { KeysPanel } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

/** The editor of the keys as it opens. */
const firstKeysPanel: KeysPanel = { name: 'keys' };

export function settingsActions(till: Till): Action[] {
  return [
    openingAction(till),
    ...choosingActions(till),
    ...cardActions(till),
    ...badgeActions(till),
    ...receiptActions(till),
  ];
}

function openingAction(till: Till): Action {
  return {
    id: 'menu.settings',
    context: 'menu',
    keys: ['3'],
    word: (_, all) => all.look.settings,
    isEnabled: always,
    run: () => openSettings(till),
    isHeld: true,
  };
}

function choosingActions(till: Till): Action[] {
  const { store } = till;
  const row = (name: string, keys: string[], word: Action['word'], run: () => void): Action => ({
    id: `settings.${name}`,
    context: 'settings',
    keys,
    word,
    isEnabled: always,
    run,
    isHeld: true,
  });
  return [
    row(
      'theme',
      ['1'],
      (_, all) => all.look.theme,
      () => void chooseNext(till, 'theme'),
    ),
    row(
      'language',
      ['2'],
      (_, all) => all.look.language,
      () => speak(till, store.getState().language === 'en' ? 'zh' : 'en'),
    ),
    row(
      'hand',
      ['3'],
      (_, all) => all.look.hand,
      () => void chooseNext(till, 'hand'),
    ),
    row(
      'larger',
      ['+'],
      (_, all) => all.look.larger,
      () => void stepZoom(till, 1),
    ),
    row(
      'smaller',
      ['-'],
      (_, all) => all.look.smaller,
      () => void stepZoom(till, -1),
    ),
    row(
      'bankCard',
      ['4'],
      (_, all) => all.look.bankCard,
      () => openBankCard(till),
    ),
    row(
      'keypad',
      ['5'],
      (_, all) => all.look.keypad,
      () => void chooseNext(till, 'keypad'),
    ),
    row(
      'amounts',
      ['6'],
      (_, all) => all.look.amounts,
      () => void chooseNext(till, 'amountEntry'),
    ),
    row(
      'sounds',
      ['7'],
      (_, all) => all.look.sounds,
      () => void changeSettings(till, (now) => ({ ...now, isMuted: !now.isMuted })),
    ),
    row(
      'trySound',
      ['8'],
      (_, all) => all.look.trySound,
      () => {
        const { isMuted } = store.getState().counter;
        sound(till, 'ok');
        say(till, (w) => (isMuted ? w.look.soundOff : w.look.soundTried));
      },
    ),
    row(
      'sameRead',
      ['d'],
      (_, all) => all.look.sameRead,
      () => void chooseNext(till, 'sameReadMs'),
    ),
    row(
      'keys',
      ['9'],
      (_, all) => all.look.keys,
      () => store.setState({ panel: firstKeysPanel, notice: null }),
    ),
    {
      ...row(
        'badges',
        ['0'],
        (_, all) => all.look.badges,
        () => openBadges(till),
      ),
      isEnabled: (state) => may(state, 'staff.edit'),
    },
    {
      id: 'settings.close',
      context: 'settings',
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => store.setState({ panel: null, notice: null }),
    },
  ];
}

/** Who may close the register says what its receipts show. */
function receiptActions(till: Till): Action[] {
  const row = (id: string, key: string, word: Action['word'], run: () => void): Action => ({
    id: `settings.${id}`,
    context: 'settings',
    keys: [key],
    word,
    isEnabled: (state) => may(state, 'register.close'),
    run,
    isHeld: true,
  });
  return [
    row(
      'taxSummary',
      '*',
      (_, all) => all.look.taxSummary,
      () => void chooseNextTaxSummary(till),
    ),
    row(
      'taxNumber',
      '/',
      (_, all) => all.look.taxNumber,
      () => openTaxNumber(till),
    ),
    {
      id: 'taxNumber.use',
      context: 'taxNumber',
      keys: ['Enter'],
      word: (_, all) => all.look.taxNumberUse,
      isEnabled: always,
      run: () => void keepTaxNumber(till),
    },
    {
      id: 'taxNumber.close',
      context: 'taxNumber',
      keys: ['Escape'],
      word: (_, all) => all.look.back,
      isEnabled: always,
      run: () => openSettings(till),
    },
  ];
}

function cardActions(till: Till): Action[] {
  const step = (id: string, keys: string[], word: Action['word'], byPixels: number): Action => ({
    id: `bankCard.${id}`,
    context: 'bankCard',
    keys,
    word,
    isEnabled: always,
    run: () => sizeCard(till, byPixels),
    isRepeating: true,
  });
  return [
    step('wider', ['ArrowRight', 'ArrowUp', '+'], (_, all) => all.look.cardWider, 1),
    step('narrower', ['ArrowLeft', 'ArrowDown', '-'], (_, all) => all.look.cardNarrower, -1),
    {
      id: 'bankCard.use',
      context: 'bankCard',
      keys: ['Enter'],
      word: (_, all) => all.look.cardUse,
      isEnabled: always,
      run: () => void useCard(till, { width: innerWidth, height: innerHeight }),
    },
    {
      id: 'bankCard.cancel',
      context: 'bankCard',
      keys: ['Escape'],
      word: (_, all) => all.look.cardCancel,
      isEnabled: always,
      run: () => openSettings(till),
    },
  ];
}

function badgeActions(till: Till): Action[] {
  return [
    {
      id: 'badges.move',
      context: 'badges',
      keys: ['ArrowUp', 'ArrowDown'],
      word: (_, all) => all.look.selectPerson,
      isEnabled: always,
      run: (key) => moveHolder(till, key === 'ArrowUp' ? -1 : 1),
    },
    {
      id: 'badges.give',
      context: 'badges',
      keys: ['Enter'],
      word: (_, all) => all.look.giveBadge,
      isEnabled: always,
      run: () => awaitBadge(till),
    },
    {
      id: 'badges.take',
      context: 'badges',
      keys: ['Delete'],
      word: (_, all) => all.look.takeBadge,
      isEnabled: (state) => holderOf(state)?.hasBadge === true,
      run: () => void takeBadge(till),
    },
    {
      id: 'badges.back',
      context: 'badges',
      keys: ['Escape'],
      word: (_, all) => all.look.back,
      isEnabled: always,
      run: () => leaveBadges(till),
    },
  ];
}
