/** The policies that hold where none can be read: nothing flows and nothing is inserted. */

import type { LayerPolicy, Policy } from './types';

/** In place of an organisation's policy. */
export const strictestPolicy: Policy = {
  apiVersion: 'portcullis/v1',
  metadata: { name: 'strictest-default', version: '1' },
  mode: 'enforce',
  levels: ['public', 'internal', 'confidential', 'restricted'],
  classify: {
    default: 'restricted',
    rules: [{ id: 'secrets', label: { level: 'restricted', categories: ['secret'] }, detectors: ['secret/*'] }],
  },
  unknown: { effect: 'block' },
  insertions: [{ effect: 'block' }],
};

/** Returns what stands in place of a lower layer below an organisation's policy. */
export function strictestLayer({ levels, models = [] }: Policy): LayerPolicy {
  return {
    apiVersion: 'portcullis/v1',
    metadata: { name: 'strictest-layer', version: '1' },
    classify: { default: levels.at(-1) as string },
    models: models.map(({ id }) => ({ id, clearance: { level: levels[0] } })),
    flow: [{ effect: 'block' }],
    insertions: [{ effect: 'block' }],
  };
}
