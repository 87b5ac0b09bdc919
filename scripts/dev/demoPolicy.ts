/**
 * The organisation's policy of a demo or test: the baseline with model entries for the two demo assistants.
 */

import fs from 'node:fs';
import path from 'node:path';
import { isSeq, parseDocument, YAMLSeq } from 'yaml';
import { root } from './steps';

/** Returns the baseline policy's text with the demo assistants' entries added; its comments are kept. */
export function demoPolicy(): string {
  const document = parseDocument(fs.readFileSync(path.join(root, 'policies/baseline.yaml'), 'utf8'));
  const levels = document.toJS().levels as string[];
  const models = [
    {
      id: 'demo-local',
      match: { tools: ['portcullis-demo.local-assistant'] },
      locality: 'local',
      clearance: { level: levels.at(-1), categories: categoriesOf(document.toJS()) },
    },
    {
      id: 'demo-cloud',
      match: { tools: ['portcullis-demo.cloud-assistant'] },
      locality: 'cloud',
      clearance: { level: 'internal' },
    },
    // Where the two send to, each on a port of its own.
    {
      id: 'demo-local-server',
      match: { endpoints: ['http://127.0.0.1:*/v1'], names: ['demo-local-1'] },
      locality: 'local',
      clearance: { level: levels.at(-1), categories: categoriesOf(document.toJS()) },
    },
    {
      id: 'demo-cloud-server',
      match: { endpoints: ['http://127.0.0.1:*/v1'], names: ['demo-cloud-1'] },
      locality: 'cloud',
      clearance: { level: 'internal' },
    },
  ];
  const present = document.get('models');
  const list = isSeq(present) ? present : new YAMLSeq();
  list.flow = false;
  for (const model of models) list.add(document.createNode(model));
  document.set('models', list);
  return document.toString();
}

/** Installs a policy as the organisation's in a PORTCULLIS_HOME. */
export function installPolicy(home: string, text = demoPolicy()): string {
  const file = path.join(home, 'config/policy.yaml');
  // For the user alone, as the service insists.
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, text);
  return file;
}

function categoriesOf(policy: { classify?: { rules?: { label?: { categories?: string[] } }[] } }): string[] {
  const rules = policy.classify?.rules ?? [];
  return [...new Set(rules.flatMap((rule) => rule.label?.categories ?? []))].sort();
}
