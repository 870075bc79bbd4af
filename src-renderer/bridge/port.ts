// The carrier inside Electron: a message port that the preload script hands over. Knows nothing of Electron itself.
import type { Bridge } from './bridge.ts';
import { createCalls } from './calls.ts';

declare global {
  interface Window {
    /** Set by the preload script before any of the screen's own code runs. */
    counterfoilPreload?: boolean;
  }
}

interface PortOffer {
  counterfoil: 'port';
}

function isPortOffer(data: unknown): data is PortOffer {
  return typeof data === 'object' && data !== null && (data as PortOffer).counterfoil === 'port';
}

export function openPort(): Bridge {
  const calls = createCalls();
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || !isPortOffer(event.data) || port === undefined) return;
    port.addEventListener('message', (message) => calls.received(message.data));
    // A new port replaces a closed one when the main process has come back.
    port.addEventListener('close', () => calls.closed('lost'));
    port.start();
    calls.opened((request) => port.postMessage(request));
  });
  return calls;
}
