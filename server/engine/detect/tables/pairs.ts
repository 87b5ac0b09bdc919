/**
 * Names and values of JSON, JSON lines, YAML and object literals in fixtures: a name decides about the value behind it.
 *
 * Reads the first names alone; where none of them tells of people, the rest of the text is left alone.
 */

import type { DocumentPassTools } from '../documentPasses';
import { columnKind } from './columns';
import { report } from './report';

/** How far the first look reaches, in code units. */
const glance = 4096;

const jsonPair =
  /"([A-Za-z][\w .-]{1,39})"\s{0,4}:\s{0,4}(?:"((?:[^"\\\n]|\\.){2,200})"|(\d{4,22}(?:\.\d+)?)(?=[\s,}\]]))/g;
const plainPair =
  /(?<![\w.$-])["']?([A-Za-z][\w-]{1,39})["']?[ \t]?[:=][ \t]*(?:"([^"\\\n]{2,200})"|'([^'\\\n]{2,200})'|([^\s"'#{}[\]&*!|>][^\n#{}[\]"']{1,200}?)(?=[ \t]*(?:\n|$|#)))/g;

/** Metadata of packages and licences name their authors on purpose. */
const metadata =
  /["']?(?:dependencies|devDependencies|maintainers|contributors|licen[cs]es?|authors?|repository|homepage)["']?\s{0,4}[:=]/i;

/** Reports values of telling names in JSON. */
export function jsonPairs(text: string, tools: DocumentPassTools): void {
  readPairs(text, jsonPair, tools);
}

/** Reports values of telling names in YAML, `.properties` and object literals. */
export function plainPairs(text: string, tools: DocumentPassTools): void {
  readPairs(text, plainPair, tools);
}

function readPairs(text: string, pair: RegExp, tools: DocumentPassTools): void {
  const start = text.slice(0, glance);
  if (metadata.test(start) || !hasTellingName(start, pair) || !tools.spend(text.length)) return;
  const expression = new RegExp(pair.source, 'gd');
  let plain: { offset: number; length: number } | undefined;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const range = match.indices?.[2] ?? match.indices?.[3] ?? match.indices?.[4];
    if (range === undefined) continue;
    const cell = { offset: range[0], length: range[1] - range[0] };
    const kind = columnKind(match[1]!);
    if (kind === undefined) {
      if (/^name$/i.test(match[1]!)) plain = cell;
      continue;
    }
    if (!report(text, cell, kind, tools)) return;
    // A name right before somebody's number or address is that person's.
    const asName = columnKind('fullname');
    if (plain !== undefined && asName !== undefined && cell.offset - plain.offset < 160) {
      if (!report(text, plain, asName, tools)) return;
      plain = undefined;
    }
  }
}

function hasTellingName(start: string, pair: RegExp): boolean {
  for (const match of start.matchAll(pair)) if (columnKind(match[1]!) !== undefined) return true;
  return false;
}
