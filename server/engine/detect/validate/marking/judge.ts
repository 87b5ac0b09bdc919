/**
 * Tells a marking that was put on a text from words about markings: negations, lists of levels, sentences, code.
 *
 * Sees the value and its line; what a kind of marking says is its detector's.
 */

import { type Place, placeOf } from './place';

type Groups = Readonly<Record<string, string | undefined>>;

const negation =
  /(?:\b(?:not?|non|never|neither|nor|without|un|no longer|nicht|kein\w{0,2}|keine|pas|n[eo]t|nunca|niet|ikke|inte|не|нет)|n['’]t)[\s-]{1,3}(?:(?:be|is|been|as|marked|considered|a|an|any|the|subject|to|classified|labell?ed|treated|deemed|necessarily|actually|under|of|contain|constitute|include|als|como|comme) ){0,4}["'“(]?$/i;
const label =
  /(?:[ck]lassifi[a-zé]{2,10}|clasificaci[oó]n|einstufung|kennzeichnung|密级|密級|機密区分|sensitivity|confidentialit[éya]\w?|vertraulichkeit\w{0,5}|marking|security[-_ ]?(?:level|class|label)|data[-_ ]?(?:class|handling|sensitivity)\w{0,8}|handling|distribution|dissemination|protective[-_ ]?marking|(?:access|document|information|content)[-_ ]?(?:level|class)|tlp|pap|caveats?)["']?\s?(?:[:=]|["']?\s?content=)\s?(?:["'[(*`]|\*\*){0,3}$/i;
const about =
  /(?:\b(?:if|whether|unless|when|how|what|why|e\.?g\.?,?|such as|like|means?|called|named|term|word|words|phrase|keyword|label|labels|legend|says?|example|treat(?:ed|ing)? as|regarding|about|of type|kind of|level|levels|between|and|or|remains?|keep(?:s|ing)?|kept|strictly|be|detects?|finds?|match(?:es)?|flags?)\b|[/|=({<])[\s:]{0,2}(?:an? |the |as |any )?["'“(]?$/i;
const levels =
  '(?:public|open|internal|restricted|confidential|secret|top secret|unclassified|official|sensitive|private|personal|proprietary|general|highly confidential|protected [abc]|green|amber|red|clear|white)';
const listedBefore = new RegExp(
  `\\b${levels}["'\`]?(?:\\s?[,/|;>]|,? (?:and|or|to|<|->|→))\\s?(?:and |or )?["'\`]?$`,
  'i',
);
const listedAfter = new RegExp(
  `^["'\`]?(?:\\s?[,/|;>]|,? (?:and|or|to|->|→))\\s?(?:and |or )?["'\`]?${levels}\\b`,
  'i',
);
/** One of several words between commas. */
const enumerated = /(?:^|[\s(])[\w-]+, [\w-]+, $/;
const oneOfThree = /(?:^|[\s(])[\w-]+, $/;
/** Sentences that weigh whether something is so. */
const conditional =
  /(?:^\s*(?:an?|any|every|each|some)\b|\b(?:if|whether|unless|when|how|what|why|where|such as|e\.g\.|for example|example of|any)\b)[^.;!?]*$/i;
const declaration =
  /\b(?:this|these|the (?:following|attached|enclosed|accompanying))\b (?:[\w-]{1,20} ){0,3}?(?:documents?|files?|e-?mail|pages?|code|software|program|module|notebook|materials?|message|reports?|information|data|work|presentation|specification|spec|repository|contents?|text|memo|memorandum|draft|product|communication|drawings?|section|table|slides?|letter|records?|dataset|project|here(?:in)?|contained herein)\b[^.;:(?]{0,60}\b(?:is|are|contains?|constitutes?|may contain|includes?|remains?|has been (?:marked|classified)|deemed|considered|classified)(?: (?:as|to be|the|an?|our|company|strictly|highly|valuable|certain|information|material|that|which|is|are|and|proprietary|confidential|privileged|legally|unpublished|potentially|some|for)){0,6} $/i;
const openings =
  /^(?:do not|not for|not to|property of|information of|for internal|for use|no part|subject to|prepared|privileged|attorney|to be|this|internal|unauthori[sz]ed|copyright)\b/i;
/** Products and terms that a marking's word begins. */
const product =
  /^(?:comput|client|vm|virtual|container|ledger|space|node|transfer|token|asset|transaction|app|guest|workload|kubernetes|swap|inference|ai\b|data\b|issue|merge|type|mode|flag|field|option|users?\b|levels?\b)/i;

/** Reports whether the value is a banner, alone or behind a name or label, and not part of a sentence or of code. */
export function isBanner(value: string, groups: Groups): boolean {
  const place = placeOf(value, groups);
  const { lead, trail, quoted, item } = place;
  if (
    isEnumerated(lead, value, groups) ||
    negation.test(lead) ||
    listedAfter.test(groups['after'] ?? '') ||
    listedBefore.test(lead)
  )
    return false;
  if (label.test(beforeOf(value, groups))) return !quoted || !isCodeKey(place, groups);
  if (quoted || item || product.test(trail)) return false;
  const capitals = value === value.toUpperCase();
  if (lead === '')
    return endsBanner(trail, value, capitals) && (capitals || place.set || trail === '' || / /.test(value));
  if (declaration.test(lead)) return !conditional.test(lead);
  return isOwnersName(lead) && /^[\p{Lu}\p{Lo}]/u.test(value) && endsBanner(trail, value, capitals);
}

/**
 * Reports whether a banner is an organisation's: in capitals, or naming one. The small letters of `internal use only`
 * are a remark about an interface far more often.
 */
export function isCompanyBanner(value: string, groups: Groups): boolean {
  const named = /\b(?:company|organi[sz]ation|team|gebrauch)\b/i.test(value) || /[a-z] \p{Lu}\w/u.test(value);
  if (/^:/.test(groups['after'] ?? '')) return false;
  return (named || value === value.toUpperCase()) && isBanner(value, groups);
}

/** Reports whether the value is a banner, or says what the text contains. */
export function isBannerOrContents(value: string, groups: Groups): boolean {
  return /^contains?\b/i.test(value) ? isStatement(value, groups) : isBanner(value, groups);
}

/** Reports whether the value is all that a field of metadata holds whose name is about classification. */
export function isFieldValue(value: string, groups: Groups): boolean {
  const before = beforeOf(value, groups);
  if (!label.test(before) || /case[-_ ]sensitivity/i.test(before)) return false;
  if (!/^["'`*\])]{0,3}(?:\s*(?:[,;>}/]|-->|\*\/)?\s*|\s[/>-].*|\\n.*)$/.test(groups['after'] ?? '')) return false;
  const place = placeOf(value, groups);
  return !place.quoted || !isCodeKey(place, groups);
}

/** Reports whether a phrase that says of itself what it is about is neither negated nor quoted nor talked about. */
export function isStatement(value: string, groups: Groups): boolean {
  const { lead, trail, quoted, item } = placeOf(value, groups);
  if (quoted || isEnumerated(lead, value, groups) || negation.test(lead) || listedBefore.test(lead)) return false;
  if (item && !/^[.!]?$/.test(trail)) return false;
  return !conditional.test(lead) && !about.test(lead) && !/^\s?(?:\?|means\b|refers\b|is (?:a|an|the)\b)/.test(trail);
}

function beforeOf(value: string, groups: Groups): string {
  const before = groups['before'] ?? '';
  return before.slice(0, Math.max(0, before.length - value.length));
}

/** A quoted value is metadata where its key is quoted too or the value of an element's attribute; else it is code. */
function isCodeKey({ lead }: Place, groups: Groups): boolean {
  const before = groups['before'] ?? '';
  return (
    !/["']\s?[:=]\s?["']?[^"']{0,60}$|content=["'][^"']{0,60}$/.test(before) &&
    !/^[\w -]{1,40}:\s"[^"]{0,60}$/.test(lead)
  );
}

function endsBanner(trail: string, value: string, capitals: boolean): boolean {
  if (/^[.!:]?$/.test(trail)) return true;
  if (/^\s?[:=]/.test(trail) && !capitals) return false;
  const next = /^(?<gap>[\s,.;:|/()–—-]*)(?<rest>.*)$/u.exec(trail)?.groups;
  const rest = next?.['rest'] ?? '';
  const gap = next?.['gap'] ?? '';
  if (rest === '' || openings.test(rest)) return true;
  if (gap === '' && /^\p{Lo}/u.test(rest)) return false;
  if (/^(?:[©(\d]|\p{Lu}|\p{Lo})/u.test(rest)) return capitals || /[–—|,.-]/.test(gap) || / of$/i.test(value);
  return (capitals && /[.–—-]/.test(gap)) || (/ /.test(value) && /[–—;-]/.test(gap));
}

/** One of several words, or of several markings that begin alike, between commas. */
function isEnumerated(lead: string, value: string, groups: Groups): boolean {
  const after = groups['after'] ?? '';
  const kin = value.slice(0, 4);
  const next = /^["'`]?(?:,? (?:and|or) |, | ?[/|] ?)["'`]?/.exec(after)?.[0];
  if (next !== undefined && after.startsWith(kin, next.length)) return true;
  const listed = /[\w+:/-]{1,40}["'`]?(?:,? (?:and|or) |, | ?[/|] ?)["'`]?$/.exec(lead)?.[0];
  if (listed?.startsWith(kin) === true) return true;
  return enumerated.test(lead) || (oneOfThree.test(lead) && /^(?:, |,? (?:and|or) )/.test(after));
}

/** A name or copyright line: words with capital letters, years, and small words between them. */
function isOwnersName(lead: string): boolean {
  const clause = lead.trim();
  if (/[={}<>;$]|\b(?:Level|Type|Class|Enum|Case|Status|Kind|Mode|The|A|An|If|For|When|Is)$/.test(clause)) return false;
  const words = clause.split(/[\s,|:–—-]+/).filter((word) => word !== '');
  return (
    words.length <= 14 &&
    words.every((word) => /^[("]?(?:\p{Lu}|\d|[©&(]|(?:of|and|the|by|for|de|und|et|rights|reserved)[,.]?$)/u.test(word))
  );
}
