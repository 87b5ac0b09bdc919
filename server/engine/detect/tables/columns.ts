/**
 * What a column's or key's name says about its values: `dob` holds dates of birth, `iban` account numbers.
 *
 * Names are compared without case and separators. Knows names and checks of single values, nothing of file formats.
 */

import type { Confidence } from '../types';
import { isPersonalEmail } from '../validate/personal';
import { validators } from '../validators';
import { columnNames } from './columnNames';

export interface ColumnKind {
  /** The detector whose finding a value is. */
  readonly detector: string;
  readonly confidence: Confidence;
  /** Reports whether a value is one of the kind and no stand-in. */
  readonly accepts: (value: string) => boolean;
}

const check =
  (...names: string[]) =>
  (value: string): boolean =>
    names.some((name) => validators[name]?.(value, {}) === true);

const stamp = /[T ]\d\d:\d\d.*$/;
const standIns =
  /^(?:string|text|null|none|nil|n\/?a|undefined|unknown|test\w*|example\w*|sample\w*|dummy|lorem\b.*|foo|bar|baz|x+|todo|required|optional|doe|name|\*+|<.*>|\{\{?.*\}?\}|\$\{.*)$/i;

const isUpperName = (value: string): boolean => /^\p{Lu}[\p{Lu}' -]{1,40}$/u.test(value) && value.length > 3;

/** Kinds whose values no single check of the same name decides. */
const special: Readonly<Record<string, Omit<ColumnKind, 'detector'>>> = {
  'date-of-birth': { confidence: 'medium', accepts: (value) => check('birth-date')(value.replace(stamp, '')) },
  'person-name': { confidence: 'medium', accepts: (value) => check('person-name')(value) || isUpperName(value) },
  email: {
    confidence: 'medium',
    accepts: (value) => /^[^\s@]{1,64}@(?:[\w-]+\.)+[A-Za-z]{2,24}$/.test(value) && isPersonalEmail(value),
  },
  'phone-national': { confidence: 'medium', accepts: check('phone-number', 'american-phone', 'national-phone') },
  'street-address': {
    confidence: 'medium',
    accepts: (value) =>
      /\p{L}{3}/u.test(value) && /\d/.test(value) && value.length > 6 && !/^https?:|[{}<>=]/.test(value),
  },
  'postal-code': {
    confidence: 'low',
    accepts: (value) => /^(?:\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/.test(value),
  },
  'bank-account': {
    confidence: 'medium',
    accepts: (value) => /^[\d -]+$/.test(value) && check('account-number')(value),
  },
  'medical-record': {
    confidence: 'medium',
    accepts: (value) => /^[A-Z]{0,4}-?\d{4,12}$/.test(value) && check('varied-number')(value),
  },
  'health-insurance-id': {
    confidence: 'medium',
    accepts: (value) => /\d{4}/.test(value) && check('varied-number')(value),
  },
  passport: {
    confidence: 'medium',
    accepts: (value) => /^[A-Z0-9]{6,10}$/.test(value) && check('account-number')(value),
  },
  'drivers-license': {
    confidence: 'medium',
    accepts: (value) => /^[A-Z0-9 -]{6,20}$/.test(value) && check('varied-number')(value),
  },
  salary: {
    confidence: 'low',
    accepts: (value) => /^[$€£]? ?\d{2,3}[,. ]?\d{3}(?:[.,]\d{2})?(?: ?(?:USD|EUR|GBP|€))?$/.test(value),
  },
  'diagnosis-code': {
    confidence: 'medium',
    accepts: (value) =>
      /^[A-TV-Z]\d[0-9AB](?:\.\w{1,4})?$/.test(value) || /^\p{L}{4,}(?: [\p{L}\d,-]+){0,6}$/u.test(value),
  },
  'ipv4-address': { confidence: 'medium', accepts: check('public-ipv4', 'public-ipv6') },
  'license-plate': { confidence: 'medium', accepts: check('plate') },
  'card-security-code': {
    confidence: 'medium',
    accepts: (value) => /^\d{3,4}$/.test(value) && check('varied-digits')(value),
  },
};

const kinds = new Map<string, ColumnKind>();
for (const [key, names] of Object.entries(columnNames)) {
  const [detector = '', validator = ''] = key.split(' ');
  const kind: ColumnKind = {
    detector: `pii/${detector}`,
    ...(special[detector] ?? { confidence: 'high', accepts: check(validator) }),
  };
  for (const name of names.split(' ')) kinds.set(name, kind);
}

/** Returns what values under this name are, `undefined` where it tells nothing. */
export function columnKind(name: string): ColumnKind | undefined {
  if (name.length > 40) return undefined;
  return kinds.get(name.toLowerCase().replace(/[^a-z0-9ß-ÿ]/g, ''));
}

/** Reports whether a value only stands where one will be. */
export function isStandIn(value: string): boolean {
  return value.length < 2 || value.length > 200 || standIns.test(value);
}
