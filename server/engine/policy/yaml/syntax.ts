/** What to do about each kind of syntax error of the YAML library. Its own messages may quote the text; ours don't. */

import type { Fault } from './fault';

type Explanation = readonly [message: string, hint: string];

const quotes: Explanation = ['this value begins with a character that YAML reserves', 'put the value in quotes'];
const oneLine: Explanation = ['a key reaches over several lines', "end the key with ':' on its own line"];
const nested: Explanation = [
  'a mapping begins where a value stands',
  "put a value that holds ': ' in quotes, or begin a new line for the mapping",
];
const alias: Explanation = ['this anchor or alias has no usable name', 'name it with letters and digits'];

const explanations: Readonly<Record<string, Explanation>> = {
  ALIAS_PROPS: ['an alias has an anchor or tag of its own', 'leave the anchor or tag out'],
  BAD_ALIAS: alias,
  BAD_COLLECTION_TYPE: ['the tag does not fit the value', 'leave the tag out'],
  BAD_DIRECTIVE: ['directives other than %YAML 1.2 are not read', 'leave the line out'],
  BAD_DQ_ESCAPE: ['a backslash stands before a character it does not escape', 'write it twice, or use single quotes'],
  BAD_INDENT: [
    'the line is not indented like its neighbours',
    'let the parts of one list or mapping begin in one column',
  ],
  BAD_PROP_ORDER: ['an anchor or tag stands before the sign it belongs behind', 'put it directly before the value'],
  BAD_SCALAR_START: quotes,
  BLOCK_AS_IMPLICIT_KEY: nested,
  BLOCK_IN_FLOW: ['an indented value stands within brackets', 'write it in brackets as well'],
  IMPOSSIBLE: ['this is not YAML', 'compare it with policies/baseline.yaml'],
  KEY_OVER_1024_CHARS: ['a key is longer than 1024 characters', "look for a missing quote before the ':'"],
  MULTILINE_IMPLICIT_KEY: oneLine,
  MULTIPLE_ANCHORS: ['a value has two anchors', 'keep one of them'],
  MULTIPLE_DOCS: ['a second document begins here', 'write one policy a file'],
  MULTIPLE_TAGS: ['a value has two tags', 'leave them out'],
  NON_STRING_KEY: ['a key is not a text', "write a name before the ':', without brackets, tag or alias"],
  RESOURCE_EXHAUSTION: ['the policy nests too deeply to be read', 'look for a bracket that is not closed'],
  TAB_AS_INDENT: ['a tab stands in the indentation', 'indent with spaces'],
  TAG_RESOLVE_FAILED: ["this tag is not one of YAML's core", 'leave the tag out; policies hold plain values only'],
};

const missing: readonly (readonly [RegExp, Explanation])[] = [
  [/closing .quote/, ['a quote is not closed', 'close it, or double a quote that belongs to the text']],
  [/Missing , (?:or : )?between/, ['a comma is missing between the parts in brackets', "put a ',' between them"]],
  [/Missing space after :/, ["a ':' stands without a space behind it", "put a space behind the ':'"]],
  [
    /Comments must be separated/,
    ["a '#' stands directly behind a value", "put a space before the '#', or the value in quotes"],
  ],
  [/need to be followed by map values/, ["a key has no ':' behind it", "write 'key: value', or '- value' in a list"]],
  [/without - indicator/, ["a list's item has no '-' before it", "begin the line with '- '"]],
  [/directives-end/, ['a line of --- is missing after the directive', 'leave the directive out']],
  [/Tags and anchors/, ['an anchor or tag stands directly before its value', 'put a space behind it']],
];

const generic: Explanation = [
  'something stands here that YAML does not expect',
  'check brackets, quotes and indentation before it',
];

/** Returns the problem that an error of the library is, without its offset. */
export function explainSyntax(code: string, original: string): Omit<Fault, 'offset'> {
  const [message, hint] = explain(code, original);
  return { code: 'YAML_SYNTAX', message, hint };
}

/** Returns the faults without those that follow from others: one a place, and vague ones only where there are no others. */
export function withoutConsequences(faults: readonly Fault[]): Fault[] {
  const specific = faults.filter(({ message }) => message !== generic[0]);
  const places = new Map((specific.length === 0 ? faults : specific).map((fault) => [fault.offset, fault]));
  return [...places.values()];
}

function explain(code: string, original: string): Explanation {
  if (/^(?:Flow|Missing|Expected).*(?:end with|\}|\])/.test(original)) {
    return ['a bracket is not closed', 'close it with the one that it was opened by'];
  }
  return explanations[code] ?? missing.find(([pattern]) => pattern.test(original))?.[1] ?? generic;
}
