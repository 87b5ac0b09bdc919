/** Classes of characters that reading code needs, by table: the scan around a keyword looks at each character once. */

const nameCharacter = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$') {
  nameCharacter[character.charCodeAt(0)] = 1;
}

/** Reports whether the character can stand in an identifier of any common language. */
export function isNameCode(code: number): boolean {
  return code < 128 ? nameCharacter[code] === 1 : code >= 0xc0 && code !== 0xd7 && code < 0x2000;
}

export function isLetterCode(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

export function isUpperCode(code: number): boolean {
  return code >= 65 && code <= 90;
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Double, single or back quote. */
export function isQuoteCode(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}

/** Blank or tab. */
export function isBlankCode(code: number): boolean {
  return code === 32 || code === 9;
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
