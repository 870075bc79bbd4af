// The scale of the demonstration counter: a few loads to lay on it, and its own display.
import { formatQuantity } from '#contract/quantity.ts';
import type { ScaleReading } from '#contract/device.ts';
import { useCounter, useWords } from '#screen/state/context.tsx';
import { layOnScale } from '#screen/verbs/demo.ts';

const LOADS_GRAMS = [250, 842, 1500];

/** A scale shows every gram it can tell, also the noughts at the end. */
const display = (grams: number): string => (grams / 1000).toFixed(3);

export function DemoScale({ reading }: { reading: ScaleReading }) {
  const { till } = useCounter();
  const words = useWords().demo;
  const standing = !reading.isStable ? words.settling : reading.isTaken ? words.taken : words.stable;
  return (
    <section aria-label={words.scale}>
      <div className="demoReading" data-stable={reading.isStable}>
        <h3>{words.scale}</h3>
        <strong className="figure" translate="no">
          {words.kilograms({ weight: display(reading.grams) })}
        </strong>
        <span>{standing}</span>
      </div>
      <div className="demoRow">
        {LOADS_GRAMS.map((grams) => {
          const weight = formatQuantity(grams);
          return (
            <button
              key={grams}
              type="button"
              className="button"
              data-grams={grams}
              aria-label={words.lay({ weight })}
              onClick={() => void layOnScale(till, grams)}
            >
              {weight}
            </button>
          );
        })}
        <button
          type="button"
          className="button"
          data-grams={0}
          disabled={reading.grams === 0}
          onClick={() => void layOnScale(till, 0)}
        >
          {words.takeOff}
        </button>
      </div>
    </section>
  );
}
