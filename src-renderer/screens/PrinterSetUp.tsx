// Connecting the receipt printer, in steps: where it is, whether anything may be sent there, what it is, and what its test page
// showed. Nothing is kept before the last button.
import { useEffect, useRef } from 'react';
import { profileNames } from '#contract/printer-profile.ts';
import type { CharsetName, ProfileName } from '#contract/printer-profile.ts';
import { nameOfPlace } from '#contract/device-setting.ts';
import type { FoundPlace } from '#contract/device-setting.ts';
import { TEST_SAMPLES } from '#contract/test-sample.ts';
import type { Words } from '#contract/words/index.ts';
import type { PrinterPanel, Tried } from '#screen/state/device-panels.ts';
import { chosenPrinter, foundNow, placeOf, printerPanel, writeDraft } from '#screen/verbs/printer-set-up.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Chip, Chips, FormField, FormPart } from '#screen/components/FormField.tsx';
import { PlaceRow, PortQuestion } from '#screen/components/FoundPlaces.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** Models are called the same in every language. */
const models: Partial<Record<ProfileName, string>> = {
  'epson-tm-t20': 'Epson TM-T20',
  'epson-tm-t88': 'Epson TM-T88',
};

function profileWord(words: Words['deviceSetUp'], name: ProfileName): string {
  const said: Partial<Record<ProfileName, string>> = words.profiles;
  return models[name] ?? said[name] ?? name;
}

/** The columns that printers are made with; more are config.json's business. */
const columnsOffered = [32, 42, 48] as const;
const speeds = [9600, 19_200, 38_400, 115_200] as const;

function Found({ found, at, isChosen }: { found: FoundPlace; at: number; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords().deviceSetUp;
  return (
    <PlaceRow
      kind={found.kind}
      label={found.label}
      isPicked={isChosen}
      onPick={() => writeDraft(till, { way: { kind: 'found', at } })}
    >
      <span>{words.kinds[found.kind]}</span>
    </PlaceRow>
  );
}

function Place({ panel }: { panel: PrinterPanel }) {
  const { till } = useCounter();
  const words = useWords().deviceSetUp;
  const isSetUp = useTill((state) => chosenPrinter(state) !== null);
  const { found, draft } = panel;
  return (
    <>
      <p className="aside">{words.findHint}</p>
      <div className="formBody">
        <FormPart title={words.found}>
          {found === null && <p role="status">{words.finding}</p>}
          {found?.length === 0 && <p>{words.nothingFound}</p>}
          <ul className="foundPlaces">
            {found?.map((one, at) => (
              <Found
                key={JSON.stringify(one.place)}
                found={one}
                at={at}
                isChosen={draft.way.kind === 'found' && draft.way.at === at}
              />
            ))}
          </ul>
        </FormPart>
        <div className="formFields">
          <FormField
            name="address"
            label={words.network}
            value={draft.address}
            hint={words.networkHint}
            most={200}
            onWrite={(address) => writeDraft(till, { address, way: { kind: 'tcp' } })}
          />
          <FormField
            name="queue"
            label={words.windows}
            value={draft.queue}
            most={200}
            onWrite={(queue) => writeDraft(till, { queue, way: { kind: 'spooler' } })}
          />
        </div>
      </div>
      <div className="row isEnd">
        <ActionButton action="printerSetUp.back" />
        {isSetUp && <ActionButton action="printerSetUp.forget" />}
        <ActionButton action="printerSetUp.again" />
        <ActionButton action="printerSetUp.onward" className="button isMain" />
      </div>
    </>
  );
}

function Agree({ panel }: { panel: PrinterPanel }) {
  const words = useWords().deviceSetUp;
  return (
    <PortQuestion
      ask={words.agreeAsk({ label: foundNow(panel)?.label ?? '' })}
      look={words.agreeLook}
      yes={words.yes}
      back="printerSetUp.back"
      onward="printerSetUp.onward"
    />
  );
}

/** What it is: each choice as its model has it, until somebody says otherwise. */
function Kind({ panel }: { panel: PrinterPanel }) {
  const { till } = useCounter();
  const words = useWords().deviceSetUp;
  const { draft } = panel;
  const isSerial = placeOf(panel)?.kind === 'serial';
  return (
    <FormPart title={words.kind}>
      <Chips label={words.profile}>
        {profileNames.map((name) => (
          <Chip
            key={name}
            name={name}
            isOn={draft.profile === name}
            onPick={() => writeDraft(till, { profile: name, columns: null, cutter: null, charset: null })}
          >
            {profileWord(words, name)}
          </Chip>
        ))}
      </Chips>
      <div className="formFields">
        <Chips label={words.columns}>
          {[null, ...columnsOffered].map((columns) => (
            <Chip
              key={columns}
              name={String(columns)}
              isOn={draft.columns === columns}
              onPick={() => writeDraft(till, { columns })}
            >
              {columns ?? words.asKind}
            </Chip>
          ))}
        </Chips>
        <Chips label={words.cutter}>
          {([null, 'partial', 'none'] as const).map((cutter) => (
            <Chip
              key={cutter}
              name={String(cutter)}
              isOn={draft.cutter === cutter}
              onPick={() => writeDraft(till, { cutter })}
            >
              {cutter === null ? words.asKind : words.cutters[cutter]}
            </Chip>
          ))}
        </Chips>
        {isSerial && (
          <Chips label={words.speed}>
            {speeds.map((baudRate) => (
              <Chip
                key={baudRate}
                name={String(baudRate)}
                isOn={draft.baudRate === baudRate}
                onPick={() => writeDraft(till, { baudRate })}
              >
                {baudRate}
              </Chip>
            ))}
          </Chips>
        )}
      </div>
    </FormPart>
  );
}

function Outcome({ tried }: { tried: Tried }) {
  const words = useWords();
  const { outcome, trouble } = tried;
  const because =
    trouble === null
      ? ''
      : words.deviceSetUp.because({
          trouble: words.trouble.deviceTrouble[trouble],
          fix: words.trouble.deviceFix[trouble],
        });
  return (
    <p className="triedWords" role="status" data-outcome={outcome}>
      <Icon name={outcome === 'printed' ? 'ready' : outcome === 'unconfirmed' ? 'info' : 'warning'} />
      {words.deviceSetUp.outcomes[outcome]} {because}
    </p>
  );
}

/** The lines of the test page as they look where they are right. */
function Lines({ chosen }: { chosen: CharsetName | null }) {
  const { till } = useCounter();
  const words = useWords().deviceSetUp;
  const element = useRef<HTMLDivElement>(null);
  // They come below the fold of a small screen, while whoever tries looks at the paper.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to end an effect.
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={element} className="formChips" role="group" aria-label={words.whichLine}>
      <span className="formLabel">{words.whichLine}</span>
      <p className="aside">{words.whichHint}</p>
      <div className="sampleLines">
        {TEST_SAMPLES.map(([charset, text]) => (
          <button
            key={charset}
            type="button"
            className="sampleLine"
            data-value={charset}
            aria-pressed={chosen === charset}
            translate="no"
            onMouseDown={keepFocus}
            onClick={() => writeDraft(till, { charset })}
          >
            <span>{charset}</span>
            <span>{text}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

function TestPage({ panel }: { panel: PrinterPanel }) {
  const words = useWords().deviceSetUp;
  const { tried, isTrying, draft } = panel;
  const isOut = tried !== null && tried.outcome !== 'notStarted';
  return (
    <FormPart title={words.test}>
      <div className="row">
        <ActionButton action="printerSetUp.test">{tried === null ? words.test : words.again}</ActionButton>
        {isTrying && <p role="status">{words.trying}</p>}
      </div>
      {tried !== null && <Outcome tried={tried} />}
      {isOut && <p>{words.ruler}</p>}
      {isOut && <Lines chosen={draft.charset} />}
    </FormPart>
  );
}

function What({ panel }: { panel: PrinterPanel }) {
  const words = useWords().deviceSetUp;
  const place = placeOf(panel);
  return (
    <>
      {place !== null && <p className="aside">{words.at({ place: nameOfPlace(place) })}</p>}
      <div className="formBody">
        <Kind panel={panel} />
        <TestPage panel={panel} />
      </div>
      <div className="row isEnd">
        <ActionButton action="printerSetUp.back" />
        <ActionButton action="printerSetUp.onward" className="button isMain">
          {words.keep}
        </ActionButton>
      </div>
    </>
  );
}

const steps = { place: Place, agree: Agree, kind: What };

export function PrinterSetUp() {
  const words = useWords().deviceSetUp;
  const panel = useTill(printerPanel);
  if (panel === null) return null;
  const Step = steps[panel.step];
  const isQuestion = panel.step === 'agree';
  return (
    <Panel
      title={isQuestion ? words.agree : words.title[panel.role]}
      className={isQuestion ? '' : 'isTall isShop'}
    >
      <Step panel={panel} />
    </Panel>
  );
}
