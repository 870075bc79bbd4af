// A stand-in for the package `usb` 3 with one printer on the bus. It behaves as the real one was seen to in a guest:
// a busy interface until the kernel lets go, `Cancelled` after a transfer's time, `Disconnected` when the plug is pulled;
// while a transfer is under way it throws, at once, at whoever lets go of anything.
import type { UsbBus, UsbDevice } from '#hardware/transport/usb.ts';

const BUFFER_BYTES = 81_920;

export class FakeUsbPrinter {
  readonly received: Uint8Array[] = [];
  readonly bus: UsbBus = { getDevices: async () => (this.#isPlugged ? [this.#device()] : []) };
  isKernelBound = true;
  #isPlugged = true;
  #isHeld = false;
  #heldBytes = 0;
  #answers: Uint8Array[] = [];
  #wake: (() => void)[] = [];
  #transfers = 0;

  send(bytes: Uint8Array): void {
    this.#answers.push(Uint8Array.from(bytes));
    this.#stir();
  }

  hold(): void {
    this.#isHeld = true;
  }

  vanish(): void {
    this.#isPlugged = false;
    this.#stir();
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Waits for something to happen, at most so long; answers whether the plug is still in. */
  async #wait(timeMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeMs);
    this.#wake.push(resolve);
    await promise;
    clearTimeout(timer);
  }

  async #transfer<T>(work: () => Promise<T>): Promise<T> {
    this.#transfers += 1;
    try {
      return await work();
    } finally {
      this.#transfers -= 1;
    }
  }

  /** Not as a rejection: the real one throws before there is a promise. */
  #borrow<T>(work: () => T): T {
    if (this.#transfers === 0) return work();
    throw new Error('The same native value cannot be borrowed mutably while another borrow is active');
  }

  #assertPlugged(what: string): void {
    if (!this.#isPlugged) throw new Error(`${what} error: Disconnected`);
  }

  #device(): UsbDevice {
    let isClaimed = false;
    return {
      vendorId: 0x04b8,
      productId: 0x0202,
      serialNumber: 'X1',
      opened: false,
      configurations: [
        {
          configurationValue: 1,
          interfaces: [
            {
              interfaceNumber: 0,
              alternates: [
                {
                  interfaceClass: 7,
                  endpoints: [
                    { endpointNumber: 1, direction: 'out', type: 'bulk' },
                    { endpointNumber: 2, direction: 'in', type: 'bulk' },
                  ],
                },
              ],
            },
          ],
        },
      ],
      open: async () => this.#assertPlugged('open'),
      close: () => this.#borrow(async () => this.#assertPlugged('close')),
      selectConfiguration: async () => undefined,
      claimInterface: async () => {
        if (this.isKernelBound) throw new Error('claimInterface error: interface is busy (errno 16)');
        isClaimed = true;
      },
      releaseInterface: () =>
        this.#borrow(async () => {
          isClaimed = false;
        }),
      detachKernelDriver: async () => {
        this.isKernelBound = false;
      },
      attachKernelDriver: () =>
        this.#borrow(async () => {
          this.isKernelBound = true;
        }),
      transferOut: (_endpoint, data, timeoutMs) =>
        this.#transfer(async () => {
          if (!isClaimed) throw new Error('transferOut error: not claimed');
          return this.#take(data, timeoutMs);
        }),
      transferIn: (_endpoint, _length, timeoutMs) => this.#transfer(() => this.#give(timeoutMs)),
    };
  }

  async #take(data: Uint8Array, timeoutMs: number): Promise<{ bytesWritten: number }> {
    this.#assertPlugged('transferOut');
    if (this.#isHeld && this.#heldBytes + data.length > BUFFER_BYTES) {
      await this.#wait(timeoutMs);
      // Seen as well, and meaning the same, where the plug was pulled out during the transfer.
      throw new Error(`transferOut error: ${this.#isPlugged ? 'Cancelled' : 'Fault'}`);
    }
    if (this.#isHeld) this.#heldBytes += data.length;
    else this.received.push(Uint8Array.from(data));
    return { bytesWritten: data.length };
  }

  async #give(timeoutMs: number): Promise<{ data: DataView }> {
    this.#assertPlugged('transferIn');
    if (this.#answers.length === 0) await this.#wait(timeoutMs);
    this.#assertPlugged('transferIn');
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('transferIn error: Cancelled');
    return { data: new DataView(answer.buffer) };
  }
}
