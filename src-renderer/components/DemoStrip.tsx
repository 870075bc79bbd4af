// The demonstration counter beside the till: scanner, scale, drawer, receipt and printer for a mouse. Exists only where
// the devices are simulated; it presses nothing at the till and takes no focus from it.
import { Blocks, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { beginDemo, lookAtDemo, showDemo } from '#screen/verbs/demo.ts';
import { keepFocus } from './ActionButton.tsx';
import { DemoDrawer, DemoPrinterSwitches } from './DemoCash.tsx';
import { DemoReceipt } from './DemoReceipt.tsx';
import { DemoScale } from './DemoScale.tsx';
import { DemoScanner } from './DemoScanner.tsx';

/** In the top bar of a demonstration shop; nothing where the devices are real. */
export function DemoToggle() {
  const { till } = useCounter();
  const words = useWords().demo;
  const isHere = useTill((state) => state.about?.hasDemoCounter === true);
  const isOpen = useTill((state) => state.isDemoOpen);
  useEffect(() => {
    if (isHere) beginDemo(till);
  }, [till, isHere]);
  if (!isHere) return null;
  return (
    <button
      type="button"
      className="demoToggle"
      aria-expanded={isOpen}
      title={words.title}
      onMouseDown={keepFocus}
      onClick={() => showDemo(till, !isOpen)}
    >
      <span className="pill isDemo">
        <Blocks className="icon" aria-hidden />
        {words.toggle}
      </span>
    </button>
  );
}

function Strip() {
  const { till } = useCounter();
  const words = useWords().demo;
  const demo = useTill((state) => state.demo);
  return (
    <section className="demoStrip" aria-label={words.title} onMouseDown={keepFocus}>
      <header>
        <h2>{words.title}</h2>
        <button
          type="button"
          className="button demoClose"
          aria-label={words.close}
          title={words.close}
          onClick={() => showDemo(till, false)}
        >
          <X className="icon" aria-hidden />
        </button>
      </header>
      <DemoScanner />
      {demo !== null && (
        <>
          {demo.scale !== null && <DemoScale reading={demo.scale} />}
          <DemoDrawer isOpen={demo.isDrawerOpen} />
          <DemoReceipt receipt={demo.receipt} />
          <DemoPrinterSwitches printer={demo.printer} />
        </>
      )}
    </section>
  );
}

/**
 * The strip in its slot beside the till. A panel makes everything outside itself unreachable, and the scale must still
 * be at hand when a panel asks for a weight: while there is one, the strip stands inside it.
 */
function PlacedStrip() {
  const panel = useTill((state) => state.panel?.name ?? null);
  const slot = useRef<HTMLDivElement>(null);
  const [host] = useState(() => {
    const element = document.createElement('div');
    element.className = 'demoHost';
    return element;
  });
  useLayoutEffect(() => {
    const dialog = panel === null ? null : document.querySelector('dialog');
    (dialog ?? slot.current)?.append(host);
    return () => host.remove();
  }, [host, panel]);
  return (
    <div className="demoSlot" ref={slot}>
      {createPortal(<Strip />, host)}
    </div>
  );
}

/** Nothing where the devices are real, and while it is closed. */
export function DemoStrip() {
  const { till } = useCounter();
  const isShown = useTill((state) => state.isDemoOpen && state.about?.hasDemoCounter === true);
  const isReached = useTill((state) => state.connection === 'ready');
  useEffect(() => {
    if (isShown && isReached) void lookAtDemo(till);
  }, [till, isShown, isReached]);
  return isShown ? <PlacedStrip /> : null;
}
