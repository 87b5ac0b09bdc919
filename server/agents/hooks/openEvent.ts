/**
 * From what a host sent to an event that can be judged, or the answer where it can't. Knows no policy and no machine.
 *
 * Invariant: a gate whose event can't be read is closed. Never throws.
 */

import { closedReply, type HookEvent, type HookHost, type HookReply, noOpinion } from './hookHost';
import { hookHosts } from './index';
import { parsePayload } from './payload';

/** What a hook's program was called with. */
export interface Call {
  readonly host: string;
  readonly event?: string;
  readonly payload: string;
}

export type Opened =
  | { readonly host: HookHost; readonly event: HookEvent; readonly reply?: undefined }
  | { readonly reply: HookReply };

const mostAsks = 200;

/** Reads the event; one that no answer can change is answered at once. */
export function openEvent(call: Call): Opened {
  const host = hookHosts.find(({ id }) => id === call.host);
  if (host === undefined) {
    const known = hookHosts.map(({ id }) => id).join(', ');
    return { reply: close(`'${call.host.slice(0, 80)}' is not one of ${known}; see 'portcullis hook install'`) };
  }
  const payload = parsePayload(call.payload);
  if (typeof payload === 'string') {
    if (call.event !== undefined && !host.gates.includes(call.event)) return { reply: noOpinion };
    return { reply: close(`the payload of ${host.name} can't be read: ${payload}; ${repair(host)}`) };
  }
  try {
    const event = host.parse(payload, call.event);
    if (event.name !== '' && !host.gates.includes(event.name)) return { reply: noOpinion };
    if (event.problem !== undefined) {
      return { reply: closeEvent(host, event, `the payload can't be judged: ${event.problem}; ${repair(host)}`) };
    }
    if (event.asks.length > mostAsks) {
      return { reply: closeEvent(host, event, 'the call names too many things at once; make several of it') };
    }
    return { host, event };
  } catch {
    return { reply: close(`the payload of ${host.name} can't be read; ${repair(host)}`) };
  }
}

/** Returns the refusal of an event in its host's form. */
export function closeEvent(host: HookHost, event: HookEvent, why: string): HookReply {
  if (event.name === '') return close(why);
  return host.answer(event, { effect: 'block', reason: sentenceOf(why) });
}

/** Returns the answer where nobody could be asked: closed at a gate, silent elsewhere. */
export function closeHook(call: Call, why: string): HookReply {
  const opened = openEvent(call);
  return opened.reply ?? closeEvent(opened.host, opened.event, why);
}

function close(why: string): HookReply {
  return closedReply(sentenceOf(why));
}

function sentenceOf(why: string): string {
  return `Portcullis does not let this pass: ${why}.`;
}

function repair({ id }: HookHost): string {
  return `run 'portcullis hook install ${id}' again, and update Portcullis where that does not help`;
}
