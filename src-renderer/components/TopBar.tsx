// The bar above every screen: where this is, who works here, what the devices say, the language, the clock.
import { useEffect, useState } from 'react';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { DemoToggle } from './DemoStrip.tsx';
import { DevicePills } from './DevicePills.tsx';
import { Icon } from './Icon.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { MachinePills, WaitingPill } from './MachinePills.tsx';

function Clock() {
  const { time } = useFormats();
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <time className="clock">{time(now)}</time>;
}

/** The shop, the person, the shift; what is too long for the bar is whole in its title. */
function Where() {
  const words = useWords().screen;
  const { time } = useFormats();
  const register = useTill((state) => state.about?.register ?? null);
  const session = useTill((state) => state.session);
  const shift = useTill((state) => state.shift);
  const place = register && words.place({ store: register.storeName, number: register.number });
  return (
    <p className="where">
      {place !== null && (
        <strong className="place" title={place}>
          {place}
        </strong>
      )}
      {session && (
        <span className="who" title={session.name} translate="no">
          <Icon name="person" />
          <span className="whoName">{session.name}</span>
        </span>
      )}
      {session && (
        <span className="shiftSince">
          {shift ? words.shiftSince({ time: time(shift.openedAt) }) : words.noShift}
        </span>
      )}
    </p>
  );
}

/** There is no head office yet, so nothing is ever waiting to be sent: said calmly, and explained where it is asked. */
function KeptHere() {
  const words = useWords().look;
  return (
    <li className="pill isQuiet" title={words.keptHereWhy}>
      <Icon name="keptHere" />
      <span className="pillWords">{words.keptHere}</span>
    </li>
  );
}

export function TopBar() {
  const words = useWords().screen;
  const isSetUp = useTill((state) => state.about?.isSetUp ?? false);
  const isDemo = useTill((state) => state.about?.register?.isDemo ?? false);
  const hasDemoCounter = useTill((state) => state.about?.hasDemoCounter ?? false);
  return (
    <header className="topBar">
      <Where />
      <ul className="pills">
        {hasDemoCounter && (
          <li>
            <DemoToggle />
          </li>
        )}
        {isDemo && !hasDemoCounter && <li className="pill isDemo">{words.demo}</li>}
        <WaitingPill />
        <MachinePills />
        <DevicePills />
        {isSetUp && <KeptHere />}
      </ul>
      <LanguageSwitch />
      <Clock />
    </header>
  );
}
