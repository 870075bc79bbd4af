// What the forms of the settings are made of: a field with its name above it, a group of chips of which one or several hold, a
// chip that can be taken out. Each says what it holds; none keeps anything.
import type { ReactNode } from 'react';
import { keepFocus } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

interface FieldProps {
  /** For journeys, and to tell fields apart: `percent`. */
  name: string;
  label: string;
  value: string;
  onWrite: (value: string) => void;
  most?: number;
  hint?: string;
  /** Figures: narrow, and a number pad where the machine has one on its screen. */
  isFigure?: boolean;
  isFirst?: boolean;
  /** It comes while the panel lies open, and what is typed next belongs in it. */
  takesFocus?: boolean;
  /** A unit after the field, as a finished text. */
  unit?: string;
}

export function FormField({
  name,
  label,
  value,
  onWrite,
  most = 120,
  hint,
  isFigure,
  isFirst,
  takesFocus,
  unit,
}: FieldProps) {
  return (
    <label className={isFigure === true ? 'field formField isFigure' : 'field formField'}>
      <span>{label}</span>
      <span className="formInput">
        <input
          {...(isFirst === true ? { 'data-first-focus': true } : {})}
          autoFocus={takesFocus === true}
          name={name}
          value={value}
          maxLength={most}
          placeholder={hint}
          autoComplete="off"
          inputMode={isFigure === true ? 'decimal' : undefined}
          onChange={(event) => onWrite(event.target.value)}
        />
        {unit !== undefined && (
          <span className="formUnit" aria-hidden="true">
            {unit}
          </span>
        )}
      </span>
    </label>
  );
}

interface ChipProps {
  name: string;
  isOn: boolean;
  onPick: () => void;
  children: ReactNode;
  /** Only for finger and mouse: the keyboard has another way to the same. */
  isSkipped?: boolean;
}

export function Chip({ name, isOn, onPick, children, isSkipped }: ChipProps) {
  return (
    <button
      type="button"
      className="chip"
      data-value={name}
      aria-pressed={isOn}
      tabIndex={isSkipped === true ? -1 : undefined}
      onMouseDown={keepFocus}
      onClick={onPick}
    >
      {children}
    </button>
  );
}

export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="formChips" role="group" aria-label={label}>
      <span className="formLabel">{label}</span>
      <div className="row">{children}</div>
    </div>
  );
}

/** Something that was added, with the way to take it out again. */
export function Taken({ name, remove, onRemove }: { name: string; remove: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className="chip taken"
      aria-label={remove}
      onMouseDown={keepFocus}
      onClick={onRemove}
    >
      <span translate="no">{name}</span>
      <Icon name="no" />
    </button>
  );
}

export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="formPart" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
