/**
 * Checks of the numbers by which states, tax offices and banks of the Americas know people, by the package stdnum.
 *
 * One line a kind; the formats are documented in the detectors that name these checks. Each is loaded when first used.
 */

import type { Validator } from '../../validators';
import { numberCheck } from './numberCheck';

export const americanNumbers: Readonly<Record<string, Validator>> = {
  'ar-cbu': numberCheck(() => require('stdnum/lib/cjs/ar/cbu')),
  'ar-cuit': numberCheck(() => require('stdnum/lib/cjs/ar/cuit')),
  'br-cnpj': numberCheck(() => require('stdnum/lib/cjs/br/cnpj')),
  'br-cpf': numberCheck(() => require('stdnum/lib/cjs/br/cpf')),
  'ca-bc-phn': numberCheck(() => require('stdnum/lib/cjs/ca/bc_bhn')),
  'ca-sin': numberCheck(() => require('stdnum/lib/cjs/ca/sin')),
  'cl-rut': numberCheck(() => require('stdnum/lib/cjs/cl/rut')),
  'co-nit': numberCheck(() => require('stdnum/lib/cjs/co/nit')),
  'cr-cedula': numberCheck(() => require('stdnum/lib/cjs/cr/cpf')),
  'cu-identity': numberCheck(() => require('stdnum/lib/cjs/cu/ni')),
  'do-cedula': numberCheck(() => require('stdnum/lib/cjs/do/cedula')),
  'ec-cedula': numberCheck(() => require('stdnum/lib/cjs/ec/ci')),
  'gt-cui': numberCheck(() => require('stdnum/lib/cjs/gt/cui')),
  'gt-nit': numberCheck(() => require('stdnum/lib/cjs/gt/nit')),
  'mx-clabe': numberCheck(() => require('stdnum/lib/cjs/mx/clabe')),
  'mx-curp': numberCheck(() => require('stdnum/lib/cjs/mx/curp')),
  'mx-rfc': numberCheck(() => require('stdnum/lib/cjs/mx/rfc')),
  'pe-dni': numberCheck(() => require('stdnum/lib/cjs/pe/cui')),
  'pe-ruc': numberCheck(() => require('stdnum/lib/cjs/pe/ruc')),
  'py-ruc': numberCheck(() => require('stdnum/lib/cjs/py/ruc')),
  'sv-nit': numberCheck(() => require('stdnum/lib/cjs/sv/nit')),
  'us-ein': numberCheck(() => require('stdnum/lib/cjs/us/ein')),
  'uy-cedula': numberCheck(() => require('stdnum/lib/cjs/uy/cedula')),
  've-rif': numberCheck(() => require('stdnum/lib/cjs/ve/rif')),
};
