// Builds the screen into dist/renderer. The shells serve it under a strict content security policy, so nothing here
// may end up inline in the page.
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The page's first script loads the screen once it runs: told of it in the page itself, the browser fetches both at once. */
function screenAhead(): Plugin {
  return {
    name: 'counterfoil:screen-ahead',
    transformIndexHtml(_html, { chunk, bundle }) {
      const screens = chunk?.dynamicImports ?? [];
      // What the screen shares with the customer's page is in files of their own, which it would ask for only once it is read.
      const shared = screens.flatMap((file) => {
        const found = bundle?.[file];
        return found?.type === 'chunk' ? found.imports : [];
      });
      const known = new Set([chunk?.fileName, ...(chunk?.imports ?? [])]);
      return [...new Set([...screens, ...shared])]
        .filter((file) => !known.has(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head' as const,
        }));
    },
  };
}

export default defineConfig({
  root: 'src-renderer',
  // Relative, because Electron serves the same files under app:// and the browser shell under its own address.
  base: './',
  plugins: [react(), screenAhead()],
  build: {
    // The till, and the customer's window: a page of its own, so that nothing of the till is even loaded there.
    rolldownOptions: { input: ['src-renderer/index.html', 'src-renderer/customer.html'] },
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome144',
    // A font or picture as a data: address would need a hole in the policy; the polyfill is an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
