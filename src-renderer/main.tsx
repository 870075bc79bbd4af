// Starts the screen: language, store, key router, the first picture. Holds no state of its own.
import { createRoot } from 'react-dom/client';
import { createActions } from './actions/table.ts';
import type { Bridge } from './bridge/bridge.ts';
import { attachKeys } from './keys.ts';
import { App } from './screens/App.tsx';
import { Boundary } from './screens/Boundary.tsx';
import { keepArranged } from './state/arrange.ts';
import { firstLanguage, keepLanguage } from './state/language.ts';
import { TillProvider } from './state/context.tsx';
import { createTill } from './state/till.ts';
import type { Till } from './state/till.ts';
import { followScale } from './verbs/basket.ts';
import { takeRead, takeScan } from './verbs/scan.ts';
import { sayMisread } from './verbs/scanner.ts';

/** A picture that says "connecting" is not drawn for less than this: drawing it would only make the next one late. */
const BLINK_MS = 100;

/** Resolves when the till has answered, cannot be reached, or has let a blink go by. */
function firstAnswer({ store }: Till): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, BLINK_MS);
    const stop = store.subscribe(({ connection }) => {
      if (connection === 'opening') return;
      stop();
      resolve();
    });
  });
}

export async function startScreen(bridge: Bridge): Promise<void> {
  const language = firstLanguage();
  keepLanguage(language);

  const till = createTill(bridge, language);
  keepArranged(till, document.documentElement);
  const actions = createActions(till);
  till.onScan = (read) => takeRead(till, read);
  till.onMisread = ({ misread }) => sayMisread(till, misread);
  followScale(till);
  const router = attachKeys(window, till, actions, (code, atMs, how) => takeScan(till, code, atMs, how));

  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no root to draw in.');
  await firstAnswer(till);
  createRoot(root).render(
    <TillProvider value={{ till, actions, router }}>
      <Boundary>
        <App />
      </Boundary>
    </TillProvider>,
  );
}
