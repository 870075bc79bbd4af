// The first code of the customer's page: listens, and shows what it is told. It has no command to send and nothing to press.
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import type { CustomerMessage } from '#contract/customer-view.ts';
import { language } from '#contract/text.ts';
import type { Language } from '#contract/text.ts';
import { openBridge } from './bridge/open.ts';
import { CustomerPage } from './customer/CustomerPage.tsx';
import type { Shown } from './customer/CustomerPage.tsx';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import './style/fonts.css';
import './style/tokens.css';
import './style/display.css';

const store = createStore<Shown>(() => ({ connection: 'opening', view: null }));
const bridge = openBridge('customer');
// At once: the view is told as soon as the way is open, and again only when it changes.
bridge.subscribe((event) => {
  const message = event as unknown as CustomerMessage;
  if (message.event === 'customer.view') store.setState({ view: message.payload });
});
bridge.watch((connection) => store.setState({ connection }));

/** `?lang=en` of its address counts for more than the shop's own; null where it says nothing. */
function askedLanguage(): Language | null {
  const asked = language.safeParse(new URLSearchParams(location.search).get('lang'));
  return asked.success ? asked.data : null;
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root to draw in.');
createRoot(root).render(<CustomerPage store={store} asked={askedLanguage()} />);
