// Learning the drawer, in steps: the pin that opens it, then its sensor by one look at the shut drawer and one at the open one.
// Says honestly where there is no sensor.
import type { DrawerPanel } from '#screen/state/device-panels.ts';
import { drawerPanel, printerAway } from '#screen/verbs/drawer-set-up.ts';
import { useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { deviceWords } from '#screen/components/DevicePills.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';

/** A drawer whose printer is away cannot be learnt. */
function PrinterAway() {
  const words = useWords();
  const printer = useTill(printerAway);
  if (printer === null) return null;
  return (
    <p className="caution" role="status">
      <Icon name="warning" />
      {words.deviceSetUp.behindPrinter({ trouble: deviceWords(words.trouble, printer) })}
    </p>
  );
}

function Pin({ panel }: { panel: DrawerPanel }) {
  const words = useWords().deviceSetUp;
  return (
    <>
      <p>{words.pinHint}</p>
      <div className="row">
        <ActionButton action="drawerSetUp.pin2" />
        <ActionButton action="drawerSetUp.pin5" />
      </div>
      {panel.wasTried && <p role="status">{words.pinTried({ pin: panel.pin })}</p>}
    </>
  );
}

function Learnt({ panel }: { panel: DrawerPanel }) {
  const words = useWords().deviceSetUp;
  const said = panel.sensor !== null ? words.learnt : panel.isSilent ? words.silent : words.noSensor;
  return (
    <p className="triedWords" role="status" data-sensor={panel.sensor ?? 'none'}>
      <Icon name={panel.sensor === null ? 'info' : 'ready'} />
      {said}
    </p>
  );
}

export function DrawerSetUp() {
  const words = useWords().deviceSetUp;
  const panel = useTill(drawerPanel);
  if (panel === null) return null;
  const { step } = panel;
  const onward = { pin: words.pinGoOn, shut: words.shutGoOn, open: words.openGoOn, done: words.done }[step];
  return (
    <Panel title={words.drawer}>
      <div className="drawerStep" data-step={step}>
        <PrinterAway />
        {step === 'pin' && <Pin panel={panel} />}
        {step === 'shut' && <p>{words.shutHint}</p>}
        {step === 'open' && <p>{words.openHint}</p>}
        {step === 'done' && <Learnt panel={panel} />}
      </div>
      <div className="row isEnd">
        <ActionButton action="drawerSetUp.back" />
        <ActionButton action="drawerSetUp.onward" className="button isMain">
          {onward}
        </ActionButton>
      </div>
    </Panel>
  );
}
