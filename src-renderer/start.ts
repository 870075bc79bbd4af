// The first code of the page, and little of it: reaches for the till while the screen itself is still being read, so that
// the first picture can be the one that counts. The looks are named here, because the page waits for those of its first
// script before it paints.
import { openBridge } from './bridge/open.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import './style/fonts.css';
import './style/tokens.css';
import './style/frame.css';
import './style/controls.css';
import './style/sell.css';
import './style/paying.css';
import './style/panels.css';
import './style/returns.css';
import './style/why.css';
import './style/discount.css';
import './style/customer.css';

import './style/register.css';
import './style/close.css';
import './style/quick.css';
import './style/keys.css';
import './style/settings.css';
import './style/devices.css';
import './style/shop.css';
import './style/machine.css';
import './style/demo.css';
import './style/hand.css';
import './style/low.css';

const bridge = openBridge('till');
void import('./main.tsx').then(({ startScreen }) => startScreen(bridge));
