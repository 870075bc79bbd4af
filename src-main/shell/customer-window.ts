// The customer's window in Electron: on the second screen where there is one, else wherever the cashier pulls it. Its port
// reaches what the customer may see, never the till.
import type * as electronModule from 'electron';
import type { Carried, ShellLog } from './connection.ts';
import { home, openPageWindow } from './page-window.ts';

type Electron = Pick<typeof electronModule, 'BrowserWindow' | 'MessageChannelMain' | 'screen'>;

export interface CustomerWindowOptions {
  /** What the window is told; it takes no command. */
  till: Carried;
  /** Whether a second screen is the customer's without anybody asking. */
  usesSecondScreen: boolean;
  /** Told who opens the window when somebody asks. */
  door: { openBy(shell: () => { isOpen: boolean; address: string | null }): void };
}

const address = `${home}customer.html`;

export class CustomerWindow {
  readonly #electron: Electron;
  readonly #options: CustomerWindowOptions & { preloadPath: string; log: ShellLog };
  #window: electronModule.BrowserWindow | null = null;
  #isClosed = false;

  constructor(electron: Electron, options: CustomerWindowOptions & { preloadPath: string; log: ShellLog }) {
    this.#electron = electron;
    this.#options = options;
  }

  /** Takes the second screen, now or when one is plugged in, and opens the window whenever somebody asks. */
  start(): void {
    const { door, usesSecondScreen } = this.#options;
    door.openBy(() => {
      this.#show();
      return { isOpen: true, address: null };
    });
    if (!usesSecondScreen) return;
    const { screen } = this.#electron;
    screen.on('display-added', () => this.#showOnSecond());
    this.#showOnSecond();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#window?.isDestroyed() === false) this.#window.destroy();
  }

  #second(): electronModule.Display | null {
    const { screen } = this.#electron;
    const { id } = screen.getPrimaryDisplay();
    return screen.getAllDisplays().find((display) => display.id !== id) ?? null;
  }

  #showOnSecond(): void {
    if (this.#window === null && this.#second() !== null) this.#show();
  }

  #show(): void {
    if (this.#isClosed) return;
    if (this.#window !== null) {
      this.#window.focus();
      return;
    }
    const second = this.#second();
    const { till, preloadPath, log } = this.#options;
    const place =
      second === null ? { width: 1024, height: 768 } : { ...second.bounds, fullscreen: true, frame: false };
    const { window, load } = openPageWindow(this.#electron, {
      till,
      address,
      preloadPath,
      log,
      // The cashier goes on typing into the till.
      look: { title: 'Counterfoil', focusable: second === null, ...place },
    });
    this.#window = window;
    window.on('closed', () => (this.#window = null));
    load().catch((error: unknown) => log.error({ err: error }, "the customer's window did not open"));
  }
}
