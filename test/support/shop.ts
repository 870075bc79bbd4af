// The demonstration shop as a till in a temporary folder, for tests of what the till answers. Every shop is a copy of
// one that was set up once; its clock stands still unless a test moves it.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { commands, isCommandName } from '#contract/commands.ts';
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { Outcome } from '#contract/envelope.ts';
import type { TillEvent } from '#contract/events.ts';
import type { CommandId, SaleId, StaffId } from '#contract/ids.ts';
import type { Refusal } from '#contract/refusal.ts';
import { openDevices } from '#hardware/open.ts';
import type { DeviceConfig } from '#hardware/open.ts';
import { openCore } from '#main/core.ts';
import type { Core, CoreOptions } from '#main/core.ts';
import { silentLog } from '#main/log.ts';
import type { Log } from '#main/log.ts';
import type { SpaceSettings } from '#main/space.ts';
import { dispatch } from '#shell/dispatch.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { TestClock } from './clock.ts';
import { TestMachine } from './machine.ts';

/** A well-formed id for a name, of whatever kind is wanted: the same name, the same id. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ids are branded strings; a test picks the brand
export function id<T extends string = CommandId>(name: string): T {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as T;
}

/** The people of the demonstration shop and their PINs. */
export const people = {
  cashier: { staffId: 'li-na' as StaffId, pin: '1111' },
  supervisor: { staffId: 'wang-wei' as StaffId, pin: '2222' },
  manager: { staffId: 'chen-jing' as StaffId, pin: '3333' },
};

export interface ShopOptions {
  devices?: (folder: string) => DeviceConfig;
  /** Devices of the test's own making, or its own way to open them, in place of those. */
  opened?: () => CoreOptions['devices'];
  /** Who works; null leaves the till locked. */
  as?: keyof typeof people | null;
  /** How much room the books want. */
  space?: SpaceSettings;
  /** Where the till writes what goes wrong beside its answers. */
  log?: Log;
}

/** Any of a command's own arguments; the id is made up when it is left out. */
type Loose<N extends CommandName> = Omit<Args<N>, 'commandId'> & { commandId?: CommandId };

export class Shop {
  readonly folder: string;
  readonly clock = new TestClock();
  readonly events: TillEvent[] = [];
  readonly machine: TestMachine;
  core!: Core;
  #count = 0;
  readonly #options: ShopOptions;

  constructor(folder: string, options: ShopOptions) {
    this.folder = folder;
    this.#options = options;
    this.machine = new TestMachine(folder);
  }

  async open(): Promise<void> {
    const config = this.#options.devices?.(this.folder) ?? { kind: 'none' as const };
    const { opened } = this.#options;
    const devices = opened?.() ?? (await openDevices(config, () => this.clock.now()));
    this.core = await openCore({
      folder: this.folder,
      clock: this.clock,
      log: this.#options.log ?? silentLog,
      guard: fileSecretBox(),
      devices,
      machine: this.machine,
      appVersion: '0.0.0-test',
      prints: opened !== undefined || config.kind !== 'none',
      ...(this.#options.space === undefined ? {} : { space: this.#options.space }),
    });
    this.core.subscribe((event) => this.events.push(event));
    const as = this.#options.as === undefined ? 'manager' : this.#options.as;
    if (as !== null) this.core.actAs(people[as].staffId);
  }

  /** Closes the till and opens it again on the same folder. */
  async restart(): Promise<void> {
    await this.core.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.core.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What any shell would be answered. */
  ask(name: string, args: unknown): Promise<Outcome> {
    return dispatch(this.core, silentLog, name, args);
  }

  #withId(name: string, args: object): object {
    const isWrite = isCommandName(name) && 'commandId' in commands[name].args.shape;
    this.#count += 1;
    return isWrite ? { commandId: id(`${this.folder} ${this.#count}`), ...args } : args;
  }

  /** The result; throws with the refusal when there is none. */
  async do<N extends CommandName>(name: N, args: Loose<N> | Record<string, unknown>): Promise<Result<N>> {
    const outcome = await this.ask(name, this.#withId(name, args));
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    return outcome.result as Result<N>;
  }

  /** The refusal; throws when the command was done. */
  async refused(name: CommandName, args: Record<string, unknown>): Promise<Refusal> {
    const outcome = await this.ask(name, this.#withId(name, args));
    if (outcome.ok || !('refusal' in outcome)) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    return outcome.refusal;
  }

  /** Opens a shift with a float in fen. */
  openShift(float = 20_000): Promise<Result<'shift.open'>> {
    return this.do('shift.open', { float });
  }

  /** Scans codes into one sale. */
  async scan(saleId: SaleId, ...codes: string[]): Promise<Result<'sale.scan'>> {
    let change: Result<'sale.scan'> | null = null;
    for (const code of codes) change = await this.do('sale.scan', { saleId, code });
    if (change === null) throw new Error('nothing was scanned');
    return change;
  }

  /** Sells codes for cash; without an amount, for exactly what is due. */
  async sell(name: string, codes: string[], received?: number): Promise<Result<'sale.complete'>> {
    const saleId = id<SaleId>(name);
    const { sale } = await this.scan(saleId, ...codes);
    await this.do('tender.cash', { saleId, amount: received ?? sale.due });
    return this.do('sale.complete', { saleId });
  }
}

/** A fresh demonstration shop with someone at work. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-shop-'));
  await cp(inject('template'), folder, { recursive: true });
  const shop = new Shop(folder, options);
  await shop.open();
  return shop;
}
