/** Tells the editor a document's label, what may be inserted into it and who may see it. */

import { rankOf } from '../../engine/label';
import type { Classification } from '../../engine/types';
import { type Audience, audienceOf } from '../audience';
import { notify } from '../handlers';
import type { View } from '../openDocument';
import { type ClassificationParams, classificationNotification } from '../protocol';
import type { Session } from '../session';
import { toReasonLines } from '../toProtocol';
import { decideFor, toVerdict } from '../verdict';

const maxReasons = 20;
/** Who may see a document depends on the time by its exceptions alone. */
const audienceHoldsMs = 10_000;

export function startClassification(session: Session): void {
  const audiences = new WeakMap<View['document'], { key: string; until: number; audience: Audience }>();
  const audience = (view: View): Audience => {
    const now = session.services.now();
    const expiries = view.compiled.exceptions.map(({ until }) => until).filter((until) => until > now.getTime());
    const key = audienceKey(view);
    const known = audiences.get(view.document);
    if (known !== undefined && known.key === key && now.getTime() < known.until) return known.audience;
    const fresh = audienceOf(view, now);
    audiences.set(view.document, {
      key,
      until: Math.min(now.getTime() + audienceHoldsMs, ...expiries),
      audience: fresh,
    });
    return fresh;
  };
  session.onView((view) => {
    notify(session.connection, classificationNotification, toParams(session, view, audience(view)));
  });
}

function toParams(session: Session, view: View, audience: Audience): ClassificationParams {
  const { label } = view.classification;
  const { levels } = view.compiled;
  return {
    uri: view.document.uri,
    version: view.document.version,
    label,
    rank: rankOf(levels, label.level),
    levelCount: levels.length,
    reasons: toReasonLines(view).slice(0, maxReasons),
    insertion: toVerdict(view, decideFor(view, {}, session.services.now())),
    deniedTools: audience.deniedTools,
    allowedTools: audience.allowedTools,
    unknownToolAllowed: audience.unknownToolAllowed,
  };
}

function audienceKey({ compiled, location, classification }: View): string {
  return JSON.stringify([compiled.identity, location.path, location.realPath, atomKeys(classification)]);
}

function atomKeys({ atoms }: Classification): unknown {
  return atoms.map(({ rule, cause, label, layer }) => [rule, cause, layer, label.level, label.categories]);
}
