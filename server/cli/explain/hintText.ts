/** The end of an explanation: what would change the decision. */

import type { Hint } from '../../engine/policy/derivation/hints';
import type { Say } from './sources';

/** Returns the lines, none where there is nothing to say. */
export function hintLines(say: Say, hints: readonly Hint[]): string[] {
  return hints.length === 0 ? [] : ['what would change it', ...hints.map((hint) => `  ${formatHint(say, hint)}`)];
}

function formatHint(say: Say, hint: Hint): string {
  switch (hint.kind) {
    case 'model':
      return `${say(hint.at)}  to model ${hint.model}: ${hint.effect}`;
    case 'channel':
      return `through the channel ${hint.channel}: ${hint.effect}`;
    case 'findings':
      return `without what ${hint.rules.join(', ')} found: ${hint.effect}`;
    case 'past-exception':
      return `${say(hint.at)}  exception ${hint.id} let it pass until ${hint.until}`;
    case 'exception': {
      const whom = hint.owner === undefined ? "the policy's owner" : hint.owner;
      return `an exception for ${hint.rules.join(', ')}; ask ${whom}`;
    }
  }
}
