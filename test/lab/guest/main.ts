// The guest's program: every check, in order, against devices that the kernel takes for real ones.
import { readFileSync } from 'node:fs';
import { fileChecks } from './check-file.ts';
import { hidChecks } from './check-hid.ts';
import { serialChecks } from './check-serial.ts';
import { usbChecks } from './check-usb.ts';
import { runAll } from './checks.ts';

/** `lab=usb` among the kernel's words chooses the checks whose names begin so. */
const [, only = ''] = /\blab=(\S+)/.exec(readFileSync('/proc/cmdline', 'utf8')) ?? [];
const all = [...fileChecks, ...usbChecks, ...serialChecks, ...hidChecks];
await runAll(all.filter(({ name }) => name.startsWith(only)));
process.exit(0);
