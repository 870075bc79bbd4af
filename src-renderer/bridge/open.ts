// Picks the carrier. The only place in the screen that knows there are two.
import type { Bridge } from './bridge.ts';
import { openPort } from './port.ts';
import { openSocket } from './socket.ts';
import type { Way } from './socket.ts';

/** In Electron the window decides what its port reaches. */
export function openBridge(way: Way): Bridge {
  return window.counterfoilPreload === true ? openPort() : openSocket(way);
}
