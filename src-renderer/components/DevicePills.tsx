// What the devices say at the top: one quiet word while they all work, and each that somebody should look at by name.
import type { DeviceStatus } from '#contract/device.ts';
import type { Words } from '#contract/words/index.ts';
import { useTill, useWords } from '#screen/state/context.tsx';
import { Icon } from './Icon.tsx';

/** More than these are counted instead of named: the bar must hold them at every size. */
const MAX_NAMED = 2;

export function needsLook({ state, trouble }: DeviceStatus): boolean {
  return state === 'attention' || state === 'absent' || trouble !== null;
}

/** The device and how it is, in words: “Printer: paper low”. */
export function deviceWords(words: Words['trouble'], device: DeviceStatus): string {
  // A drawer hangs on its printer: while that one cannot work, the drawer has its key.
  const isBehind = device.role === 'drawer' && device.trouble === 'offline';
  const trouble = device.trouble === null ? null : words.deviceTrouble[device.trouble];
  const state = isBehind ? words.drawerByKey : (trouble ?? words.deviceState[device.state]);
  const said = !needsLook(device) && device.isSimulated ? words.simulated : state;
  return words.device({ role: words.role[device.role], words: said });
}

export function DevicePills() {
  const words = useWords();
  const devices = useTill((state) => state.devices);
  const all = devices.map((device) => deviceWords(words.trouble, device)).join('\n');
  const troubled = devices.filter(needsLook);
  if (devices.length === 0) return null;
  if (troubled.length === 0) {
    return (
      <li className="pill isQuiet" title={all}>
        <Icon name="ready" />
        <span className="pillWords">{words.look.devicesReady}</span>
      </li>
    );
  }
  if (troubled.length > MAX_NAMED) {
    return (
      <li className="pill isWarning" title={all}>
        <Icon name="warning" />
        <span className="pillWords">{words.look.devicesTrouble({ count: troubled.length })}</span>
      </li>
    );
  }
  return troubled.map((device) => (
    <li
      key={`${device.role} ${device.id ?? ''}`}
      className={device.state === 'ready' ? 'pill' : 'pill isWarning'}
      title={deviceWords(words.trouble, device)}
    >
      <Icon name={device.state === 'ready' ? 'info' : 'warning'} />
      <span className="pillWords">{deviceWords(words.trouble, device)}</span>
    </li>
  ));
}
