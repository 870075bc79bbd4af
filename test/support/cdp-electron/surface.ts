// What of Electron is there: an object that has the named members and throws the name of any other, an emitter that knows
// which events it will ever tell of. So that a new use in the product is noticed, not silently passed over.
import { EventEmitter } from 'node:events';

function absent(what: string): Error {
  return new Error(`the stand-in for Electron has no ${what}: teach it in test/support/cdp-electron`);
}

/** Asked for by the language itself or by whoever prints an object. */
const isAskedByLanguage = (key: string | symbol): boolean =>
  typeof key === 'symbol' || ['then', 'toJSON', 'constructor', 'prototype'].includes(key);

/** The target, of which the named members can be used; any other throws. */
export function surface<T extends object>(name: string, target: T, members: readonly string[]): T {
  return new Proxy(target, {
    get(_, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (isAskedByLanguage(key)) return member;
      if (!members.includes(String(key))) throw absent(`${name}.${String(key)}`);
      return typeof member === 'function' ? member.bind(target) : member;
    },
    set(_, key) {
      throw absent(`${name}.${String(key)} to be set`);
    },
  });
}

/** A class whose instances are such surfaces. */
export function surfaceClass<T extends object, A extends unknown[]>(
  name: string,
  Class: new (...args: A) => T,
  members: readonly string[],
): new (...args: A) => T {
  return new Proxy(Class, {
    construct: (_, args) => surface(name, new Class(...(args as A)), members),
    get(_, key) {
      if (isAskedByLanguage(key)) return Reflect.get(Class, key) as unknown;
      throw absent(`${name}.${String(key)}`);
    },
  });
}

/** Modules of Electron that the product does not use: whatever is asked of one throws its name. */
export const absentModules: Record<string, object> = new Proxy(
  {},
  { get: (_, module) => surface(String(module), {}, []) },
);

export const emitterMembers = ['on', 'once', 'off', 'removeAllListeners'];

/** An emitter of Electron's. A listener for an event that is in neither list is a mistake or a new use. */
export class Teller extends EventEmitter {
  readonly #name: string;
  readonly #known: readonly string[];

  /** `tells` happen here; `spares` happen in Electron and cannot happen in the stand-in. */
  constructor(name: string, tells: readonly string[], spares: readonly string[] = []) {
    super();
    this.#name = name;
    this.#known = [...tells, ...spares];
  }

  override on(event: string, listener: (...details: never[]) => void): this {
    this.#check(event);
    return super.on(event, listener as (...details: unknown[]) => void);
  }

  override once(event: string, listener: (...details: never[]) => void): this {
    this.#check(event);
    return super.once(event, listener as (...details: unknown[]) => void);
  }

  #check(event: string): void {
    if (!this.#known.includes(event)) throw absent(`event ${event} of ${this.#name}`);
  }
}

/** An event that a listener may prevent, with what Electron tells about it. */
export class Preventable {
  defaultPrevented = false;
  readonly url: string;
  readonly isMainFrame: boolean;
  constructor(url = '', isMainFrame = true) {
    this.url = url;
    this.isMainFrame = isMainFrame;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** As the product is handed it. */
export function shownEvent(event: Preventable): Preventable {
  return surface('event', event, ['defaultPrevented', 'preventDefault', 'url', 'isMainFrame']);
}
