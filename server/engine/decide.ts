/**
 * The decision point: `decide(policy, request) → decision`, after Denning's flow rule.
 *
 * Pure and total: the same request at the same time gives the same decision. It knows no caller and no machine.
 */

import { classify, classifyScanned } from './classify/classify';
import { redactText } from './detect/redact';
import type { ScanResult } from './detect/types';
import { excessAtoms, type Judgement, judgeAtom, type Question } from './judge';
import { joinLabels, type Label, lowestLabel } from './label';
import type { CompiledPolicy } from './policy/compiled';
import { isStricter, strictestOf } from './policy/firstMatch';
import type { Effect } from './policy/types';
import type { Atom, Classification, Content, Decision, Reason, Redaction, Request } from './types';

/** How the answer about one content came about. */
export interface Answer {
  readonly classification: Classification;
  /** One for each atom above the clearance. */
  readonly judged: readonly Judgement[];
  readonly redactions: readonly Redaction[];
  /** False where what is left after the redactions does not fit: each `redact` is then `block`. */
  readonly isRedactionEnough: boolean;
}

/** How texts are looked at and redacted, where a caller has ways of its own. Both are pure. */
export interface Means {
  /** What the policy's scanner finds, or that the text is not all there is to look at (`exhausted`). */
  readonly scan: (text: string) => ScanResult;
  /** Makes the text that would be sent. */
  readonly redact: (text: string, redactions: readonly Redaction[]) => string;
}

/** Decides whether the contents may flow to the destination at the time `now`. */
export function decide(policy: CompiledPolicy, request: Request, now: Date, means?: Means): Decision {
  const question = askQuestion(policy, request, now);
  const answers = answerContents(question, request, means);
  const label = answers.reduce<Label>(
    (joined, { classification }) => joinLabels(policy.levels, joined, classification.label),
    lowestLabel(policy.levels),
  );
  const reasons = [
    ...answers.flatMap(({ judged, isRedactionEnough }, index) =>
      judged.map((judgement) => toReason(judgement, index, isRedactionEnough)),
    ),
    ...unknownReasons(question, label),
  ];
  return {
    effect: strictestOf(reasons.map(({ effect }) => effect)),
    enforced: policy.mode === 'enforce',
    policy: policy.identity,
    destination: question.destination,
    label,
    reasons,
    obligations: answers.flatMap((answer) => answer.redactions).map((redact) => ({ redact })),
  };
}

/** Returns what is the same for all contents of a request. */
export function askQuestion(policy: CompiledPolicy, { destination, canAsk = true }: Request, now: Date): Question {
  return { policy, spec: destination, destination: policy.resolve(destination), canAsk, now };
}

/** Returns the answer about each content of a request, for those who explain a decision. */
export function answerContents(question: Question, { contents }: Request, means?: Means): readonly Answer[] {
  return contents.map((content, index) => {
    const classification = look(question, content, means);
    const judged = excessAtoms(question, classification).map((atom) => judgeAtom(question, atom, content));
    const redacted = judged.filter(({ effect }) => effect === 'redact').map(({ atom }) => atom);
    const redactions = mergeRedactions(redacted, index);
    const enough = redacted.length === 0 || isRedactionEnough(question, content, redactions, judged, means);
    return { classification, judged, redactions, isRedactionEnough: enough };
  });
}

function look({ policy }: Question, content: Content, means: Means | undefined): Classification {
  if (means === undefined || content.text === undefined) return classify(policy, content);
  return classifyScanned(policy, content, means.scan(content.text));
}

function toReason({ atom, effect, exception, outcomes }: Judgement, content: number, enough: boolean): Reason {
  // The atom's own layer, else the lower layer that alone is so strict.
  const tightened = outcomes[0]?.effect === effect ? undefined : outcomes.find((outcome) => outcome.effect === effect);
  const layer = atom.layer ?? tightened?.layer.identity.name;
  return {
    rule: atom.rule,
    cause: atom.cause,
    content,
    label: atom.label,
    effect: effect === 'redact' && !enough ? 'block' : effect,
    ...(exception === undefined || effect !== 'allow' ? {} : { exception }),
    ...(layer === undefined ? {} : { layer }),
  };
}

/**
 * Reports whether the text, once redacted, holds nothing above the clearance but what was judged beside the redactions.
 *
 * Invariant: a redaction counts only where the label left after it fits, seen by looking at what would be sent.
 */
function isRedactionEnough(
  question: Question,
  content: Content,
  redactions: readonly Redaction[],
  judged: readonly Judgement[],
  means: Means | undefined,
): boolean {
  if (content.text === undefined) return true;
  const left = { ...content, text: (means?.redact ?? redactText)(content.text, redactions) };
  return excessAtoms(question, look(question, left, means)).every((atom) => {
    const { effect } = judgeAtom(question, atom, left);
    if (effect === 'allow') return true;
    return judged.some(
      (known) => isSameRule(known.atom, atom) && known.effect !== 'redact' && !isStricter(effect, known.effect),
    );
  });
}

function isSameRule(a: Atom, b: Atom): boolean {
  return a.rule === b.rule && a.layer === b.layer;
}

function mergeRedactions(atoms: readonly Atom[], content: number): Redaction[] {
  const byRange = new Map<string, Redaction>();
  for (const { offset, length, detector } of atoms.flatMap((atom) => atom.findings ?? [])) {
    const key = `${offset} ${length}`;
    if (!byRange.has(key)) byRange.set(key, { content, offset, length, detector });
  }
  return [...byRange.values()].sort((a, b) => a.offset - b.offset || a.length - b.length);
}

function unknownReasons({ policy, destination, canAsk }: Question, label: Label): Reason[] {
  const effect = policy.policy.unknown?.effect ?? 'allow';
  if (destination.models.length > 0 || !isStricter(effect, 'allow')) return [];
  const asked: Effect = effect === 'ask' && !canAsk ? 'block' : effect;
  return [{ rule: 'unknown', cause: 'unknown', content: 0, label, effect: asked }];
}
