// The names of keys: what a key event is called in the action table, and what is printed on that key's cap. Pure; knows
// no actions.

export type KeyStroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey' | 'getModifierState'
>;

/** Keys that Shift makes another key of. With a printable one it is the character that counts, as the layout gives it. */
const shiftable = /^(F\d+|Insert|Delete|Home|End|PageUp|PageDown)$/;

/** The numpad is numbers at a till, whether or not Num Lock is on: its point must never void a line as Delete would. */
function padKey({ key, code }: KeyStroke): string {
  const digit = /^Numpad(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  if (code === 'NumpadDecimal' || code === 'NumpadComma' || key === 'Separator') return '.';
  // The Clear of a Mac's pad, in the place of Num Lock.
  return key === 'Clear' ? 'Escape' : key;
}

/** The name of a key, such as `5`, `F6`, `Shift+F6` or `Ctrl+z`. */
export function keyName(stroke: KeyStroke): string {
  const key = padKey(stroke);
  // AltGr writes a character and reports itself as Ctrl and Alt together.
  if (isCharacter(key) && (stroke.getModifierState('AltGraph') || (stroke.ctrlKey && stroke.altKey))) {
    return key;
  }
  const ctrl = stroke.ctrlKey ? 'Ctrl+' : '';
  const alt = stroke.altKey || stroke.metaKey ? 'Alt+' : '';
  const shift = stroke.shiftKey && (shiftable.test(key) || (ctrl !== '' && isCharacter(key))) ? 'Shift+' : '';
  // Caps Lock changes nothing about a chord.
  return ctrl + alt + shift + (ctrl + alt !== '' && isCharacter(key) ? key.toLowerCase() : key);
}

/** One printable character, which a person may type and a scanner may send. */
export function isCharacter(key: string): boolean {
  return [...key].length === 1;
}

const caps: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Delete: 'Del',
  Insert: 'Ins',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  // Its usual sign is in none of the bundled fonts.
  Backspace: 'Bksp',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
  digit: '0–9',
  letter: 'A–Z',
  any: '',
};

/** What is printed on the key: `Ctrl+Delete` is `Ctrl Del`. */
export function capOf(key: string): string {
  const parts = /^((?:(?:Ctrl|Alt|Shift)\+)*)(.+)$/s.exec(key);
  const modifiers = parts?.[1] ?? '';
  const plain = parts?.[2] ?? key;
  const cap = caps[plain] ?? (/^\p{Ll}$/u.test(plain) ? plain.toUpperCase() : plain);
  return modifiers.replaceAll('+', ' ') + cap;
}

/** The one cap for a button: of the first key, or of both arrows where they go together. */
export function capFor(keys: readonly string[]): string {
  const [first, second] = keys;
  if (first === undefined) return '';
  const isPair = second !== undefined && first.startsWith('Arrow') && second.startsWith('Arrow');
  return isPair ? `${capOf(first)} ${capOf(second)}` : capOf(first);
}
