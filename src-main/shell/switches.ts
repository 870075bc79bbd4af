// Switches and variables that would open a packaged till to whoever can start it: a debugger, another Node, a page
// without its walls. Owns their list; the fuses make most of them void besides, and this says so in words.

/** Names of the browser's and Node's switches, as they begin. */
const opening: readonly RegExp[] = [
  /^inspect/,
  /^debug/,
  /^remote-debugging-/,
  /^remote-allow-origins$/,
  /^js-flags$/,
  /^no-sandbox$/,
  /^disable-.*sandbox/,
  /^disable-web-security$/,
  /^disable-site-isolation/,
  /^allow-file-access/,
  /^allow-running-insecure-content$/,
  /^unsafely-treat-insecure-origin-as-secure$/,
  /^ignore-certificate-errors/,
  /^host-(resolver-)?rules$/,
  /^enable-blink-features$/,
  /^enable-experimental-web-platform-features$/,
  /^load-extension$/,
  /^(renderer|utility|gpu|ppapi|zygote)-(cmd-prefix|launcher)$/,
  /^browser-subprocess-path$/,
  /^user-data-dir$/,
  /^(require|import|eval|loader|experimental-loader)$/,
];

const variables: readonly string[] = [
  'NODE_OPTIONS',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_V8_COVERAGE',
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_NO_ASAR',
  'ELECTRON_OVERRIDE_DIST_PATH',
];

/** A switch's name without its dashes and value. Windows takes `/name` too, and capitals; `/a/b` is a path. */
function nameOf(argument: string): string | null {
  return /^(?:--?|\/)([a-z][\w-]*)(?:[=:]|$)/i.exec(argument)?.[1]?.toLowerCase() ?? null;
}

/** The first of the arguments and variables that would open the program, as it was written; null where there is none. */
export function openingSwitch(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  for (const argument of args) {
    const name = nameOf(argument);
    if (name !== null && opening.some((pattern) => pattern.test(name)))
      return argument.split('=', 1)[0] ?? '';
  }
  return variables.find((name) => (environment[name] ?? '') !== '') ?? null;
}
