// What a scale, a pole display or a scanner is: its protocol in the names that stand on the device, the speed of its line, and
// what its figures mean where it does not say that itself.
import type { ReactNode } from 'react';
import { displayProtocol } from '#contract/display-setting.ts';
import type { DisplayProtocol } from '#contract/display-setting.ts';
import { isAskedScale, scaleProtocol, weightUnit } from '#contract/scale-setting.ts';
import type { ScaleProtocol } from '#contract/scale-setting.ts';
import type { BesidePanel } from '#screen/state/device-panels.ts';
import { besidePlaceOf, writeBeside } from '#screen/verbs/beside-set-up.ts';
import { useCounter, useWords } from '#screen/state/context.tsx';
import { Chip, Chips, FormField, FormPart } from './FormField.tsx';

/** Makers and models are called the same in every language. */
const scales: Readonly<Record<ScaleProtocol, string>> = {
  toledo: 'Mettler Toledo 8217',
  nci: 'NCI, Weigh-Tronix',
  cas: 'CAS, A&D',
  aclas: 'ACLAS',
};
const displays: Readonly<Record<DisplayProtocol, string>> = {
  cd5220: 'CD5220',
  escpos: 'Epson DM-D',
  led8: 'LED8',
};

/** Those that such devices are sold with. */
const speeds = {
  scale: [2400, 4800, 9600, 19_200],
  display: [2400, 4800, 9600, 19_200],
  scanner: [9600, 19_200, 38_400, 115_200],
} as const;
const places = [1, 2, 3] as const;
/** The pages that such displays are sold with; more are config.json's business. */
const pages = ['cp437', 'cp850', 'cp858', 'cp866', 'cp1252'] as const;

interface OneOfProps<T extends string | number> {
  label: string;
  values: readonly (T | null)[];
  now: T | null;
  /** What is picked where nothing is said. */
  usual?: string;
  onPick: (value: T | null) => void;
  children?: (value: T) => ReactNode;
}

function OneOf<T extends string | number>({ label, values, now, usual, onPick, children }: OneOfProps<T>) {
  const words = useWords().deviceSetUp;
  return (
    <Chips label={label}>
      {values.map((value) => (
        <Chip key={value} name={String(value)} isOn={now === value} onPick={() => onPick(value)}>
          {value === null ? (usual ?? words.asKind) : (children?.(value) ?? value)}
        </Chip>
      ))}
    </Chips>
  );
}

function Speed({ panel }: { panel: BesidePanel }) {
  const { till } = useCounter();
  const words = useWords().besideSetUp;
  return (
    <OneOf<number>
      label={words.speed}
      values={[null, ...speeds[panel.role]]}
      now={panel.draft.baudRate}
      onPick={(baudRate) => writeBeside(till, { baudRate })}
    />
  );
}

function ScaleKind({ panel }: { panel: BesidePanel }) {
  const { till } = useCounter();
  const words = useWords().besideSetUp;
  const { draft } = panel;
  return (
    <>
      <div className="kindChips" role="group" aria-label={words.kind.scale}>
        {scaleProtocol.options.map((protocol) => (
          <Chip
            key={protocol}
            name={protocol}
            isOn={draft.scale === protocol}
            onPick={() =>
              writeBeside(till, { scale: protocol, baudRate: null, frame: null, unit: null, decimals: null })
            }
          >
            <strong translate="no">{scales[protocol]}</strong>{' '}
            <span>{isAskedScale(protocol) ? words.asks : words.speaks}</span>
          </Chip>
        ))}
      </div>
      <Speed panel={panel} />
      <div className="formFields">
        {/* All others say it themselves. */}
        {draft.scale === 'toledo' && (
          <OneOf
            label={words.unit}
            values={weightUnit.options}
            now={draft.unit ?? 'kg'}
            onPick={(unit) => writeBeside(till, { unit })}
          />
        )}
        <OneOf<number>
          label={words.decimals}
          values={[null, ...places]}
          now={draft.decimals}
          onPick={(decimals) => writeBeside(till, { decimals })}
        />
      </div>
    </>
  );
}

function DisplayKind({ panel }: { panel: BesidePanel }) {
  const { till } = useCounter();
  const words = useWords().besideSetUp;
  const { draft } = panel;
  return (
    <>
      <div className="kindChips" role="group" aria-label={words.kind.display}>
        {displayProtocol.options.map((protocol) => (
          <Chip
            key={protocol}
            name={protocol}
            isOn={draft.display === protocol}
            onPick={() =>
              writeBeside(till, { display: protocol, baudRate: null, frame: null, charset: null })
            }
          >
            <strong translate="no">{displays[protocol]}</strong>{' '}
            <span>{protocol === 'led8' ? words.digits : words.twoLines}</span>
          </Chip>
        ))}
      </div>
      <Speed panel={panel} />
      {draft.display !== 'led8' && (
        <OneOf
          label={words.letters}
          values={[null, ...pages]}
          now={draft.charset}
          usual={words.plain}
          onPick={(charset) => writeBeside(till, { charset })}
        />
      )}
    </>
  );
}

function ScannerKind({ panel }: { panel: BesidePanel }) {
  const { till } = useCounter();
  const words = useWords().besideSetUp;
  return (
    <>
      <FormField
        name="scannerName"
        label={words.name}
        value={panel.draft.name}
        most={40}
        onWrite={(name) => writeBeside(till, { name })}
      />
      {besidePlaceOf(panel)?.kind === 'serial' && <Speed panel={panel} />}
    </>
  );
}

const kinds = { scale: ScaleKind, display: DisplayKind, scanner: ScannerKind };

export function BesideKind({ panel }: { panel: BesidePanel }) {
  const words = useWords().besideSetUp;
  const Kind = kinds[panel.role];
  return (
    <FormPart title={words.kind[panel.role]}>
      <Kind panel={panel} />
    </FormPart>
  );
}
