// The devices of this till: how each stands, what is wrong and what to do about it, a button to try the printer and one for
// the drawer. Shows what the till tells by itself; papers that somebody must look at are asked about here as well.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { DeviceRole, DeviceState, DeviceStatus } from '#contract/device.ts';
import { formatQuantity } from '#contract/quantity.ts';
import { triedWords } from '#screen/verbs/scanner.ts';
import { chooseDevice, deviceRows, lookAtQuestions, questionNow, roleOf } from '#screen/verbs/devices.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { deviceWords, needsLook } from '#screen/components/DevicePills.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import type { IconName } from '#screen/components/Icon.tsx';
import { may } from '#screen/verbs/shift.ts';
import { Panel } from '#screen/components/Panel.tsx';

const icons = {
  printer: 'printer',
  fallback: 'printer',
  drawer: 'drawer',
  scanner: 'scanner',
  scale: 'scale',
  display: 'display',
} as const;

/** What the last scan or the load says, while it is looked at. */
function Live({ role, id }: { role: DeviceRole; id: string | undefined }) {
  const all = useWords();
  const words = all.devices;
  const heard = useTill(({ panel }) => (panel?.name === 'devices' ? panel.heard : null));
  const scale = useTill((state) => state.scale);
  // Of several, the one that read it; one that types has no row of its own.
  const isOther = id !== undefined && heard !== null && !heard.how.isTyped && heard.how.source !== id;
  if (role === 'scanner' && isOther) return null;
  if (role === 'scanner' && heard !== null)
    return (
      <span className="deviceLive" role="status" translate="no">
        {triedWords(all, heard)}
      </span>
    );
  if (role !== 'scale' || scale === null) return null;
  // Thousandths of a kilogram are grams.
  const weight = formatQuantity(scale.grams);
  if (scale.limit !== undefined) {
    return <span className="deviceLive">{all.counter.scaleLimit[scale.limit]}</span>;
  }
  return (
    <span className="deviceLive">
      {scale.isStable ? words.weight.stable({ weight }) : words.weight.moving({ weight })}
    </span>
  );
}

/** The button beside a device, where trying it is more than looking at it. */
function TryButton({ role }: { role: DeviceRole }) {
  if (role === 'printer') return <ActionButton action="devices.printTest" />;
  return role === 'drawer' ? <ActionButton action="devices.openDrawer" /> : null;
}

interface RowProps {
  role: DeviceRole;
  id?: string | undefined;
  className?: string;
  state?: DeviceState;
  icon: IconName;
  title: string;
  remarks: readonly string[];
  children?: ReactNode;
}

function Row({ role, id, className = '', state, icon, title, remarks, children }: RowProps) {
  const { till } = useCounter();
  const element = useRef<HTMLLIElement>(null);
  const isChosen = useTill(({ panel }) => panel?.name === 'devices' && panel.chosen === role);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li
      ref={element}
      className={`deviceRow ${className}`}
      data-role={role}
      data-state={state}
      aria-current={isChosen}
      onClick={() => chooseDevice(till, role)}
    >
      <Icon name={icon} />
      <div className="deviceText">
        <strong>{title}</strong>
        {remarks.map((text) => (
          <span key={text}>{text}</span>
        ))}
        <Live role={role} id={id} />
      </div>
      {children}
    </li>
  );
}

const connections: Partial<Record<DeviceRole, string>> = {
  fallback: 'devices.connectFallback',
  scanner: 'devices.connectScanner',
  scale: 'devices.connectScale',
  display: 'devices.connectDisplay',
};

/** Connects what stands beside the printer; of several rows of one role the last has it. */
function ConnectButton({ role }: { role: DeviceRole }) {
  const action = connections[role];
  const isHere = useTill((state) => may(state, 'device.setUp'));
  return isHere && action !== undefined ? <ActionButton action={action} /> : null;
}

function Missing({ role }: { role: DeviceRole }) {
  const words = useWords();
  const missing: Partial<Record<DeviceRole, string>> = {
    // One that types is no device of its own, and works.
    scanner: words.devices.wedge,
    fallback: words.devices.whatFor,
  };
  return (
    <Row
      role={role}
      icon={icons[role]}
      title={words.trouble.device({ role: words.trouble.role[role], words: words.devices.none })}
      remarks={[missing[role] ?? words.devices.notHere]}
    >
      <div className="deviceWhat" />
      <ConnectButton role={role} />
    </Row>
  );
}

function Device({ device, isLast }: { device: DeviceStatus; isLast: boolean }) {
  const words = useWords();
  const { moment } = useFormats();
  const { role, trouble, state, model, isSimulated, isUntested } = device;
  const isWrong = needsLook(device) && trouble !== 'drawerOpen';
  const tests: Partial<Record<DeviceRole, string>> = words.devices.tests;
  const remarks = [
    // A drawer behind a printer that is away has its key; what to do is said at the printer.
    trouble === null || (role === 'drawer' && trouble === 'offline')
      ? null
      : words.trouble.deviceFix[trouble],
    isUntested === true ? words.devices.untested : null,
    isWrong ? null : (tests[role] ?? null),
  ].filter((text) => text !== null);
  return (
    <Row
      role={role}
      id={device.id}
      className={isWrong ? 'isWrong' : ''}
      state={state}
      icon={isWrong ? 'warning' : icons[role]}
      title={
        needsLook(device)
          ? deviceWords(words.trouble, device)
          : words.trouble.device({
              role: words.trouble.role[role],
              words: words.trouble.deviceState[state],
            })
      }
      remarks={remarks}
    >
      <div className="deviceWhat">
        {/* A drawer is called after its printer, which stands above it. */}
        {role !== 'drawer' && <span translate="no">{model}</span>}
        {isSimulated && <span>{words.trouble.simulated}</span>}
        <span>{words.devices.since({ at: moment(device.changedAt) })}</span>
      </div>
      <TryButton role={role} />
      {isLast && <ConnectButton role={role} />}
    </Row>
  );
}

/** The oldest of them, one after the other. */
function Question() {
  const { till } = useCounter();
  const words = useWords().devices;
  const { moment } = useFormats();
  const question = useTill(questionNow);
  const count = useTill(({ panel }) => (panel?.name === 'devices' ? (panel.questions?.length ?? 0) : 0));
  // Every change of a paper may be a new question, or the answer to this one.
  useEffect(() => {
    void lookAtQuestions(till);
    return till.store.subscribe((now, before) => {
      if (now.print !== before.print) void lookAtQuestions(till);
    });
  }, [till]);
  if (question === null) return null;
  const said = { title: question.title, at: moment(question.askedAt) };
  return (
    <section className="paperQuestion" aria-label={words.questions({ count })}>
      <h3>{words.questions({ count })}</h3>
      <p>{question.state === 'held' ? words.held(said) : words.asked(said)}</p>
      <p>{words.marked}</p>
      <div className="row">
        <ActionButton action="devices.printed" />
        <ActionButton action="devices.again" />
        <ActionButton action="devices.leave" />
      </div>
    </section>
  );
}

export function DeviceList() {
  const words = useWords().devices;
  const devices = useTill((state) => state.devices);
  const rows = deviceRows({ devices });
  const mayConnect = useTill((state) => may(state, 'device.setUp'));
  // Beside a real one each that is simulated says so itself.
  const isSimulated = devices.length > 0 && devices.every((one) => one.isSimulated);
  return (
    <Panel title={words.devices} className="isTall isShop">
      <p className="aside">
        {words.hint} {isSimulated && words.isSimulated} {!mayConnect && words.managerOnly}
      </p>
      <div className="deviceList" tabIndex={0} role="region" aria-label={words.devices}>
        <Question />
        <ul className="deviceRows">
          {rows.map((row, at) =>
            typeof row === 'string' ? (
              <Missing key={row} role={row} />
            ) : (
              <Device
                key={`${row.role} ${row.id ?? ''}`}
                device={row}
                isLast={!rows.some((other, after) => after > at && roleOf(other) === row.role)}
              />
            ),
          )}
        </ul>
      </div>
      <div className="row isEnd">
        <ActionButton action="devices.customerDisplay" />
        <ActionButton action="devices.test" />
        {mayConnect && <ActionButton action="devices.connectPrinter" />}
        {mayConnect && <ActionButton action="devices.connectDrawer" />}
        <ActionButton action="devices.back" />
      </div>
    </Panel>
  );
}
