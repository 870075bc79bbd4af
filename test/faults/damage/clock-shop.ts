// Shops in other time zones for the clock campaign, and the false clock that a till's process is given (libfaketime). Owns
// the file that the clock is read from; sells nothing.
import fs from 'node:fs';
import catalogue from '#assets/demo/catalogue.json' with { type: 'json' };
import { commands } from '#contract/commands.ts';
import type { Args } from '#contract/commands.ts';
import { openDevices } from '#hardware/open.ts';
import { openCore } from '#main/core.ts';
import { silentLog } from '#main/log.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { Random } from '#test/faults/random.ts';
import { TestClock } from '#test/support/clock.ts';
import { TestMachine } from '#test/support/machine.ts';

export const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'] as const;
export type Zone = (typeof zones)[number];

/** Sales before four in the morning belong to the day before. */
export const DAY_STARTS_AT = 4;
const SET_UP_AT = '2026-01-05T08:00:00.000Z';

/** Where Debian and its kin keep the library that is loaded before all others. */
const library = ['x86_64-linux-gnu', 'aarch64-linux-gnu', '']
  .map((machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`.replace('//', '/'))
  .find((file) => fs.existsSync(file));

export const hasFaketime = library !== undefined;

/** Sets a shop up in a folder, as its first start does: one manager, the demonstration's articles. */
export async function setUpIn(folder: string, zone: Zone): Promise<void> {
  const clock = new TestClock();
  clock.at = new Date(SET_UP_AT);
  const random = new Random(`clock ${zone}`);
  const core = await openCore({
    folder,
    clock,
    log: silentLog,
    guard: fileSecretBox(),
    devices: await openDevices({ kind: 'none' }, () => clock.now()),
    machine: new TestMachine(folder),
    appVersion: '0.0.0-clock',
    prints: false,
  });
  const register = {
    storeName: 'Clock',
    number: 1,
    currency: 'CNY',
    timeZone: zone,
    dayStartsAt: DAY_STARTS_AT,
    rounding: 'half-up',
    taxRounding: 'line',
    cashRounding: null,
    receiptLanguage: 'en',
    isDemo: false,
  };
  const staff = [{ staffId: 'chen-jing', name: 'Chen Jing', role: 'manager', pin: '3333' }];
  const setUp = commands['register.setUp'].args.parse({ commandId: random.uuid(), register, staff });
  await core.run('register.setUp', setUp);
  core.actAs(staff[0]?.staffId as Args<'session.signIn'>['staffId']);
  const put = commands['catalog.put'].args.parse({ commandId: random.uuid(), ...catalogue });
  await core.run('catalog.put', put);
  await core.close();
}

/** A clock that a process reads in place of the machine's; its monotonic clock stays true. */
export class FalseClock {
  readonly #file: string;
  #offsetMs = 0;
  #frozenAt: number | null = null;

  constructor(file: string, at: Date) {
    this.#file = file;
    this.set(at);
  }

  /** What the process is told so that it reads this clock. */
  get environment(): Record<string, string> {
    return {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      TZ: 'UTC',
    };
  }

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offsetMs;
  }

  set(at: Date): void {
    this.#frozenAt = null;
    this.#offsetMs = at.getTime() - Date.now();
    this.#write(`${this.#offsetMs < 0 ? '' : '+'}${this.#offsetMs / 1000}`);
  }

  move(ms: number): void {
    this.set(new Date(this.now() + ms));
  }

  freeze(): void {
    this.#frozenAt = Math.floor(this.now() / 1000) * 1000;
    this.#write(new Date(this.#frozenAt).toISOString().slice(0, 19).replace('T', ' '));
  }

  /** In one step, so that nobody reads half of it. */
  #write(text: string): void {
    fs.writeFileSync(`${this.#file}.new`, `${text}\n`);
    fs.renameSync(`${this.#file}.new`, this.#file);
  }
}
