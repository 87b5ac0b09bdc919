/**
 * Given names that are common in many countries' registers and are no words of English or of code.
 *
 * Most are the keywords of the detector that looks for them, and stand there alone. Names such as Mark, Will, Grace or
 * Chase are left out: as words they are far more frequent.
 */

import { builtinDetectors } from '../../builtin';

/** Those that are no keywords, as they are short or many words end with them. */
const others = `
ada alan ali amy ann anna ava ben chad chema clare coy eli emi eric erica erik ester eva evert ewa hui ian ike inder
ines ion ivo jan jean jim joe jun ken kim lan lars lea lei lena leo lia linh liv lone mai meera mia min ming ned nia
noor nora pam pia raj ron roy rui ruth sam sara sem sonal tage tara ted tia tim tom ulf uwe vera wei wes wim yan yaw
ying zoe
`;

/** Those that are only taken for names with the accents they have in their languages; bare they are words or rare. */
const accented = `
agnes agustin aine ake akos ales anael angel arni arpad asa asuncion balint bard belen benoit bjarne bui cagla caoimhe
catalin conceicao concepcion dang drazen duc duong dusan eadaoin eamon eidis eleonore elzbieta encarnacion estevao
etienne fabio fionnuala frantisek gokhan gotz gregoire gulsen gunter gunther gyorgy herve hoang huong ilker inacio
inigo ionut janos jasmina jesus joaquin jon jorg kristjan loic lubos maelys maite malfrid marcio marek marton matej
matias matyas merce mickael milos natasa niall nikola noe oisin olafur omer ondrej orjan oystein ozgur pall pham
razvan remi ruzena sandor sebastiao sebastien seyma sigurdur simao snezana solene stepan sukru tamas thais theophile
thorunn thuy tran tugba ugur umit vitoria wladyslaw xoan yagmur zdenka zdzislaw zeljko zsofia
`;

let known: ReadonlySet<string> | undefined;
let knownByAccent: ReadonlySet<string> | undefined;

/** Reports whether a word in lower case is a given name. */
export function isGivenName(word: string): boolean {
  known ??= new Set([...keywords(), ...listed(others)]);
  if (known.has(word)) return true;
  const plain = withoutAccents(word);
  knownByAccent ??= new Set(listed(accented));
  return plain !== word && (known.has(plain) || knownByAccent.has(plain));
}

function keywords(): readonly string[] {
  const { keywords = [] } = builtinDetectors.find(({ extract }) => extract === 'given-name') ?? {};
  return keywords.map((keyword) => keyword.trimEnd());
}

function listed(names: string): readonly string[] {
  return names.trim().split(/\s+/);
}

/** Letters of Latin that Unicode takes for letters of their own, not for others with an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
};

function withoutAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđðþıæœ]/g, (letter) => plainLetters[letter] ?? letter);
}
