// What a key is called and what is printed on it.
import { expect, test } from 'vitest';
import { capFor, capOf, keyName } from '#screen/keymap/name.ts';
import type { KeyStroke } from '#screen/keymap/name.ts';

function stroke(key: string, more: Partial<KeyStroke> & { altGraph?: boolean } = {}): KeyStroke {
  const { altGraph = false, ...rest } = more;
  const none = { code: '', ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };
  return { key, ...none, getModifierState: (name) => altGraph && name === 'AltGraph', ...rest };
}

test.each([
  ['5', stroke('5'), '5'],
  ['a shifted character is itself', stroke('*', { shiftKey: true, code: 'Digit8' }), '*'],
  ['a shifted function key', stroke('F6', { shiftKey: true }), 'Shift+F6'],
  ['a chord, whatever Caps Lock says', stroke('Z', { ctrlKey: true }), 'Ctrl+z'],
  ['a chord with Shift', stroke('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+z'],
  ['Ctrl+Del', stroke('Delete', { ctrlKey: true }), 'Ctrl+Delete'],
  ['AltGr writes', stroke('@', { ctrlKey: true, altKey: true }), '@'],
  ['AltGr writes elsewhere', stroke('€', { altGraph: true }), '€'],
  ['Enter ends a scan of capitals', stroke('Enter', { shiftKey: true }), 'Enter'],
  ['the numpad’s point', stroke(',', { code: 'NumpadDecimal' }), '.'],
  ['the numpad without Num Lock', stroke('Home', { code: 'Numpad7' }), '7'],
  ['a programmed key', stroke('F17'), 'F17'],
  ['a system key', stroke('F4', { altKey: true }), 'Alt+F4'],
])('%s', (_, given, name) => expect(keyName(given)).toBe(name));

test.each([
  ['Ctrl+Delete', 'Ctrl Del'],
  ['Ctrl+z', 'Ctrl Z'],
  ['Shift+F6', 'Shift F6'],
  ['ArrowUp', '↑'],
  ['+', '+'],
  ['Ctrl++', 'Ctrl +'],
  ['digit', '0–9'],
  [' ', 'Space'],
])('%s is printed as %s', (key, cap) => expect(capOf(key)).toBe(cap));

test('two arrows share a cap; no key, no cap', () => {
  expect(capFor(['ArrowUp', 'ArrowDown'])).toBe('↑ ↓');
  expect(capFor(['F9', '+'])).toBe('F9');
  expect(capFor([])).toBe('');
});
