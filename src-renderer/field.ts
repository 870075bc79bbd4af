// What has the focus, and how a text field is put back to what it held before a scan was typed into it. Knows the DOM,
// nothing of the till.

/** What the key router asks about the focus; a test answers in the page's stead. */
export interface Focus {
  focusedField: () => unknown;
  isFocusedByKey: () => boolean;
  leaveFocus: () => void;
  rememberField: () => () => void;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Inputs in which nothing is written. */
const unwritten = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

/**
 * The text field that has the focus; a list to choose from counts, since letters choose in it. A field marked with
 * `inputmode="none"` is written by our keypad and the counter's keys, never by the page.
 */
export function focusedField(): Field | HTMLSelectElement | null {
  const element = document.activeElement;
  if (element instanceof HTMLSelectElement) return element;
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null;
  return element.inputMode === 'none' || unwritten.has(element.type) ? null : element;
}

const controls =
  'button, a, summary, [role=button], [role=tab], [role=switch], [type=checkbox], [type=radio], [type=file]';

/** A control that was reached with the keyboard shows its ring; one that was clicked never takes the focus. */
export function isFocusedByKey(): boolean {
  const element = document.activeElement;
  return element instanceof HTMLElement && element.matches(controls) && element.matches(':focus-visible');
}

export function leaveFocus(): void {
  if (isFocusedByKey()) (document.activeElement as HTMLElement).blur();
}

/** React sees a change of its fields only when the browser's own setter is used and the field says so. */
function setValue(field: Field, value: string): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  const own = Object.getOwnPropertyDescriptor(kind.prototype, 'value');
  own?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Remembers the focused field's text; answers how to put it back. */
export function rememberField(): () => void {
  const field = focusedField();
  if (field === null || field instanceof HTMLSelectElement) return () => {};
  const { value, selectionStart, selectionEnd } = field;
  return () => {
    if (!field.isConnected || field.value === value) return;
    setValue(field, value);
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
  };
}

export const pageFocus: Focus = { focusedField, isFocusedByKey, leaveFocus, rememberField };
