// One device's status: its present value and who wants to hear of changes. It never finds out anything itself.
import type { DeviceRole, DeviceState, DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import type { Instant } from '#contract/ids.ts';

export interface StatusKeeper {
  read(): DeviceStatus;
  /** Records what was seen; tells the listeners only if it differs from what was known. */
  show(state: DeviceState, trouble: DeviceTrouble | null): void;
  onChange(callback: (status: DeviceStatus) => void): () => void;
}

export interface KeptDevice {
  readonly role: DeviceRole;
  readonly model: string;
  readonly isSimulated: boolean;
  readonly now: () => Date;
}

/** Starts as `absent` without trouble: nothing has been seen yet. */
export function keepStatus({ role, model, isSimulated, now }: KeptDevice): StatusKeeper {
  // toISOString is the form that `instant` brands.
  const at = () => now().toISOString() as Instant;
  const listeners = new Set<(status: DeviceStatus) => void>();
  let status: DeviceStatus = { role, model, isSimulated, state: 'absent', trouble: null, changedAt: at() };
  return {
    read: () => status,
    show(state, trouble) {
      if (status.state === state && status.trouble === trouble) return;
      status = { ...status, state, trouble, changedAt: at() };
      for (const listener of listeners) listener(status);
    },
    onChange(callback) {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
  };
}
