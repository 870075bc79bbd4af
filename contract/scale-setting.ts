// How a counter's scale is connected, as somebody sets it up or writes it into config.json. Owns the form and the names of
// the protocols; what each of them says is the devices' business.
import * as z from 'zod/mini';
import { line } from './text.ts';

/** Data bits, parity and stop bits of a serial line. */
export const serialFrame = z.enum(['8N1', '7E1', '7O1', '8E1']);
export type SerialFrame = z.infer<typeof serialFrame>;

/**
 * - `toledo`: Mettler Toledo 8217, weight only; most scales under a scanner speak it.
 * - `nci`: NCI standard (SCP-01) and its form for cash registers (ECR, SCP-12).
 * - `cas`: lines such as `ST,GS,…,kg`, sent without a pause: CAS with 22 bytes, A&D with 18, many others.
 * - `aclas`: frames of 15 bytes, sent without a pause: ACLAS (Pinnacle) and scales that copy it.
 */
export const scaleProtocol = z.enum(['toledo', 'nci', 'cas', 'aclas']);
export type ScaleProtocol = z.infer<typeof scaleProtocol>;

/** Whether such a scale is sent anything: it is asked for each weight, rather than only listened to. */
export const isAskedScale = (protocol: ScaleProtocol): boolean => protocol === 'toledo' || protocol === 'nci';

export const weightUnit = z.enum(['kg', 'g', 'lb', 'oz']);
export type WeightUnit = z.infer<typeof weightUnit>;

/** A line whose speed and form are those of the protocol unless somebody says otherwise. */
export const devicePort = z.strictObject({
  kind: z.literal('serial'),
  /** A path such as /dev/ttyUSB0 or COM3, or `usb:vid:pid:serial` of its adapter, which keeps that name in any socket. */
  path: line(200),
  /** Bits per second. */
  baudRate: z.optional(z.int().check(z.gte(300), z.lte(1_000_000))),
  frame: z.optional(serialFrame),
});
export type DevicePort = z.infer<typeof devicePort>;

export const scaleChoice = {
  protocol: scaleProtocol,
  /** Of a scale that does not say it, kilograms where nothing is said here; what a scale says itself counts for more. */
  unit: z.optional(weightUnit),
  /** Of a scale that sends its figure without a point: how many of its digits stand behind it. */
  decimals: z.optional(z.int().check(z.gte(0), z.lte(5))),
};

export const scaleSetting = z.strictObject({ place: devicePort, ...scaleChoice });
export type ScaleSetting = z.infer<typeof scaleSetting>;
