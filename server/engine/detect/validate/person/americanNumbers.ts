/**
 * Checks of the numbers by which states, tax offices and banks of the Americas know people, by the package stdnum.
 *
 * One line a kind; the formats are documented in the detectors that name these checks.
 */

import { validate as arCbu } from 'stdnum/lib/cjs/ar/cbu';
import { validate as arCuit } from 'stdnum/lib/cjs/ar/cuit';
import { validate as brCnpj } from 'stdnum/lib/cjs/br/cnpj';
import { validate as brCpf } from 'stdnum/lib/cjs/br/cpf';
import { validate as caBcPhn } from 'stdnum/lib/cjs/ca/bc_bhn';
import { validate as caSin } from 'stdnum/lib/cjs/ca/sin';
import { validate as clRut } from 'stdnum/lib/cjs/cl/rut';
import { validate as coNit } from 'stdnum/lib/cjs/co/nit';
import { validate as crCedula } from 'stdnum/lib/cjs/cr/cpf';
import { validate as cuIdentity } from 'stdnum/lib/cjs/cu/ni';
import { validate as doCedula } from 'stdnum/lib/cjs/do/cedula';
import { validate as ecCedula } from 'stdnum/lib/cjs/ec/ci';
import { validate as gtCui } from 'stdnum/lib/cjs/gt/cui';
import { validate as gtNit } from 'stdnum/lib/cjs/gt/nit';
import { validate as mxClabe } from 'stdnum/lib/cjs/mx/clabe';
import { validate as mxCurp } from 'stdnum/lib/cjs/mx/curp';
import { validate as mxRfc } from 'stdnum/lib/cjs/mx/rfc';
import { validate as peDni } from 'stdnum/lib/cjs/pe/cui';
import { validate as peRuc } from 'stdnum/lib/cjs/pe/ruc';
import { validate as pyRuc } from 'stdnum/lib/cjs/py/ruc';
import { validate as svNit } from 'stdnum/lib/cjs/sv/nit';
import { validate as usEin } from 'stdnum/lib/cjs/us/ein';
import { validate as uyCedula } from 'stdnum/lib/cjs/uy/cedula';
import { validate as veRif } from 'stdnum/lib/cjs/ve/rif';
import type { Validator } from '../../validators';
import { numberCheck } from './numberCheck';

export const americanNumbers: Readonly<Record<string, Validator>> = {
  'ar-cbu': numberCheck(arCbu),
  'ar-cuit': numberCheck(arCuit),
  'br-cnpj': numberCheck(brCnpj),
  'br-cpf': numberCheck(brCpf),
  'ca-bc-phn': numberCheck(caBcPhn),
  'ca-sin': numberCheck(caSin),
  'cl-rut': numberCheck(clRut),
  'co-nit': numberCheck(coNit),
  'cr-cedula': numberCheck(crCedula),
  'cu-identity': numberCheck(cuIdentity),
  'do-cedula': numberCheck(doCedula),
  'ec-cedula': numberCheck(ecCedula),
  'gt-cui': numberCheck(gtCui),
  'gt-nit': numberCheck(gtNit),
  'mx-clabe': numberCheck(mxClabe),
  'mx-curp': numberCheck(mxCurp),
  'mx-rfc': numberCheck(mxRfc),
  'pe-dni': numberCheck(peDni),
  'pe-ruc': numberCheck(peRuc),
  'py-ruc': numberCheck(pyRuc),
  'sv-nit': numberCheck(svNit),
  'us-ein': numberCheck(usEin),
  'uy-cedula': numberCheck(uyCedula),
  've-rif': numberCheck(veRif),
};
