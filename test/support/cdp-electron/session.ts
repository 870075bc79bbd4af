// The session of the pages: what they may ask for. Chromium cannot ask the program at the moment a page asks, so the
// program is asked about each permission beforehand and Chromium told the answer; as in Electron, where nobody has said
// no, the answer is yes. Permissions for single devices are taken and mean nothing: Chromium has no word for them.
import type { Session } from './pipe.ts';
import type { Program } from './program.ts';
import { emitterMembers, Preventable, shownEvent, surface, Teller } from './surface.ts';
import { placesIn } from './told.ts';

type AskRequest = (contents: null, permission: string, answer: (isGranted: boolean) => void) => void;
type AskCheck = (contents: null, permission: string) => boolean;

/** By Chromium's name, Electron's. */
const permissions: Record<string, string> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  camera: 'media',
  microphone: 'media',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  'persistent-storage': 'persistent-storage',
  'idle-detection': 'idle-detection',
};

export class PageSession extends Teller {
  /** As the product is handed it. */
  readonly shown: this;
  readonly #program: Program;
  #request: AskRequest = (_contents, _permission, answer) => answer(true);
  #check: AskCheck = () => true;

  constructor(program: Program) {
    super('session', ['will-download']);
    this.#program = program;
    this.shown = surface('session', this, [
      ...emitterMembers,
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'setSpellCheckerEnabled',
    ]);
    program.beforePage = () => this.#layDown(program.browser);
  }

  setPermissionRequestHandler(ask: AskRequest): void {
    this.#assertEarly();
    this.#request = ask;
  }

  setPermissionCheckHandler(ask: AskCheck): void {
    this.#assertEarly();
    this.#check = ask;
  }

  setDevicePermissionHandler(): void {
    this.#assertEarly();
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    if (isEnabled) throw new Error('the stand-in for Electron has no spelling checker');
  }

  #assertEarly(): void {
    if (this.#program.windows.length > 0)
      throw new Error('the stand-in asks its session before the first window');
  }

  async #layDown(browser: Session): Promise<void> {
    for (const [name, electronName] of Object.entries(permissions)) {
      // Chromium knows one answer where Electron has two; a yes of either opens a way.
      const isGranted = this.#check(null, electronName) || (await this.#asks(electronName));
      const setting = isGranted ? 'granted' : 'denied';
      await browser.send('Browser.setPermission', { permission: { name }, setting });
    }
    browser.on('Browser.downloadWillBegin', ({ guid, url }) => {
      const event = new Preventable(url);
      this.emit('will-download', shownEvent(event));
      // Done before it could be stopped: nobody is left to tell.
      if (event.defaultPrevented) browser.send('Browser.cancelDownload', { guid }).catch(() => {});
    });
    await browser.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: placesIn(this.#program.told.userData).downloads,
      eventsEnabled: true,
    });
  }

  #asks(permission: string): Promise<boolean> {
    return new Promise((resolve) => this.#request(null, permission, resolve));
  }
}
