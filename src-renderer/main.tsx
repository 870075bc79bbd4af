// Starts the screen: language, bridge, store, key router, the first picture. Holds no state of its own.
import { createRoot } from 'react-dom/client';
import { createActions } from './actions/table.ts';
import { openBridge } from './bridge/open.ts';
import { attachKeys } from './keys.ts';
import { App } from './screens/App.tsx';
import { Boundary } from './screens/Boundary.tsx';
import { keepArranged } from './state/arrange.ts';
import { firstLanguage, keepLanguage } from './state/language.ts';
import { TillProvider } from './state/context.tsx';
import { createTill } from './state/till.ts';
import { followScale } from './verbs/basket.ts';
import { takeScan } from './verbs/scan.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import './style/fonts.css';
import './style/tokens.css';
import './style/frame.css';
import './style/controls.css';
import './style/sell.css';
import './style/paying.css';
import './style/panels.css';
import './style/why.css';
import './style/register.css';
import './style/close.css';
import './style/quick.css';
import './style/keys.css';
import './style/settings.css';
import './style/machine.css';
import './style/demo.css';
import './style/hand.css';
import './style/low.css';

const language = firstLanguage();
keepLanguage(language);

const till = createTill(openBridge(), language);
keepArranged(till, document.documentElement);
const actions = createActions(till);
till.onScan = (code, atMs) => takeScan(till, code, atMs);
followScale(till);
const router = attachKeys(window, till, actions, (code, atMs) => takeScan(till, code, atMs));

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root to draw in.');
createRoot(root).render(
  <TillProvider value={{ till, actions, router }}>
    <Boundary>
      <App />
    </Boundary>
  </TillProvider>,
);
