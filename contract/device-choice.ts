// What a manager chose for the counter's devices on the screen. Each part that is there counts for more than what config.json
// says; a part that is left out is as that file has it.
import * as z from 'zod/mini';
import { drawerSetting, printerSetting, scannerSettings } from './device-setting.ts';
import { displaySetting } from './display-setting.ts';
import { scaleSetting } from './scale-setting.ts';

export const deviceChoice = z.strictObject({
  printer: z.optional(printerSetting),
  /** Prints what the first cannot. */
  fallback: z.optional(printerSetting),
  drawer: z.optional(drawerSetting),
  scale: z.optional(scaleSetting),
  display: z.optional(displaySetting),
  /** All of them that are no keyboards; an empty list is none, whatever that file says. */
  scanners: z.optional(scannerSettings),
});
export type DeviceChoice = z.infer<typeof deviceChoice>;
