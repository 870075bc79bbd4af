// One device's status: its present value and who wants to hear of changes. It never finds out anything itself.
import type { DeviceRole, DeviceState, DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import type { Instant } from '#contract/ids.ts';

export interface StatusKeeper {
  read(): DeviceStatus;
  /** Records what was seen; tells the listeners only if it differs from what was known. */
  show(state: DeviceState, trouble: DeviceTrouble | null): void;
  /** It was lost or cannot be opened: `absent` where it is not there, else something is to be mended. */
  lose(trouble: DeviceTrouble): void;
  onChange(callback: (status: DeviceStatus) => void): () => void;
}

export interface KeptDevice {
  readonly role: DeviceRole;
  /** See DeviceStatus; left out where there is one of its role. */
  readonly id?: string;
  readonly model: string;
  readonly isSimulated: boolean;
  /** See DeviceStatus; left out where it was tried. */
  readonly isUntested?: true;
  readonly now: () => Date;
}

/** Starts as `absent` without trouble: nothing has been seen yet. */
export function keepStatus({ role, id, model, isSimulated, isUntested, now }: KeptDevice): StatusKeeper {
  // toISOString is the form that `instant` brands.
  const at = () => now().toISOString() as Instant;
  const listeners = new Set<(status: DeviceStatus) => void>();
  let status: DeviceStatus = {
    role,
    ...(id === undefined ? {} : { id }),
    model,
    isSimulated,
    ...(isUntested === undefined ? {} : { isUntested }),
    state: 'absent',
    trouble: null,
    changedAt: at(),
  };
  const show: StatusKeeper['show'] = (state, trouble) => {
    if (status.state === state && status.trouble === trouble) return;
    status = { ...status, state, trouble, changedAt: at() };
    for (const listener of listeners) listener(status);
  };
  return {
    read: () => status,
    show,
    lose: (trouble) =>
      show(trouble === 'notFound' || trouble === 'offline' ? 'absent' : 'attention', trouble),
    onChange(callback) {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
  };
}
