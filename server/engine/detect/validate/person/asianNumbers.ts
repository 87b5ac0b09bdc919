/**
 * Checks of the numbers by which states, tax offices and banks of Asia, Africa and Oceania know people, by the package stdnum.
 *
 * One line a kind; the formats are documented in the detectors that name these checks. Each is loaded when first used.
 */

import type { Validator } from '../../validators';
import { numberCheck } from './numberCheck';

export const asianNumbers: Readonly<Record<string, Validator>> = {
  'au-abn': numberCheck(() => require('stdnum/lib/cjs/au/abn')),
  'au-tfn': numberCheck(() => require('stdnum/lib/cjs/au/tfn')),
  'cn-resident-id': numberCheck(() => require('stdnum/lib/cjs/cn/ric')),
  'eg-tax-number': numberCheck(() => require('stdnum/lib/cjs/eg/tn')),
  'hk-identity-card': numberCheck(() => require('stdnum/lib/cjs/hk/hkid')),
  'id-npwp': numberCheck(() => require('stdnum/lib/cjs/id/npwp')),
  'il-identity': numberCheck(() => require('stdnum/lib/cjs/il/idnr')),
  'in-aadhaar': numberCheck(() => require('stdnum/lib/cjs/in/aadhaar')),
  'in-gstin': numberCheck(() => require('stdnum/lib/cjs/in/gstin')),
  'in-pan': numberCheck(() => require('stdnum/lib/cjs/in/pan')),
  'ke-pin': numberCheck(() => require('stdnum/lib/cjs/ke/pin')),
  'kr-rrn': numberCheck(() => require('stdnum/lib/cjs/kr/rrn')),
  'lk-nic': numberCheck(() => require('stdnum/lib/cjs/lk/nic')),
  'mu-nid': numberCheck(() => require('stdnum/lib/cjs/mu/nid')),
  'my-nric': numberCheck(() => require('stdnum/lib/cjs/my/nric')),
  'nz-bank-account': numberCheck(() => require('stdnum/lib/cjs/nz/bank')),
  'nz-ird': numberCheck(() => require('stdnum/lib/cjs/nz/ird')),
  'pk-cnic': numberCheck(() => require('stdnum/lib/cjs/pk/cnic')),
  'th-identity': numberCheck(() => require('stdnum/lib/cjs/th/idnr')),
  'tr-identity': numberCheck(() => require('stdnum/lib/cjs/tr/tckimlik')),
  'tw-identity': numberCheck(() => require('stdnum/lib/cjs/tw/natid')),
  'vn-tax-number': numberCheck(() => require('stdnum/lib/cjs/vn/mst')),
  'za-identity': numberCheck(() => require('stdnum/lib/cjs/za/idnr')),
  'za-tax-number': numberCheck(() => require('stdnum/lib/cjs/za/tin')),
};
