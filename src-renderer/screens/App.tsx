// Which screen is shown, and the frame around it.
import { screenOf } from '#screen/state/screen.ts';
import type { ScreenName } from '#screen/state/screen.ts';
import { useTill } from '#screen/state/context.tsx';
import { DemoStrip } from '#screen/components/DemoStrip.tsx';
import { FunctionBar } from '#screen/components/FunctionBar.tsx';
import { LiveRegion } from '#screen/components/LiveRegion.tsx';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';
import { TopBar } from '#screen/components/TopBar.tsx';
import { Away, Trouble, Waiting } from './Trouble.tsx';
import { Change } from './Change.tsx';
import { Check } from './Check.tsx';
import { Count } from './Count.tsx';
import { Counted } from './Close.tsx';
import { OpenShift } from './OpenShift.tsx';
import { Panels } from './Panels.tsx';
import { Parked } from './Parked.tsx';
import { Sell } from './Sell.tsx';
import { SetUp } from './SetUp.tsx';
import { Tender } from './Tender.tsx';
import { Unlock } from './Unlock.tsx';
import { XFigures, ZFigures } from './Report.tsx';

const screens: Record<ScreenName, () => React.ReactNode> = {
  wait: Waiting,
  trouble: Trouble,
  setUp: SetUp,
  unlock: Unlock,
  openShift: OpenShift,
  sell: Sell,
  tender: Tender,
  change: Change,
  parked: Parked,
  check: Check,
  count: Count,
  counted: Counted,
  zReport: ZFigures,
  xReport: XFigures,
};

/** Screens that make room for a message among their own, so that it covers nothing. */
const ownNotice: ReadonlySet<ScreenName> = new Set(['trouble', 'unlock', 'sell', 'tender', 'check', 'count']);

export function App() {
  const name = useTill(screenOf);
  const isPanelOpen = useTill((state) => state.panel !== null);
  const isAway = useTill((state) => state.wasReady && state.connection === 'lost');
  const isWaiting = useTill((state) => state.waiting !== null);
  const Screen = screens[name];
  return (
    <div className="counter">
      <DemoStrip />
      <div className="frame" data-screen={name}>
        <TopBar />
        <main aria-busy={isWaiting}>
          <Screen />
          {!isPanelOpen && !ownNotice.has(name) && <NoticeBar />}
        </main>
        <FunctionBar />
        <LiveRegion />
        {/* A modal panel would lie over it, frozen and without a word; it comes back as it was. */}
        {isAway ? <Away /> : <Panels />}
      </div>
    </div>
  );
}
