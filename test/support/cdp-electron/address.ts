// The address of a page as the program knows it, `app://till/`, and as Chromium does. Translates both ways and nothing
// else.

/**
 * Chromium cannot be taught a scheme from outside. The pages of `app:` are given to it under `https:` and a name that no
 * network can ever have (RFC 6761), so that they are a secure context with an origin of their own, as a privileged
 * scheme's are. What differs: `location` shows the other address; the origin is of a scheme that has cookies, service
 * workers and a certificate; and a rule that names a scheme would name another one. Everything the till sends is from the
 * page's own origin, so `'self'` means the same.
 */
const suffix = '.app.invalid';

/** The address that Chromium is given for one of the program's. */
export function toBrowser(address: string): string {
  return address.replace(/^app:\/\/([^/?#]+)/, (_, host: string) => `https://${host}${suffix}`);
}

/** The address that the program sees for one of Chromium's; one that is no page of `app:` is left as it is. */
export function toProgram(address: string): string {
  return address.replace(/^https:\/\/([^/?#]+)\.app\.invalid(?=[/?#]|$)/, 'app://$1');
}

export const isOfScheme = (address: string): boolean => toProgram(address).startsWith('app://');
