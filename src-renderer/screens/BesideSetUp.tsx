// Connecting a scale, a pole display or a scanner, in steps: where it is, whether anything may be sent there, what it is, and
// what it shows while it is tried. Nothing is kept before the last button.
import { isReal } from '#contract/device.ts';
import { nameOfScanner } from '#contract/device-setting.ts';
import type { FoundBeside } from '#contract/device-try.ts';
import type { BesidePanel } from '#screen/state/device-panels.ts';
import {
  besidePanel,
  besidePlaceOf,
  chosenScanners,
  foundBesideNow,
  isChosen,
  pickScanner,
  writeBeside,
} from '#screen/verbs/beside-set-up.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { BesideKind } from '#screen/components/BesideKind.tsx';
import { BesideLive, TypedScan } from '#screen/components/BesideLive.tsx';
import { FormField, FormPart } from '#screen/components/FormField.tsx';
import { PlaceRow, PortQuestion } from '#screen/components/FoundPlaces.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** Names of ports, the same in every language. */
const PORT_HINT = '/dev/ttyS0, COM1';

function Found({ panel, one, at }: { panel: BesidePanel; one: FoundBeside; at: number }) {
  const { till } = useCounter();
  const words = useWords().besideSetUp;
  const { way } = panel.draft;
  return (
    <PlaceRow
      kind={one.kind}
      label={one.label}
      isPicked={way.kind === 'found' && way.at === at}
      onPick={() => writeBeside(till, { way: { kind: 'found', at } })}
    >
      <span>{words.kinds[one.kind]}</span>
    </PlaceRow>
  );
}

/** One that config.json names is not among the chosen ones. */
function Replaces({ panel }: { panel: BesidePanel }) {
  const words = useWords().besideSetUp;
  const isReplaced = useTill(
    (state) =>
      panel.role === 'scanner' &&
      !isChosen(state, 'scanner') &&
      state.devices.some((device) => device.role === 'scanner' && isReal(device)),
  );
  return isReplaced ? <p className="aside">{words.replaces}</p> : null;
}

function Place({ panel }: { panel: BesidePanel }) {
  const { till } = useCounter();
  const all = useWords();
  const words = all.besideSetUp;
  const { role, found, draft } = panel;
  const mayForget = useTill((state) => role !== 'scanner' && isChosen(state, role));
  return (
    <>
      <p className="aside">{words.hint[role]}</p>
      <Replaces panel={panel} />
      <TypedScan panel={panel} />
      <div className="formBody">
        <FormPart title={all.deviceSetUp.found}>
          {found === null && <p role="status">{all.deviceSetUp.finding}</p>}
          {found?.length === 0 && <p>{words.nothingFound}</p>}
          <ul className="foundPlaces">
            {found?.map((one, at) => (
              <Found key={JSON.stringify(one.place)} panel={panel} one={one} at={at} />
            ))}
          </ul>
        </FormPart>
        <FormField
          name="port"
          label={words.port}
          value={draft.port}
          hint={PORT_HINT}
          most={200}
          onWrite={(port) => writeBeside(till, { port, way: { kind: 'port' } })}
        />
      </div>
      <div className="row isEnd">
        <ActionButton action="besideSetUp.back" />
        {mayForget && <ActionButton action="besideSetUp.forget">{words.forget[role]}</ActionButton>}
        <ActionButton action="besideSetUp.again" />
        <ActionButton action="besideSetUp.onward" className="button isMain" />
      </div>
    </>
  );
}

/** The scanners that were chosen here. */
function Chosen({ panel }: { panel: BesidePanel }) {
  const { till } = useCounter();
  const words = useWords().besideSetUp;
  const scanners = useTill(chosenScanners) ?? [];
  return (
    <>
      <p className="aside">{words.listHint}</p>
      <TypedScan panel={panel} />
      <div className="formBody">
        <FormPart title={words.chosen}>
          {scanners.length === 0 && <p>{words.noneChosen}</p>}
          <ul className="foundPlaces">
            {scanners.map((scanner, at) => (
              <PlaceRow
                key={nameOfScanner(scanner)}
                label={nameOfScanner(scanner)}
                isPicked={panel.at === at}
                onPick={() => pickScanner(till, at)}
              >
                {scanner.name !== undefined && (
                  <span translate="no">{nameOfScanner({ place: scanner.place })}</span>
                )}
              </PlaceRow>
            ))}
          </ul>
        </FormPart>
      </div>
      <div className="row isEnd">
        <ActionButton action="besideSetUp.back" />
        <ActionButton action="besideSetUp.forget">{words.forget.scanner}</ActionButton>
        <ActionButton action="besideSetUp.takeOut" />
        <ActionButton action="besideSetUp.onward" className="button isMain">
          {words.another}
        </ActionButton>
      </div>
    </>
  );
}

function Agree({ panel }: { panel: BesidePanel }) {
  const words = useWords().besideSetUp;
  const label = foundBesideNow(panel)?.label ?? panel.draft.port.trim();
  return (
    <PortQuestion
      ask={words.agreeAsk({ label })}
      look={words.agreeLook}
      yes={words.yes}
      back="besideSetUp.back"
      onward="besideSetUp.onward"
    />
  );
}

function What({ panel }: { panel: BesidePanel }) {
  const words = useWords().besideSetUp;
  const place = besidePlaceOf(panel);
  return (
    <>
      {place !== null && <p className="aside">{words.at({ place: nameOfScanner({ place }) })}</p>}
      <div className="formBody">
        <BesideKind panel={panel} />
        <BesideLive panel={panel} />
      </div>
      <div className="row isEnd">
        <ActionButton action="besideSetUp.back" />
        <ActionButton action="besideSetUp.onward" className="button isMain">
          {words.keep[panel.role]}
        </ActionButton>
      </div>
    </>
  );
}

const steps = { list: Chosen, place: Place, agree: Agree, kind: What };

export function BesideSetUp() {
  const words = useWords().besideSetUp;
  const panel = useTill(besidePanel);
  if (panel === null) return null;
  const { role, step } = panel;
  const Step = steps[step];
  const isQuestion = step === 'agree';
  return (
    <Panel
      title={isQuestion ? words.agree[role] : words.title[role]}
      className={isQuestion ? '' : 'isTall isShop'}
    >
      <Step panel={panel} />
    </Panel>
  );
}
