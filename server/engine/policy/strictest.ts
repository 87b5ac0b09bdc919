/** The policy that holds where none can be read: nothing flows and nothing is inserted. */

import type { Policy } from './types';

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
