// The carrier of the browser shell: a WebSocket to the loopback server that served this page. Exchanges the launch code
// of the address once for a cookie, and opens the socket again whenever it drops.
import type { Bridge } from './bridge.ts';
import { createCalls } from './calls.ts';
import type { Calls } from './calls.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2000;

/** Where a page comes in and what it is carried by then: the till's own, or the customer's, which only listens. */
export type Way = 'till' | 'customer';
const ways: Readonly<Record<Way, { enter: string; socket: string }>> = {
  till: { enter: '/enter', socket: '/till' },
  customer: { enter: '/customer/enter', socket: '/customer/view' },
};

/** The code stands in the fragment, which no server log ever sees; it is gone from the address at once. */
async function enter(way: Way): Promise<void> {
  const code = location.hash.slice(1);
  if (code === '') return;
  history.replaceState(null, '', location.pathname + location.search);
  for (;;) {
    try {
      await fetch(ways[way].enter, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      });
      // Whether it was taken shows when the socket opens: an older cookie may serve as well.
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS));
    }
  }
}

/** A socket that will not open does not say why: a server that answers otherwise has refused us. */
async function isAnswering(): Promise<boolean> {
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}

function connect(calls: Calls, way: Way, retryMs: number): void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}${ways[way].socket}`);
  let wasOpen = false;
  socket.addEventListener('open', () => {
    wasOpen = true;
    calls.opened((request) => {
      // One that is closing loses nothing: the request waits and goes out over the next.
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request));
    });
  });
  socket.addEventListener('message', (event) => calls.received(JSON.parse(String(event.data))));
  socket.addEventListener('close', () => {
    const next = wasOpen ? FIRST_RETRY_MS : Math.min(retryMs * 2, LAST_RETRY_MS);
    const retry = (connection: 'lost' | 'refused') => {
      calls.closed(connection);
      setTimeout(() => connect(calls, way, next), retryMs);
    };
    if (wasOpen) retry('lost');
    else void isAnswering().then((answers) => retry(answers ? 'refused' : 'lost'));
  });
}

export function openSocket(way: Way): Bridge {
  const calls = createCalls();
  void enter(way).then(() => connect(calls, way, FIRST_RETRY_MS));
  return calls;
}
