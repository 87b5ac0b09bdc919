/** A policy exception to propose to the policy's owner: exactly this rule, this file, and not for ever. */

import { stringify } from 'yaml';
import { rankOf } from '../../engine/label';
import type { Exception } from '../../engine/policy/types';
import { checkText } from '../fromProtocol';
import type { Handlers } from '../handlers';
import type { View } from '../openDocument';
import { type ExceptionParams, type ExceptionResult, exceptionRequest } from '../protocol';
import type { Session } from '../session';

const daysProposed = 30;

export function startExceptions(session: Session, handlers: Handlers): void {
  handlers.onRequest(exceptionRequest, async ({ uri, rule }: ExceptionParams): Promise<ExceptionResult> => {
    const view = await session.view(uri);
    const asked = rule === undefined ? highestRule(view) : checkText(rule, 'rule');
    const { owner } = view.compiled.policy.metadata;
    return {
      yaml: stringify({ exceptions: [propose(view, asked, session.services.now())] }),
      ...(owner === undefined ? {} : { owner }),
    };
  });
}

function propose({ location }: View, rule: string | undefined, now: Date): Exception {
  const until = new Date(now.getTime() + daysProposed * 24 * 60 * 60 * 1000);
  return {
    id: `EX-${now.toISOString().slice(0, 10)}-${rule ?? 'default'}`,
    ...(rule === undefined ? {} : { rules: [rule] }),
    ...(location.path === undefined ? {} : { paths: [escapeGlob(location.path)] }),
    until: `${until.toISOString().slice(0, 10)}T00:00:00Z`,
    reason: 'say why this file has to be let through',
    approvedBy: "the policy's owner",
  };
}

/** The rule that gives the document its level. */
function highestRule({ compiled, classification }: View): string | undefined {
  const [highest] = [...classification.atoms]
    .filter(({ cause }) => cause !== 'default')
    .sort((a, b) => rankOf(compiled.levels, b.label.level) - rankOf(compiled.levels, a.label.level));
  return highest?.rule;
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
