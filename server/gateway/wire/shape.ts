/** Safe looks into JSON of which nothing is known, and the table a wire format keeps its operations in. */

import type { AnswerText, Json, Operation } from '../types';

/** Returns the value below some keys, `undefined` where there is none. */
export function at(value: Json | undefined, ...keys: Keys): Json | undefined {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Readonly<Record<string | number, Json>>)[key];
  }
  return inner;
}

/** Returns the string below some keys, `undefined` where there is none. */
export function textAt(value: Json | undefined, ...keys: Keys): string | undefined {
  const inner = at(value, ...keys);
  return typeof inner === 'string' ? inner : undefined;
}

/** Returns the list below some keys, an empty one where there is none. */
export function listAt(value: Json | undefined, ...keys: Keys): readonly Json[] {
  const inner = at(value, ...keys);
  return Array.isArray(inner) ? (inner as readonly Json[]) : [];
}

export type Keys = readonly (string | number)[];

/** Returns the answer text at some keys of a value that stands at `place`, an empty list where there is no string. */
export function textsAt(
  value: Json | undefined,
  keys: Keys,
  text: Omit<AnswerText, 'at'>,
  place: Keys = [],
): readonly AnswerText[] {
  return textAt(value, ...keys) === undefined ? [] : [{ ...text, at: [...place, ...keys] }];
}

/** Reports whether a prompt is made of a tokenizer's numbers. */
export function isTokens(value: Json | undefined): boolean {
  if (!Array.isArray(value)) return false;
  return (value as readonly Json[]).some((each) => typeof each === 'number' || isTokens(each));
}

/** Which operation a method and path are: the first that fits. */
export type Routes = readonly (readonly [method: string, path: RegExp, operation: Operation])[];

/** Returns the operation of a method and path, `undefined` where there is none. */
export function findOperation(routes: Routes, method: string, path: string): Operation | undefined {
  return routes.find(([own, pattern]) => own === method && pattern.test(path))?.[2];
}

/** An operation that sends no content of the user's: lists, states, names. */
export function withoutContent(name: string): Operation {
  return {
    name,
    channel: 'gateway',
    hasContent: false,
    describe: (body) => {
      const model = textAt(body, 'model') ?? textAt(body, 'name');
      return model === undefined ? {} : { model };
    },
  };
}

/** The same request to another end: what comes back are numbers. */
export function withoutAnswer({ channel, hasContent, describe }: Operation, name: string): Operation {
  return { name, channel, hasContent, describe };
}
