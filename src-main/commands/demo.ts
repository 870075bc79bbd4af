// The demonstration counter's devices, worked with a mouse. Owns only the refusal that real devices get; writes nothing.
import type { DemoDevices } from '#hardware/ports.ts';
import { refuse } from '#contract/refusal.ts';
import type { DeviceContext, Handler } from './context.ts';

/** Refuses `demo.notHere` where the devices are real, or none. */
function requireDemo({ devices }: DeviceContext): DemoDevices {
  return devices.demo ?? refuse('demo.notHere', {});
}

export const look: Handler<'demo.look'> = (context) => requireDemo(context).look();

export const scan: Handler<'demo.scan'> = (context, { code }) => {
  requireDemo(context).scan(code);
  return {};
};

export const weigh: Handler<'demo.weigh'> = (context, { grams }) => {
  requireDemo(context).weigh(grams);
  return {};
};

export const setPrinter: Handler<'demo.setPrinter'> = (context, printer) => {
  requireDemo(context).setPrinter(printer);
  return {};
};

export const shutDrawer: Handler<'demo.shutDrawer'> = (context) => {
  requireDemo(context).shutDrawer();
  return {};
};
