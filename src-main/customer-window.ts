// The customer's window between the till and its shell: what it is told, and who opens it once there is a shell that can.
// Nothing that comes from it is ever carried out.
import type { CustomerMessage } from '#contract/customer-view.ts';
import type { CustomerViews } from './customer-view.ts';
import type { OpenedWindow } from './machine.ts';
import type { Carried } from './shell/connection.ts';

/** A customer's window is told at once and of every change; to it there is no command. */
export function carryViews(views: CustomerViews): Carried {
  const message = (payload: CustomerMessage['payload']): CustomerMessage => ({
    event: 'customer.view',
    payload,
  });
  return {
    call: async (name) => ({
      ok: false,
      refusal: { code: 'command.unknown', details: { name: name.slice(0, 80) } },
    }),
    subscribe(listener) {
      listener(message(views.now()));
      return views.subscribe((view) => listener(message(view)));
    },
  };
}

export interface CustomerDoor {
  /** For the machine, which is made before there is a shell. */
  readonly open: () => OpenedWindow;
  openBy(shell: () => OpenedWindow): void;
}

/** Until a shell says how, there is no window. */
export function makeCustomerDoor(): CustomerDoor {
  let way: (() => OpenedWindow) | null = null;
  return {
    open: () => way?.() ?? { isOpen: false, address: null },
    openBy: (shell) => void (way = shell),
  };
}
