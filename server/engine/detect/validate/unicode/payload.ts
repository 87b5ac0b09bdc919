/**
 * Tells runs of characters without a glyph that carry bytes from the sequences Unicode registers.
 */

type Groups = Readonly<Record<string, string | undefined>>;

/** The subdivisions that emoji flags exist for (UTS 51, emoji-sequences.txt), with the tag that ends them. */
const flags =
  /^\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}$/u;
/** Characters that a standardised or ideographic variation sequence can begin with (StandardizedVariants.txt, UTS 37). */
const ideograph =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\u2018\u2019\u201c\u201d]$/u;
const varied =
  /[0\p{Sm}\p{So}\p{Emoji}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Manichaean}\p{Script=Egyptian_Hieroglyphs}\p{Script=Mongolian}\u2100-\u214f\u{1d49c}-\u{1d4cf}\u0030]$/u;

/** Reports whether tag characters are no more than the flag of England, Scotland or Wales. */
export function isTagPayload(value: string, groups: Groups): boolean {
  return !((groups['before'] ?? '').endsWith('\u{1f3f4}') && flags.test(value));
}

/**
 * Reports whether variation selectors choose no form: several in a row, or behind what has no variants.
 *
 * The selector of emoji presentation, alone or typed twice behind one, is let be: text that lost its emoji has it.
 */
export function isVariationPayload(value: string, groups: Groups): boolean {
  const before = groups['before'] ?? '';
  if (/^[\ufe0e\ufe0f]$/.test(value)) return false;
  if (value === '\ufe0f\ufe0f') return !/\p{Emoji}$/u.test(before);
  if ([...value].length > 1) return true;
  // A range of a character class, written out.
  if (/^-[^\p{ASCII}]/u.test(groups['after'] ?? '') || /[^\p{ASCII}]-$/u.test(before)) return false;
  return !(ideograph.test(before) || (value <= '\ufe0f' && varied.test(before)));
}

/** Reports whether a run of private-use characters is longer and more varied than icons in a row are. */
export function isPrivateUsePayload(value: string): boolean {
  const points = [...value];
  if (points.length < 8) return false;
  const codes = points.map((each) => each.codePointAt(0)!);
  const ascending = codes.every((code, at) => at === 0 || code > codes[at - 1]!);
  return !ascending && new Set(codes).size > 2;
}
