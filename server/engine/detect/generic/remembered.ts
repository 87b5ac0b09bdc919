/**
 * What names and values were found to weigh: the same few are met again and again, and most of the work is in them.
 *
 * Only ever saves work. A value that by itself speaks for a credential isn't kept, nor is the text around what is.
 */

import { type Readers, readers } from './features';
import type { Add, Name } from './nameFeatures';

const mostRemembered = 8192;
const longestRemembered = 100;

/** Returns readers that add one feature, `name` or `value`: the sum of what `weigh` makes of all. */
export function createRememberingReaders(weigh: (feature: string, value: number) => number): Readers {
  const names = new Map<string, { readonly name: Name | undefined; readonly sum: number }>();
  const values = new Map<string, number>();
  let sum = 0;
  const sumUp: Add = (feature, value) => {
    sum += weigh(feature, value);
  };
  return {
    name(identifier, add) {
      let known = names.get(identifier);
      if (known === undefined) {
        sum = 0;
        const own = detach(identifier);
        const name = readers.name(own, sumUp);
        known = { name, sum };
        remember(names, own, known);
      }
      if (known.name !== undefined) add('name', known.sum);
      return known.name;
    },
    value(value, kind, add) {
      const key = `${kind} ${value}`;
      let known = values.get(key);
      if (known === undefined) {
        sum = 0;
        known = readers.value(value, kind, sumUp) ? sum : Number.NaN;
        if (!(known > 0)) remember(values, detach(key), known);
      }
      if (Number.isNaN(known)) return false;
      add('value', known);
      return true;
    },
  };
}

function remember<V>(known: Map<string, V>, key: string, value: V): void {
  if (key.length > longestRemembered) return;
  if (known.size >= mostRemembered) known.clear();
  known.set(key, value);
}

/** Returns the text in memory of its own: a slice keeps all of the text that it is of. */
function detach(text: string): string {
  return ` ${text}`.slice(1);
}
