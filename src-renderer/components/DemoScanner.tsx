// The scanner of the demonstration counter: a few articles to draw across it, or badges while nobody is signed in.
import { useEffect, useState } from 'react';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { findScannables, scanCode } from '#screen/verbs/demo.ts';
import type { Scannable } from '#screen/verbs/demo.ts';

/** `act` is said before the name to whoever hears the button instead of seeing its bars. */
function Code({ code, name, act }: { code: string; name: string; act: string }) {
  const { till } = useCounter();
  return (
    <li>
      <button type="button" className="demoCode" data-code={code} onClick={() => void scanCode(till, code)}>
        <span className="unseen">{act} </span>
        <span className="demoCodeName" translate="no">
          {name}
        </span>
        <span className="demoBars" aria-hidden />
        <span className="demoDigits" translate="no">
          {code}
        </span>
      </button>
    </li>
  );
}

function Badges() {
  const words = useWords().demo;
  const staff = useTill((state) => state.about?.staff ?? null);
  return (
    <>
      <p className="demoHint">{words.unlockFirst}</p>
      <ul className="demoCodes">
        {(staff ?? []).map(({ staffId, name, demoBadge }) =>
          demoBadge === null ? null : <Code key={staffId} code={demoBadge} name={name} act={words.badgeOf} />,
        )}
      </ul>
    </>
  );
}

function Articles() {
  const { till } = useCounter();
  const words = useWords().demo;
  const language = useTill((state) => state.language);
  const [scannables, setScannables] = useState<Scannable[]>([]);
  useEffect(() => {
    let isWanted = true;
    void findScannables(till).then((found) => isWanted && setScannables(found));
    return () => {
      isWanted = false;
    };
  }, [till]);
  return (
    <ul className="demoCodes">
      {scannables.map(({ code, item }) => {
        const name = item === null ? words.unknownArticle : item.names[language];
        return <Code key={code} code={code} name={name} act={words.scan} />;
      })}
    </ul>
  );
}

export function DemoScanner() {
  const words = useWords().demo;
  const isSignedIn = useTill((state) => state.session !== null);
  return (
    <section aria-label={words.scanner}>
      <h3>{words.scanner}</h3>
      {isSignedIn ? <Articles /> : <Badges />}
    </section>
  );
}
