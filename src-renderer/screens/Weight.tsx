// The weight of an article that is sold by it: what the scale shows, taken by itself as soon as it stands still, or typed.
import type { ScaleReading } from '#contract/device.ts';
import { formatQuantity } from '#contract/quantity.ts';
import { useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import type { Words } from '#contract/words/index.ts';

function scaleSays(words: Words, scale: ScaleReading | null, isAnswering: boolean): string {
  if (scale === null) return words.counter.scaleNone;
  if (!isAnswering) return words.counter.scaleSilent;
  if (scale.limit !== undefined) return words.counter.scaleLimit[scale.limit];
  if (!scale.isStable) return words.counter.scaleMoving;
  if (scale.grams === 0) return words.counter.scaleEmpty;
  return words.counter.scaleTaken;
}

/** Grams are thousandths of a kilogram, as quantities are. */
function Scale() {
  const words = useWords();
  const scale = useTill((state) => state.scale);
  const isAnswering = useTill(
    ({ devices }) => (devices.find(({ role }) => role === 'scale')?.state ?? 'ready') === 'ready',
  );
  return (
    <p className="scaleNow" role="status">
      <Icon name="scale" />
      {scale !== null && isAnswering && scale.limit === undefined && (
        <strong className="figure">
          {scale.grams === 0 ? '0' : formatQuantity(scale.grams)} {words.screen.kilograms}
        </strong>
      )}
      <span>{scaleSays(words, scale, isAnswering)}</span>
    </p>
  );
}

export function Weight() {
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const panel = useTill((state) => state.panel);
  const text = useTill((state) => state.entry.text);
  const item = panel?.name === 'weight' ? panel.item : null;
  return (
    <Panel title={item ? item.names[language] : words.weightTitle} className="isNarrow">
      <Scale />
      <div className="typedAmount" role="group" aria-label={words.weight}>
        <span className="typedLabel">{words.weight}</span>
        <span className="typedFigure">
          {text === '' ? '0' : text} {words.kilograms}
        </span>
      </div>
      <Keypad>
        <ActionButton action="weight.erase" className="key isWord" hasCap={false} />
        <ActionButton action="weight.close" className="key isWord" hasCap={false} />
      </Keypad>
      <ActionButton action="weight.enter" className="button isMain" />
    </Panel>
  );
}
