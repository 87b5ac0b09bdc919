/**
 * Names of folders that say what lies in them is sensitive, each with the rule that is then proposed.
 *
 * Adding a kind of sensitive folder is an entry of this list.
 */

import type { LabelSpec } from '../types';

export interface FolderSign {
  /** The id of the rule. */
  readonly id: string;
  readonly description: string;
  readonly label: LabelSpec;
  readonly folders: readonly string[];
  /** Only data files in those folders are meant, not the code that handles them. */
  readonly isDataOnly?: true;
  /** The pack of rules that goes further. */
  readonly pack?: string;
}

export const folderSigns: readonly FolderSign[] = [
  {
    id: 'payments',
    description: 'Code and data of payment handling.',
    label: { level: 'restricted', categories: ['pci'] },
    folders: ['payment', 'payments', 'billing', 'checkout', 'card-data', 'cardholder', 'cards', 'acquiring'],
    pack: 'pci-dss',
  },
  {
    id: 'health-records',
    description: 'Code and data about patients.',
    label: { level: 'restricted', categories: ['phi'] },
    folders: ['patient', 'patients', 'ehr', 'emr', 'fhir', 'hl7', 'clinical', 'medical', 'phi', 'health-records'],
    pack: 'hipaa',
  },
  {
    id: 'export-controlled',
    description: 'Technology whose export is controlled.',
    label: { level: 'restricted', categories: ['export-control'] },
    folders: ['itar', 'ear99', 'export-control', 'export-controlled', 'cui', 'ccl'],
    pack: 'export-control',
  },
  {
    id: 'business-documents',
    description: 'Documents of the business that are not for everyone.',
    label: { level: 'confidential' },
    folders: ['legal', 'contracts', 'hr', 'board', 'm-and-a', 'finance', 'pricing'],
  },
  {
    id: 'infrastructure',
    description: 'How production is built and reached: hosts, accounts, networks.',
    label: { level: 'confidential', categories: ['infrastructure'] },
    folders: ['terraform', 'k8s', 'kubernetes', 'helm', 'charts', 'ansible', 'pulumi', 'infra', 'infrastructure'],
  },
  {
    id: 'data-exports',
    description: 'Dumps of databases and exports about people.',
    label: { level: 'confidential', categories: ['pii'] },
    folders: [
      'dump',
      'dumps',
      'export',
      'exports',
      'backup',
      'backups',
      'customers',
      'employees',
      'clients',
      'members',
    ],
    isDataOnly: true,
    pack: 'gdpr',
  },
];

/** Endings of files that hold data and no code. */
export const dataEndings = ['csv', 'tsv', 'sql', 'parquet', 'avro', 'jsonl', 'xlsx', 'xls', 'sqlite', 'db', 'dump'];
