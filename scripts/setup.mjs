// What every script needs before it can do its own work: packages, a fit Node, the built screen, a runtime to show it
// in. Each is looked at again on every start and costs next to nothing when it is there. It never starts the till.
export { ensureBuilt } from './setup/built.mjs';
export { findChromium, systemChromium } from './setup/chromium.mjs';
export { electronRuntime } from './setup/electron.mjs';
export { ensureInstalled } from './setup/install.mjs';
export { node24 } from './setup/node24.mjs';
