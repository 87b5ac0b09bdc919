/**
 * Checks of the numbers by which states, tax offices and banks of Asia, Africa and Oceania know people, by the package stdnum.
 *
 * One line a kind; the formats are documented in the detectors that name these checks.
 */

import { validate as auAbn } from 'stdnum/lib/cjs/au/abn';
import { validate as auTfn } from 'stdnum/lib/cjs/au/tfn';
import { validate as cnResidentId } from 'stdnum/lib/cjs/cn/ric';
import { validate as egTaxNumber } from 'stdnum/lib/cjs/eg/tn';
import { validate as hkIdentityCard } from 'stdnum/lib/cjs/hk/hkid';
import { validate as idNpwp } from 'stdnum/lib/cjs/id/npwp';
import { validate as ilIdentity } from 'stdnum/lib/cjs/il/idnr';
import { validate as inAadhaar } from 'stdnum/lib/cjs/in/aadhaar';
import { validate as inGstin } from 'stdnum/lib/cjs/in/gstin';
import { validate as inPan } from 'stdnum/lib/cjs/in/pan';
import { validate as kePin } from 'stdnum/lib/cjs/ke/pin';
import { validate as krRrn } from 'stdnum/lib/cjs/kr/rrn';
import { validate as lkNic } from 'stdnum/lib/cjs/lk/nic';
import { validate as muNid } from 'stdnum/lib/cjs/mu/nid';
import { validate as myNric } from 'stdnum/lib/cjs/my/nric';
import { validate as nzBankAccount } from 'stdnum/lib/cjs/nz/bank';
import { validate as nzIrd } from 'stdnum/lib/cjs/nz/ird';
import { validate as pkCnic } from 'stdnum/lib/cjs/pk/cnic';
import { validate as thIdentity } from 'stdnum/lib/cjs/th/idnr';
import { validate as trIdentity } from 'stdnum/lib/cjs/tr/tckimlik';
import { validate as twIdentity } from 'stdnum/lib/cjs/tw/natid';
import { validate as vnTaxNumber } from 'stdnum/lib/cjs/vn/mst';
import { validate as zaIdentity } from 'stdnum/lib/cjs/za/idnr';
import { validate as zaTaxNumber } from 'stdnum/lib/cjs/za/tin';
import type { Validator } from '../../validators';
import { numberCheck } from './numberCheck';

export const asianNumbers: Readonly<Record<string, Validator>> = {
  'au-abn': numberCheck(auAbn),
  'au-tfn': numberCheck(auTfn),
  'cn-resident-id': numberCheck(cnResidentId),
  'eg-tax-number': numberCheck(egTaxNumber),
  'hk-identity-card': numberCheck(hkIdentityCard),
  'id-npwp': numberCheck(idNpwp),
  'il-identity': numberCheck(ilIdentity),
  'in-aadhaar': numberCheck(inAadhaar),
  'in-gstin': numberCheck(inGstin),
  'in-pan': numberCheck(inPan),
  'ke-pin': numberCheck(kePin),
  'kr-rrn': numberCheck(krRrn),
  'lk-nic': numberCheck(lkNic),
  'mu-nid': numberCheck(muNid),
  'my-nric': numberCheck(myNric),
  'nz-bank-account': numberCheck(nzBankAccount),
  'nz-ird': numberCheck(nzIrd),
  'pk-cnic': numberCheck(pkCnic),
  'th-identity': numberCheck(thIdentity),
  'tr-identity': numberCheck(trIdentity),
  'tw-identity': numberCheck(twIdentity),
  'vn-tax-number': numberCheck(vnTaxNumber),
  'za-identity': numberCheck(zaIdentity),
  'za-tax-number': numberCheck(zaTaxNumber),
};
