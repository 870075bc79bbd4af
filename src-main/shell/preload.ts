// Runs in the sandboxed page before its scripts: tells the page that it is in Electron and hands it its MessagePort.
// Exposes nothing else. It is bundled to CommonJS and imports nothing but electron.
import { contextBridge, ipcRenderer } from 'electron';

// The few things of the page's world that are used here; src-main is compiled without the DOM.
declare const window: {
  location: { origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: unknown[]): void;
};

contextBridge.exposeInMainWorld('counterfoilPreload', true);

// The same name is in electron.ts.
ipcRenderer.on('counterfoil:port', (event) => {
  window.postMessage({ counterfoil: 'port' }, window.location.origin, [...event.ports]);
});
