// How a counter's pole display is connected, as somebody sets it up or writes it into config.json. Owns the form and the
// names of the protocols; what is sent is the devices' business.
import * as z from 'zod/mini';
import { charsetNames } from './printer-profile.ts';
import { devicePort } from './scale-setting.ts';

/**
 * - `cd5220`, `escpos`: two lines of twenty characters, by the commands of CD5220 or of Epson's DM-D; a switch on the
 *   display says which of the two it obeys.
 * - `led8`: eight digits and four lamps, as sold in China.
 */
export const displayProtocol = z.enum(['cd5220', 'escpos', 'led8']);
export type DisplayProtocol = z.infer<typeof displayProtocol>;

export const displayChoice = {
  protocol: displayProtocol,
  /** The page of one-byte codes that the display was set to; plain ASCII where nothing is said. */
  charset: z.optional(z.enum(charsetNames)),
};

export const displaySetting = z.strictObject({ place: devicePort, ...displayChoice });
export type DisplaySetting = z.infer<typeof displaySetting>;
