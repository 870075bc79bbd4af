// What a scale, a display or a scanner shows while it is tried: its weight, what it read, or what is wrong and what to do
// about it. Keeps nothing.
import { isReal } from '#contract/device.ts';
import type { DeviceTried } from '#contract/device-try.ts';
import { formatQuantity } from '#contract/quantity.ts';
import type { Words } from '#contract/words/index.ts';
import type { BesidePanel } from '#screen/state/device-panels.ts';
import { isTried } from '#screen/verbs/beside-set-up.ts';
import { triedWords } from '#screen/verbs/scanner.ts';
import { useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { FormPart } from './FormField.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';

interface Said {
  /** For journeys: what the words are about. */
  about: 'over' | 'opening' | 'trouble' | 'waiting' | 'shown';
  text: string;
}

function troubleSaid(all: Words, { role, trouble }: DeviceTried): string | null {
  const words = all.besideSetUp;
  if (trouble === null) return null;
  if (role === 'scale' && trouble === 'config') return words.notUnderstood;
  if (trouble === 'offline') return words.silent[role];
  const said = { trouble: all.trouble.deviceTrouble[trouble], fix: all.trouble.deviceFix[trouble] };
  return all.deviceSetUp.because(said);
}

function weightSaid(all: Words, { reading }: DeviceTried): string | null {
  if (reading === null) return null;
  if (reading.limit !== undefined) return all.counter.scaleLimit[reading.limit];
  // Thousandths of a kilogram are grams.
  const weight = formatQuantity(reading.grams);
  return reading.isStable ? all.devices.weight.stable({ weight }) : all.devices.weight.moving({ weight });
}

function scanSaid(all: Words, { read, misread }: DeviceTried): string | null {
  if (misread !== null) return all.scan[misread];
  if (read === null) return null;
  const { code, source, symbology, end } = read;
  return triedWords(all, { code, how: { source, isTyped: false, symbology, end, msPerChar: null } });
}

function liveSaid(all: Words, live: DeviceTried): Said {
  const words = all.besideSetUp;
  const { role, state, isOver } = live;
  const trouble = troubleSaid(all, live);
  if (isOver) return { about: 'over', text: words.over };
  if (trouble !== null) return { about: 'trouble', text: trouble };
  // The first weight may be there before a word of how the scale stands.
  const shown =
    role === 'scale' ? weightSaid(all, live) : role === 'scanner' ? scanSaid(all, live) : words.shown;
  if (state === 'absent') return { about: 'opening', text: words.opening };
  return shown === null ? { about: 'waiting', text: words.waiting[role] } : { about: 'shown', text: shown };
}

function saidOf(all: Words, { isStarting, live }: BesidePanel): Said | null {
  if (isStarting && live === null) return { about: 'opening', text: all.besideSetUp.opening };
  return live === null ? null : liveSaid(all, live);
}

const icons: Readonly<Record<Said['about'], IconName>> = {
  over: 'info',
  opening: 'info',
  waiting: 'info',
  trouble: 'warning',
  shown: 'ready',
};

/** A scan that came as keys: that scanner works without being connected. */
export function TypedScan({ panel }: { panel: BesidePanel }) {
  const all = useWords();
  const { typed } = panel;
  if (typed === null) return null;
  return (
    <p className="triedWords" role="status" data-about="typed">
      <Icon name="info" />
      <span>
        {triedWords(all, typed)} {all.besideSetUp.typed}
      </span>
    </p>
  );
}

export function BesideLive({ panel }: { panel: BesidePanel }) {
  const all = useWords();
  const words = all.besideSetUp;
  const { role } = panel;
  const said = saidOf(all, panel);
  const isOn = isTried(panel);
  // A simulated counter has no port that could be the same one, and goes on.
  const rests = useTill(({ devices }) => devices.some(isReal));
  return (
    <FormPart title={words.try[role]}>
      <div className="row">
        <ActionButton action="besideSetUp.test">{isOn ? words.stop : all.devices.test}</ActionButton>
      </div>
      {said !== null && (
        <p className="triedWords" role="status" data-about={said.about}>
          <Icon name={icons[said.about]} />
          <span>{said.text}</span>
        </p>
      )}
      {role === 'display' && said?.about === 'shown' && <p>{words.shownNot}</p>}
      <TypedScan panel={panel} />
      {rests && <p className="aside">{words.paused}</p>}
    </FormPart>
  );
}
