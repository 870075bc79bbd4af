// Picks the carrier. The only place in the screen that knows there are two.
import type { Bridge } from './bridge.ts';
import { openPort } from './port.ts';
import { openSocket } from './socket.ts';

export function openBridge(): Bridge {
  return window.counterfoilPreload === true ? openPort() : openSocket();
}
