// A test's hand on the wire between the page and its till, in the browser shell: answers that come late, answers that say
// something else, events that the till did not announce. The till behind it is the real one.
import type { Page, WebSocketRoute } from 'playwright/test';
import { commands } from '#contract/commands.ts';
import type { CommandName, Result } from '#contract/commands.ts';
import type { TillEvent } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { Till } from './till.ts';

interface Message {
  id?: number;
  command?: CommandName;
  args?: unknown;
  ok?: boolean;
  result?: object;
}

type Change = (result: object) => object;

export class Carrier {
  /** How long the disk takes for the next command that writes, in milliseconds. */
  delayMs: () => number = () => 0;
  /** Every command that the page sent, oldest first. */
  readonly asked: { command: CommandName; args: unknown }[] = [];
  readonly #page: Page;
  readonly #changes = new Map<CommandName, Change>();
  readonly #refusals = new Map<CommandName, Refusal>();
  #socket: WebSocketRoute | null = null;
  #last: Promise<void> = Promise.resolve();

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Takes hold of the page's next connection, which is opened at once. Everybody who is signed in stays so. */
  static async between({ page }: Till): Promise<Carrier> {
    const carrier = new Carrier(page);
    await page.routeWebSocket(/\/till$/, (socket) => carrier.#carry(socket));
    await page.reload();
    return carrier;
  }

  #carry(socket: WebSocketRoute): void {
    this.#socket = socket;
    const server = socket.connectToServer();
    const names = new Map<number, CommandName>();
    socket.onMessage((raw) => {
      const request = JSON.parse(String(raw)) as Required<Message>;
      names.set(request.id, request.command);
      this.asked.push({ command: request.command, args: request.args });
      const refusal = this.#refusals.get(request.command);
      this.#inTurn(request.command, () => {
        if (refusal === undefined) server.send(raw);
        else socket.send(JSON.stringify({ id: request.id, ok: false, refusal }));
      });
    });
    server.onMessage((raw) => {
      const message = JSON.parse(String(raw)) as Message;
      const command = message.id === undefined ? undefined : names.get(message.id);
      const change = command === undefined ? undefined : this.#changes.get(command);
      const isChanged = change !== undefined && message.result !== undefined;
      socket.send(JSON.stringify(isChanged ? { ...message, result: change(message.result ?? {}) } : message));
    });
  }

  /** One after the other: while the disk is busy with one command the till hears no other. */
  #inTurn(name: CommandName, send: () => void): void {
    const delay = commands[name].kind === 'read' ? 0 : this.delayMs();
    this.#last = this.#last.then(async () => {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      if (!this.#page.isClosed()) send();
    });
  }

  /** From now on this command's result is what `change` makes of it. */
  change<N extends CommandName>(name: N, change: (result: Result<N>) => Result<N>): void {
    this.#changes.set(name, change as unknown as Change);
  }

  refuse(name: CommandName, refusal: Refusal): void {
    this.#refusals.set(name, refusal);
  }

  /** The page hears the till itself again. */
  letBe(): void {
    this.#changes.clear();
    this.#refusals.clear();
    this.delayMs = () => 0;
  }

  announce(event: TillEvent): void {
    this.#socket?.send(JSON.stringify(event));
  }

  /** How often the page sent a command. */
  times(name: CommandName): number {
    return this.asked.filter(({ command }) => command === name).length;
  }
}
