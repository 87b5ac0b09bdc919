/** The rules about content that every proposal has, with what detectors saw of it in the files looked at. */

import type { ProposedRule } from './rules';
import { isForeign, type Survey } from './survey';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');

const rules: readonly (Omit<ProposedRule, 'files'> & { readonly family: string })[] = [
  {
    id: 'secrets',
    description: 'Keys, tokens and passwords, wherever they stand.',
    label: { level: 'restricted', categories: ['secret'] },
    detectors: ['secret/*'],
    family: 'secret',
    subject: 'a key in a question',
    text: `why does AWS refuse ${key} here?`,
  },
  {
    id: 'payment-cards',
    description: 'Numbers of payment cards.',
    label: { level: 'restricted', categories: ['pci'] },
    detectors: ['pii/payment-card'],
    family: 'card',
    subject: 'the number of a payment card',
    text: 'the card 4532 0151 1283 0366 is declined',
    pack: 'pci-dss',
  },
  {
    id: 'personal-data',
    description: "One address may be an example; several people's data are not.",
    label: { level: 'confidential', categories: ['pii'] },
    detectors: ['pii/*'],
    atLeast: 3,
    family: 'pii',
    subject: 'a list of people',
    text: 'jane.roe@northwind-traders.com, john.doe@northwind-traders.com, max.power@northwind-traders.com',
    pack: 'gdpr',
  },
  {
    id: 'marked',
    description: 'Whoever wrote it said that it is not for everyone.',
    label: { level: 'confidential' },
    detectors: ['marker/*'],
    family: 'marker',
    subject: 'a marked document',
    text: 'COMPANY CONFIDENTIAL\n\n# Roadmap',
  },
];

/** Returns the rules about content, in the order they are written. */
export function proposeContentRules({ samples }: Survey): readonly ProposedRule[] {
  return rules.map(({ family, pack, ...rule }) => {
    const files = samples
      .filter(({ path, values }) => (values[family] ?? 0) >= (rule.atLeast ?? 1) && !isForeign(path))
      .map(({ path }) => path);
    // A pack is worth naming only where there is something to see.
    return { ...rule, files, ...(pack === undefined || files.length === 0 ? {} : { pack }) };
  });
}
