/**
 * Comments that speak to a language model and not to a reader: the form in which injected instructions survive in code.
 *
 * Sees comments line by line and knows no languages; it looks for commands to a model, not for words about models.
 */

import type { Finding } from '../detect/types';
import type { InsertionCheck } from './checks';

const id = 'injection/instruction-comment';
const longestLine = 2000;

/** A line that is a comment or ends in one; the group is its text. */
const comment = /(?:^|[\s;{})])(?:\/\/+|\/\*+|\*(?=\s)|#+|--|<!--|;+|%+|"""|''')[!:]?\s{0,8}(?<value>\S.*)$/;

const audience =
  '(?:ai|a\\.i\\.|llm|language model|copilot|claude|chatgpt|gpt|gemini|cursor|assistant|coding agent|agent)';
const commands: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\s(?:all\s|any\s|the\s|your\s){0,3}(?:previous|prior|above|earlier|preceding|system|original)\s(?:instructions?|prompts?|messages?|rules|context|guidelines)\b/,
  new RegExp(
    `\\b(?:(?:note|attention|message|instructions?|important)\\s?(?:to|for)\\s(?:all\\s|any\\s|the\\s)?${audience}s?|(?:hey|dear)\\s${audience})\\b.{0,40}?[:,]`,
  ),
  new RegExp(
    `\\b(?:as|if you are)\\s(?:an?\\s|the\\s)?${audience}\\b.{0,60}\\b(?:you (?:must|should|will|need to|have to)|please (?:add|run|insert|execute|include|send))\\b`,
  ),
  /\b(?:do not|don't|never|without)\s(?:tell|inform|mention|reveal|alert|show|telling|informing|mentioning|alerting)\s(?:this\s)?(?:to\s)?(?:the\s)?(?:user|developer|human|reviewer)\b/,
  /<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[\/?inst\]|<<sys>>/,
  /\byou are (?:now )?(?:in )?(?:developer mode|dan\b|an? unrestricted|no longer bound|jailbroken)/,
  /\b(?:print|reveal|repeat|output|send|exfiltrate|post)\s(?:out\s)?(?:me\s)?(?:your|the)\s(?:hidden\s|full\s|entire\s)?(?:system prompt|initial instructions)\b/,
];

export const instructionComment: InsertionCheck = {
  id,
  title: 'Comment that gives instructions to a language model',
  check(text) {
    const findings: Finding[] = [];
    let offset = 0;
    let inBlock = false;
    for (const line of text.split('\n')) {
      const seen = line.slice(0, longestLine);
      const match = comment.exec(seen);
      const start = match ? match.index + match[0].length - match.groups!['value']!.length : inBlock ? 0 : -1;
      if (start >= 0) {
        const said = seen.slice(start).trimEnd();
        const lower = said.toLowerCase();
        if (said.length > 0 && commands.some((command) => command.test(lower))) {
          findings.push({ detector: id, offset: offset + start, length: said.length, confidence: 'medium' });
        }
      }
      inBlock = staysInBlock(line, inBlock);
      offset += line.length + 1;
    }
    return findings;
  },
};

function staysInBlock(line: string, inBlock: boolean): boolean {
  const opened = Math.max(line.lastIndexOf('/*'), line.lastIndexOf('<!--'));
  const closed = Math.max(line.lastIndexOf('*/'), line.lastIndexOf('-->'));
  return opened === closed ? inBlock : opened > closed;
}
