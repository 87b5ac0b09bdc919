/**
 * Tells words people write from letters a machine drew, by how common each pair of letters is in English and in code.
 */

/**
 * How often a letter follows another, 0 (hardly ever) to 9 on a logarithmic scale, counted over 40,000 distinct words of
 * software documentation. Rows: word start, a to z. Columns: a to z, word end.
 */
const pairs =
  '334333333223332323432232220034311202015350205452110104422242114204114103324101216412141053043105103242000005' +
  '412262105002113002312000107313422101003250205530202106322244105013114103323011206311151223002133104323100117' +
  '511151114112224103133010206324332200014364202440200024422242223222224222323222226311251124112123112322111217' +
  '401261005004104100232100306521150004011214401313000105403442503011023000451100006123311201013462305333220005' +
  '501151023014104305343000205222222222222222222225222227502261104012224102332100206303050034011103201453000207' +
  '402151035002104104332000206333232203014351304440101115512161114111213111211211116512241134112233113321212216' +
  '213232123112222412242222227311121112112232412322111117312252223223222222222221227';

const wordLike = 3.25;
const shortWordLike = 2.8;

/** Reports whether letters look like a word or several joined ones; other characters must have been taken out. */
export function isWordLike(letters: string): boolean {
  return wordLikeness(letters) >= (letters.length < 6 ? shortWordLike : wordLike);
}

/** Returns the mean commonness of the letter pairs, 0 to 9. */
export function wordLikeness(letters: string): number {
  let sum = 0;
  let row = 0;
  for (let i = 0; i < letters.length; i++) {
    const column = (letters.charCodeAt(i) | 32) - 97;
    if (column < 0 || column > 25) return 0;
    sum += pairs.charCodeAt(row * 27 + column) - 48;
    row = column + 1;
  }
  return (sum + pairs.charCodeAt(row * 27 + 26) - 48) / (letters.length + 1);
}

/** Splits at separators, digits and changes of case: `userAPIToken_v2` into user, API, Token, v. */
export function splitWords(text: string): string[] {
  return text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
}
