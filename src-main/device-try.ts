// One device beside the printer while somebody tries it: what is shown on a display, and all that becomes known of it until
// it ends. It opens nothing and closes nothing.
import type { DeviceChoice } from '#contract/device-choice.ts';
import type { BesideDevice, DeviceTried } from '#contract/device-try.ts';
import type { Devices, PolePicture } from '#hardware/ports.ts';

/** Longer than it takes to lay something on a scale and to look at it, shorter than a shop can do without its printer. */
export const TRY_BESIDE_MS = 60_000;

/** Letters and a figure that somebody at the screen can hold against what it says there. */
const tryPicture: PolePicture = {
  upper: { left: 'Counterfoil', right: '' },
  lower: { left: '', right: '12.50' },
  figures: [{ lamp: 'total', text: '12.50' }],
};

/** The choice that names this device and nothing else. */
export function choiceOf(device: BesideDevice): DeviceChoice {
  switch (device.role) {
    case 'scale':
      return { scale: device.setting };
    case 'display':
      return { display: device.setting };
    case 'scanner':
      return { scanners: [device.setting] };
  }
}

/** What is tried, and how that is ended. */
export interface Trial {
  end(): void;
  /** Settles once it is shut and the counter's devices are open again. */
  readonly over: Promise<void>;
}

/** Tells all that becomes known of the one device that is open here, at once and at every change; returns how to stop that. */
export function followTried(
  { role }: BesideDevice,
  devices: Devices,
  tell: (tried: DeviceTried) => void,
): () => void {
  const { scale, display, scanners } = devices;
  const [scanner] = scanners;
  const { state = 'absent', trouble = null } = devices.list().find((device) => device.role === role) ?? {};
  let tried: DeviceTried = {
    role,
    state,
    trouble,
    reading: null,
    read: null,
    misread: null,
    isOver: false,
  };
  const change = (to: Partial<DeviceTried>) => {
    tried = { ...tried, ...to };
    tell(tried);
  };
  const ends = [
    devices.onChange((status) => {
      if (status.role === role) change({ state: status.state, trouble: status.trouble });
    }),
    scale?.onReading((reading) => change({ reading })),
    scanner?.onRead((read) => change({ read, misread: null })),
    scanner?.onMisread(({ misread }) => change({ read: null, misread })),
  ];
  display?.show(tryPicture);
  tell(tried);
  return () => {
    for (const end of ends) end?.();
    change({ isOver: true });
  };
}
