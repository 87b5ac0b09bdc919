/**
 * Tells hidden or look-alike characters that deceive a reader from those that languages and emoji need.
 */

/** Scripts whose spelling needs joiners and marks of direction (Unicode standard, section 23.2; UAX 31, 2.3). */
const joiningScripts =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Lao}\p{Script=Hebrew}\p{Script=Tibetan}]/u;
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u20e3/u;

/**
 * Reports whether a run of invisible characters hides something, judged with its neighbours (groups `before`, `after`).
 *
 * One joiner inside an emoji sequence or a word of a joining script is spelling, a soft hyphen or word joiner alone is
 * typesetting; runs are never either.
 */
export function isSuspiciousInvisible(value: string, groups: Readonly<Record<string, string | undefined>>): boolean {
  const before = groups['before'] ?? '';
  const after = groups['after'] ?? '';
  if (value.length > 1) return true;
  if (value === '\u200d' && emoji.test(before) && emoji.test(after)) return false;
  return (
    !((joiningScripts.test(before) || before === '') && joiningScripts.test(after)) && !joiningScripts.test(before)
  );
}

/** Cyrillic and Greek letters that look like Latin ones (Unicode confusables, UTS 39). */
const confusable = /[авгеѕіјкмнорстухһԁԛԝьАВЕЅІЈКМНОРСТУХԌԚԜЬαβγικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]/u;
const latin = /[A-Za-z]/;
const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;

/**
 * Reports whether a name mixes Latin letters with look-alikes of another script so that it reads as another name.
 *
 * A Greek or Cyrillic letter that looks like no Latin one, as in `Δt` or `μs`, gives itself away.
 */
export function isMixedScriptIdentifier(value: string): boolean {
  if (!latin.test(value)) return false;
  const letters = value.match(foreign) ?? [];
  return letters.length > 0 && letters.every((letter) => confusable.test(letter)) && value.length >= 3;
}
