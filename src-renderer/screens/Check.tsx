// The first step of the close: what is still open and how the devices are. Information, of which only an open sale stands
// in the way.
import type { ReactNode } from 'react';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { deviceWords } from '#screen/components/DevicePills.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import type { IconName } from '#screen/components/Icon.tsx';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';
import { Stepper } from '#screen/components/Stepper.tsx';

type Weight = 'good' | 'look' | 'stop' | 'info';

const marks: Record<Weight, IconName> = { good: 'ready', look: 'warning', stop: 'no', info: 'info' };
const looks: Record<Weight, string> = { good: 'isGood', look: 'isWarning', stop: 'isStop', info: 'isInfo' };

function Row({ weight, children }: { weight: Weight; children: ReactNode }) {
  return (
    <li className={`checkRow ${looks[weight]}`}>
      <Icon name={marks[weight]} />
      {children}
    </li>
  );
}

function OpenSale() {
  const words = useWords().screen;
  const { money } = useFormats();
  const sale = useTill((state) => state.sale?.sale ?? null);
  if (sale === null) return <Row weight="good">{words.checkNoSale}</Row>;
  const said = { lines: words.lines({ count: sale.lineCount }), total: money(sale.total) };
  return <Row weight="stop">{words.checkSaleOpen(said)}</Row>;
}

function ParkedSales() {
  const words = useWords().screen;
  const { money, time } = useFormats();
  const parked = useTill((state) => (state.place.name === 'check' ? state.place.parked : null));
  if (parked === null) return <Row weight="info">{words.computing}</Row>;
  if (parked.length === 0) return <Row weight="good">{words.parkedNone}</Row>;
  return (
    <Row weight="look">
      <div className="checkParked">
        <p>{words.checkParked({ count: parked.length })}</p>
        <ul>
          {parked.map((sale) => (
            <li key={sale.saleId} translate="no">
              <span>
                {sale.label ?? words.parkedBy({ name: sale.cashierName, time: time(sale.parkedAt) })}
              </span>
              <strong className="figure">{money(sale.total)}</strong>
            </li>
          ))}
        </ul>
      </div>
    </Row>
  );
}

function DeviceRows() {
  const words = useWords();
  const devices = useTill((state) => state.devices);
  if (devices.length === 0) return <Row weight="info">{words.screen.checkNoDevices}</Row>;
  return devices.map((device) => {
    const { role, state, trouble } = device;
    const needsLook = trouble !== null || state === 'attention' || state === 'absent';
    const ready = { role: words.trouble.role[role], words: words.trouble.deviceState[state] };
    return (
      <Row key={role} weight={needsLook ? 'look' : 'good'}>
        {needsLook ? deviceWords(words.trouble, device) : words.trouble.device(ready)}
      </Row>
    );
  });
}

function CountBegun() {
  const words = useWords().screen;
  const { money } = useFormats();
  const told = useTill((state) => (state.place.name === 'check' ? state.place.told : null));
  if (told === null || told.counted === 0) return null;
  return <Row weight="info">{words.checkCountBegun({ amount: money(told.counted) })}</Row>;
}

export function Check() {
  const words = useWords().screen;
  const isPanelOpen = useTill((state) => state.panel !== null);
  return (
    <div className="close">
      <Stepper at="check" />
      <div className="checkBody" tabIndex={0} role="region" aria-label={words.checkTitle}>
        <h1>{words.checkTitle}</h1>
        <p>{words.checkHint}</p>
        <ul className="checkRows">
          <OpenSale />
          <ParkedSales />
          <DeviceRows />
          <CountBegun />
        </ul>
      </div>
      {!isPanelOpen && <NoticeBar />}
      <div className="closeFoot">
        <ActionButton action="check.back" />
        <ActionButton action="check.park" />
        <ActionButton action="check.next" className="button isMain" />
      </div>
    </div>
  );
}
