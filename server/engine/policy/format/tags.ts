/**
 * How single values are written: plain where YAML allows it, no string broken over lines, brackets close and braces wide.
 *
 * The `yaml` package writes; this says only in which of its ways.
 */

import { type CollectionTag, Scalar, type ScalarTag, type Tags, type YAMLMap, type YAMLSeq } from 'yaml';

/** Lines are no longer than this where the layout can help it. */
export const lineWidth = 100;

/** The schema of documents that are to be written our way. */
export const writeAs = { schema: 'core', customTags: adjustTags } as const;

let adjusted: Tags | undefined;

/** Returns the core schema's tags with our ways of writing. */
function adjustTags(tags: Tags): Tags {
  adjusted ??= tags.map((tag) => {
    if (typeof tag === 'string') return tag;
    if (tag.collection !== undefined) return writeCollection(tag);
    if (tag.tag === 'tag:yaml.org,2002:str') return { ...tag, stringify: writeString(tag.stringify as Write) };
    // A number stays as it is written: 1e3, 0x1F, 1.50.
    if (/:(?:int|float)$/.test(tag.tag)) return { ...tag, stringify: writeNumber(tag.stringify as Write) };
    return tag;
  });
  return adjusted;
}

type Write = NonNullable<ScalarTag['stringify']>;
type Context = Parameters<Write>[1];

/** The package has one padding for mappings and lists; its types don't say that a collection's tag may write, too. */
function writeCollection(tag: CollectionTag): CollectionTag {
  const flowCollectionPadding = tag.collection === 'map' ? ' ' : '';
  const stringify = (node: YAMLMap | YAMLSeq, ctx: Context, ...callbacks: (() => void)[]) =>
    node.toString({ ...ctx, flowCollectionPadding } as never, ...callbacks);
  return { ...tag, stringify } as unknown as CollectionTag;
}

function writeNumber(write: Write): Write {
  return (item, ctx, ...callbacks) => item.source ?? write(item, ctx, ...callbacks);
}

function writeString(write: Write): Write {
  return (item, ctx, ...callbacks) => {
    const value = String(item.value);
    const as = (type: Scalar.Type | undefined, options: object) => {
      const copy = Object.assign(new Scalar(value), { type, comment: item.comment }) as Scalar;
      return write(copy, { ...ctx, options: { ...ctx.options, ...options } }, ...callbacks);
    };
    if (needsBlock(item.type, value) && !ctx.implicitKey && !ctx.inFlow) {
      return as(item.type, { lineWidth: item.type === Scalar.BLOCK_FOLDED ? lineWidth : 0 });
    }
    const oneLine = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY, singleQuote: false };
    const double = () => showInvisible(as(Scalar.QUOTE_DOUBLE, oneLine));
    if (invisible.test(value) || readOtherwise.test(value)) return double();
    const plain = as(Scalar.PLAIN, { ...oneLine, blockQuote: false });
    if (!plain.startsWith('"')) return plain;
    // Expressions are full of backslashes, which only double quotes take for escapes.
    return /[\\"]/.test(value) && !value.includes("'")
      ? as(Scalar.QUOTE_SINGLE, { ...oneLine, singleQuote: true })
      : double();
  };
}

/** Reports whether a string written as a block stays one: those of several lines, and long ones that are folded. */
export function needsBlock(type: Scalar['type'], value: string): boolean {
  const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
  return (
    isBlock && value.trim() !== '' && (value.includes('\n') || (type === Scalar.BLOCK_FOLDED && value.length > 60))
  );
}

/** What can't be seen must be told: it could be there to deceive. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Words that readers of YAML 1.1 take for a truth value. */
const readOtherwise = /^(?:y|n|yes|no|on|off)$/i;

function showInvisible(quoted: string): string {
  return quoted.replace(new RegExp(invisible, 'gu'), (character) => {
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase();
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
