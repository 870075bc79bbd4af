// The small pictures. Each stands beside a word and says nothing alone, so none is read out.
import {
  ArrowLeftRight,
  Calculator,
  Check,
  CircleCheck,
  CircleX,
  Clock,
  CloudOff,
  Coins,
  Contrast,
  CreditCard,
  FileText,
  IdCard,
  Info,
  Keyboard,
  Languages,
  Lock,
  Monitor,
  Printer,
  Ruler,
  ScanBarcode,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  TriangleAlert,
  UserRound,
  Volume2,
  Wallet,
  Weight,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

const icons = {
  person: UserRound,
  badge: IdCard,
  keptHere: CloudOff,
  done: Check,
  clock: Clock,
  ready: CircleCheck,
  warning: TriangleAlert,
  no: CircleX,
  info: Info,
  safe: ShieldCheck,
  printer: Printer,
  drawer: Wallet,
  scanner: ScanBarcode,
  scale: Weight,
  display: Monitor,
  lock: Lock,
  settings: Settings,
  report: FileText,
  count: Coins,
  theme: Contrast,
  language: Languages,
  hand: ArrowLeftRight,
  size: Ruler,
  card: CreditCard,
  keypad: Calculator,
  amounts: SlidersHorizontal,
  sounds: Volume2,
  keys: Keyboard,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof icons;

export function Icon({ name }: { name: IconName }) {
  const Drawn = icons[name];
  return <Drawn className="icon" aria-hidden="true" />;
}
