// The English words in one object; it is the type of every other language.
import { besideSetUp } from './beside-set-up.ts';
import { counter } from './counter.ts';
import { customer } from './customer.ts';
import { demo } from './demo.ts';
import { deviceSetUp } from './device-set-up.ts';
import { devices } from './devices.ts';
import { display } from './display.ts';
import { discount } from './discount.ts';
import { keys } from './keys.ts';
import { layouts } from './layouts.ts';
import { look } from './look.ts';
import { machine } from './machine.ts';
import { program } from './program.ts';
import { promotion } from './promotion.ts';
import { quick } from './quick.ts';
import { permission, refusal } from './refusal.ts';
import { receipt } from './receipt.ts';
import { returns } from './returns.ts';
import { scan } from './scan.ts';
import { screen } from './screen.ts';
import { shop } from './shop.ts';
import { trouble } from './trouble.ts';
import { why } from './why.ts';

export const en = {
  scan,
  screen,
  besideSetUp,
  counter,
  customer,
  keys,
  layouts,
  look,
  quick,
  demo,
  devices,
  deviceSetUp,
  discount,
  display,
  machine,
  refusal,
  permission,
  receipt,
  returns,
  trouble,
  program,
  promotion,
  shop,
  why,
};

export type Words = typeof en;
