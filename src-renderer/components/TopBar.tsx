// The bar above every screen: where this is, who works here, what the devices say, the language, the clock.
import { useEffect, useState } from 'react';
import type { DeviceStatus } from '#contract/device.ts';
import { keepLanguage } from '#screen/state/language.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

export function LanguageSwitch() {
  const { till } = useCounter();
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const other = language === 'en' ? 'zh' : 'en';
  const change = () => {
    keepLanguage(other);
    till.store.setState({ language: other });
  };
  return (
    <button
      type="button"
      className="languageSwitch"
      title={words.switchLanguage}
      onMouseDown={keepFocus}
      onClick={change}
    >
      <span lang={other === 'zh' ? 'zh-CN' : 'en'} translate="no">
        {words.otherLanguage}
      </span>
    </button>
  );
}

function Clock() {
  const { time } = useFormats();
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <time className="clock">{time(now)}</time>;
}

/** Quiet while it works; words and a colour when someone should look. */
function DevicePill({ device }: { device: DeviceStatus }) {
  const words = useWords().trouble;
  const state =
    device.trouble === null ? words.deviceState[device.state] : words.deviceTrouble[device.trouble];
  const needsLook = device.state === 'attention' || device.state === 'absent' || device.trouble !== null;
  const said = !needsLook && device.isSimulated ? words.simulated : state;
  return (
    <li className={needsLook ? 'pill isWarning' : 'pill'}>
      {words.device({ role: words.role[device.role], words: said })}
    </li>
  );
}

export function TopBar() {
  const words = useWords().screen;
  const { time } = useFormats();
  const register = useTill((state) => state.about?.register ?? null);
  const session = useTill((state) => state.session);
  const shift = useTill((state) => state.shift);
  const devices = useTill((state) => state.devices);
  return (
    <header className="topBar">
      <p className="where">
        {register && <strong>{words.place({ store: register.storeName, number: register.number })}</strong>}
        {session && (
          <span className="who" translate="no">
            {session.name}
          </span>
        )}
        {session && <span>{shift ? words.shiftSince({ time: time(shift.openedAt) }) : words.noShift}</span>}
      </p>
      <ul className="pills">
        {register?.isDemo === true && <li className="pill isDemo">{words.demo}</li>}
        {devices.map((device) => (
          <DevicePill key={device.role} device={device} />
        ))}
      </ul>
      <LanguageSwitch />
      <Clock />
    </header>
  );
}
