/**
 * Canonical JSON (RFC 8785). Its numbers and strings are those of `JSON.stringify`, so that all there is to do is to have
 * the members in order; only for names that an object can't hold in every order a slower writer is asked.
 */

import canonicalize from 'canonicalize';

/** Returns the value's RFC 8785 form. The form knows only well-formed text: a lone surrogate becomes U+FFFD. */
export function canonicalJson(value: unknown): string {
  const json = write(value);
  if (!/\\ud[89a-f]/.test(json)) return json;
  const wellFormed = (_: string, item: unknown) => (typeof item === 'string' ? Buffer.from(item).toString() : item);
  return canonicalize(JSON.parse(json, wellFormed)) as string;
}

function write(value: unknown): string {
  const ordered = inOrder(value);
  return (ordered === unordered ? canonicalize(value) : JSON.stringify(ordered)) as string;
}

const unordered = Symbol('unordered');

/** Returns the value with all members in the order of their names, itself where they are; `unordered` where it can't. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'string')) return value;
    const items = value.map(inOrder);
    return items.includes(unordered) ? unordered : items;
  }
  const names = Object.keys(value);
  let isSame = true;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    // Objects hold names that are numbers first, and `__proto__` not at all.
    if ((name.charCodeAt(0) >= 0x30 && name.charCodeAt(0) <= 0x39) || name === '__proto__') return unordered;
    let at = i;
    for (; at > 0 && (names[at - 1] as string) > name; at--) names[at] = names[at - 1] as string;
    names[at] = name;
    isSame &&= at === i;
  }
  const members = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const name of names) {
    const member = members[name];
    const next = inOrder(member);
    if (next === unordered) return unordered;
    isSame &&= next === member;
    ordered[name] = next;
  }
  return isSame ? value : ordered;
}
