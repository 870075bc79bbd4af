// The devices beside the printers of a counter, which need none: a scale, a pole display. Puts them to whatever printers
// there are; each is opened by itself, and one whose driver does not load leaves the others alone.
import type { CounterDevices } from '#contract/device-setting.ts';
import type { DeviceStatus } from '#contract/device.ts';
import type { DisplaySetting } from '#contract/display-setting.ts';
import type { DevicePort, ScaleSetting, SerialFrame } from '#contract/scale-setting.ts';
import { keepStatus } from './device-status.ts';
import { readError, troubleOf } from './errors.ts';
import type { Devices, PoleDisplay, Scale } from './ports.ts';
import { NOTHING_READ } from './scale/settled.ts';
import type { Transport } from './transport/transport.ts';

/** What every device beside the printers can be asked. */
export interface Beside {
  status(): DeviceStatus;
  onChange?(callback: (status: DeviceStatus) => void): () => void;
  close(): Promise<void>;
}

/** `devices` with the scale and the display that the configuration names. Waits for neither of them and never throws. */
export async function openBeside(
  devices: Devices,
  wanted: Pick<CounterDevices, 'scale' | 'display'>,
  now: () => Date,
): Promise<Devices> {
  const scale = wanted.scale ? await openScale(wanted.scale, now) : null;
  const display = wanted.display ? await openDisplay(wanted.display, now) : null;
  const added = { ...(scale === null ? {} : { scale }), ...(display === null ? {} : { display }) };
  return withBeside({ ...devices, ...added }, [scale, display]);
}

/** `devices` with these among those that are listed, heard and closed. */
export function withBeside(devices: Devices, beside: readonly (Beside | null)[]): Devices {
  const there = beside.filter((one) => one !== null);
  return {
    ...devices,
    list: () => [...devices.list(), ...there.map((one) => one.status())],
    onChange(callback) {
      const ends = [devices.onChange(callback), ...there.map((one) => one.onChange?.(callback))];
      return () => {
        for (const end of ends) end?.();
      };
    },
    async close() {
      await Promise.all([devices.close(), ...there.map((one) => one.close())]);
    },
  };
}

async function openPort(
  { path, baudRate, frame }: DevicePort,
  usual: { readonly baudRate: number; readonly frame: SerialFrame },
): Promise<Transport> {
  const { SerialTransport } = await import('./transport/serial.ts');
  return new SerialTransport({ path, baudRate: baudRate ?? usual.baudRate, frame: frame ?? usual.frame });
}

async function openScale({ place, protocol, unit, decimals }: ScaleSetting, now: () => Date): Promise<Scale> {
  const { SCALE_TALKS } = await import('./scale/protocols.ts');
  const talk = SCALE_TALKS[protocol];
  const model = `${talk.model} · ${place.path}`;
  try {
    const { SerialScale } = await import('./scale/scale.ts');
    const form = { unit: unit ?? 'kg', decimals: decimals ?? null } as const;
    return new SerialScale(await openPort(place, talk), { talk, form, model, now });
  } catch (error) {
    return missingScale(model, readError(error, 'open'), now);
  }
}

/** One whose driver does not load. */
function missingScale(model: string, error: ReturnType<typeof readError>, now: () => Date): Scale {
  const status = keepStatus({ role: 'scale', model, isSimulated: false, now });
  status.show('attention', troubleOf(error));
  return {
    reading: () => NOTHING_READ,
    take: () => undefined,
    status: () => status.read(),
    onReading: () => () => undefined,
    close: async () => undefined,
  };
}

async function openDisplay(
  { place, protocol, charset }: DisplaySetting,
  now: () => Date,
): Promise<PoleDisplay> {
  try {
    const [{ poleTalkOf }, { SerialPole }] = await Promise.all([
      import('./display/frames.ts'),
      import('./display/pole.ts'),
    ]);
    const talk = poleTalkOf(protocol, charset);
    const model = `${talk.model} · ${place.path}`;
    return new SerialPole(await openPort(place, talk), { talk, model, now });
  } catch (error) {
    const status = keepStatus({ role: 'display', model: place.path, isSimulated: false, now });
    status.show('attention', troubleOf(readError(error, 'open')));
    return {
      show: () => undefined,
      status: () => status.read(),
      onChange: () => () => undefined,
      close: async () => undefined,
    };
  }
}
