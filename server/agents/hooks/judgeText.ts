/** Whether text may flow: prompts, arguments, what tools returned. */

import { classify } from '../../engine/classify/classify';
import { decide } from '../../engine/decide';
import { redactText } from '../../engine/detect/redact';
import type { Channel } from '../../engine/policy/types';
import type { Decision } from '../../engine/types';
import { causeOf, type Judgement } from './judgement';
import { allTexts, mapTexts } from './payload';
import type { Hearing } from './world';

/** Judges a text that a person or a model sends out: its default label counts too. */
export function judgeSent(hearing: Hearing, text: string, channel: Channel, name: string): Judgement {
  const { policy, source, canAsk, world } = hearing;
  const request = { contents: [{ text }], destination: { channel, ...source }, canAsk };
  const decision = decide(policy, request, world.now());
  return { channel, decision, target: name, cause: causeOf(decision, () => name) };
}

/** Judges a text by what detectors see in it alone: it comes from the model itself, or from a tool that was allowed. */
export function judgeFindings(hearing: Hearing, text: string, channel: Channel, name: string): Judgement {
  const decision = decideFindings(hearing, text, channel, hearing.canAsk);
  return { channel, decision, target: name, cause: causeOf(decision, () => name) };
}

/** Judges what a tool returned; where a redaction is enough, the judgement holds the redacted value. */
export function judgeOutput(hearing: Hearing, value: unknown, channel: Channel, name: string): Judgement {
  const whole = decideFindings(hearing, allTexts(value).join('\n'), channel, false);
  const judgement = { channel, decision: whole, target: name, cause: causeOf(whole, () => name) };
  if (whole.effect !== 'redact') return judgement;
  let isEnough = true;
  const output = mapTexts(value, (text) => {
    const { obligations } = decideFindings(hearing, text, channel, false);
    const redacted = redactText(
      text,
      obligations.map(({ redact }) => redact),
    );
    const left = decideFindings(hearing, redacted, channel, false);
    isEnough &&= left.effect === 'allow' || left.effect === 'warn';
    return redacted;
  });
  const left = decideFindings(hearing, allTexts(output).join('\n'), channel, false);
  return isEnough && (left.effect === 'allow' || left.effect === 'warn') ? { ...judgement, output } : judgement;
}

function decideFindings({ policy, source, world }: Hearing, text: string, channel: Channel, canAsk: boolean): Decision {
  const atoms = classify(policy, { text }).atoms.filter(({ cause }) => cause !== 'default');
  return decide(policy, { contents: [{ atoms }], destination: { channel, ...source }, canAsk }, world.now());
}
