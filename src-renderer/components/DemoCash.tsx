// The cash drawer of the demonstration counter and the switches of its printer: what stands open, and what runs out.
import type { DemoPrinter } from '#contract/demo.ts';
import { useCounter, useWords } from '#screen/state/context.tsx';
import { setPrinter, shutDrawer } from '#screen/verbs/demo.ts';

export function DemoDrawer({ isOpen }: { isOpen: boolean }) {
  const { till } = useCounter();
  const words = useWords().demo;
  return (
    <section aria-label={words.drawer}>
      <div className="demoRow">
        <div className="demoDrawer" data-open={isOpen}>
          <span className="demoDrawerTray" aria-hidden />
          <strong>{isOpen ? words.drawerOpen : words.drawerShut}</strong>
        </div>
        <button type="button" className="button" disabled={!isOpen} onClick={() => void shutDrawer(till)}>
          {words.shutDrawer}
        </button>
      </div>
    </section>
  );
}

const papers: readonly DemoPrinter['paper'][] = ['enough', 'low', 'out'];

export function DemoPrinterSwitches({ printer }: { printer: DemoPrinter }) {
  const { till } = useCounter();
  const words = useWords().demo;
  return (
    <section aria-label={words.printer}>
      <h3>{words.printer}</h3>
      <div className="demoRow" role="group" aria-label={words.paper}>
        {papers.map((paper) => (
          <button
            key={paper}
            type="button"
            className="chip"
            data-paper={paper}
            aria-pressed={printer.paper === paper}
            onClick={() => void setPrinter(till, { ...printer, paper })}
          >
            {words.paperIs[paper]}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          aria-pressed={printer.isCoverOpen}
          onClick={() => void setPrinter(till, { ...printer, isCoverOpen: !printer.isCoverOpen })}
        >
          {words.cover}
        </button>
      </div>
    </section>
  );
}
