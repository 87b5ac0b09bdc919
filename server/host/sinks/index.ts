/** The sinks that can be made on this machine, by the types of the policy. */

import type { SinkSpec } from '../../engine/policy/types';
import { createOtlpSink } from './otlp';
import type { CreateSink } from './setup';
import { createSyslogSink } from './syslog';
import { createWebhookSink } from './webhook';

const types: Readonly<Record<SinkSpec['type'], CreateSink>> = {
  otlp: createOtlpSink,
  syslog: createSyslogSink,
  webhook: createWebhookSink,
};

/** Makes the sink that a policy describes. */
export const createSink: CreateSink = (spec, ...rest) => types[spec.type](spec, ...rest);
