// The one byte form in which records are hashed: RFC 8785 (JCS) restricted to what a journal may hold.
// Owns no meaning: it refuses what it cannot write the same way everywhere.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('canonical: broken Unicode');
  return JSON.stringify(value);
}

function writeObject(value: { readonly [key: string]: Json | undefined }): string {
  const keys = Object.keys(value).sort();
  const members = keys.map((key) => {
    if (!/^[\x20-\x7e]+$/.test(key))
      throw new TypeError(`canonical: key ${JSON.stringify(key)} is not ASCII`);
    const member = value[key];
    if (member === undefined) throw new TypeError(`canonical: ${key} is undefined`);
    return `${writeString(key)}:${canonical(member)}`;
  });
  return `{${members.join(',')}}`;
}

/**
 * The canonical text of a value: keys sorted, no spaces, safe integers only.
 * Throws TypeError for floats, broken Unicode, undefined, keys outside ASCII and whatever else is not JSON.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`canonical: ${value} is not a safe integer`);
    return String(value + 0);
  }
  if (Array.isArray(value)) return `[${Array.from(value as readonly Json[], canonical).join(',')}]`;
  // A Date, a Map or a bigint that slipped past the types has no members of its own and would be hashed as {}.
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]') throw new TypeError(`canonical: ${kind} is not JSON`);
  return writeObject(value as { readonly [key: string]: Json });
}
