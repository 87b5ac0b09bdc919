/**
 * Checks of the numbers by which states, tax offices and banks of Europe know people, by the package stdnum.
 *
 * One line a kind; the formats are documented in the detectors that name these checks.
 */

import { validate as adNrt } from 'stdnum/lib/cjs/ad/nrt';
import { validate as alNipt } from 'stdnum/lib/cjs/al/nipt';
import { validate as atTaxNumber } from 'stdnum/lib/cjs/at/tin';
import { validate as atVat } from 'stdnum/lib/cjs/at/uid';
import { validate as atSvnr } from 'stdnum/lib/cjs/at/vnr';
import { validate as baJmbg } from 'stdnum/lib/cjs/ba/jmbg';
import { validate as beNationalNumber } from 'stdnum/lib/cjs/be/insz';
import { validate as beVat } from 'stdnum/lib/cjs/be/vat';
import { validate as bgEgn } from 'stdnum/lib/cjs/bg/egn';
import { validate as bgForeigner } from 'stdnum/lib/cjs/bg/pnf';
import { validate as byUnp } from 'stdnum/lib/cjs/by/unp';
import { validate as chAhv } from 'stdnum/lib/cjs/ch/ssn';
import { validate as cyVat } from 'stdnum/lib/cjs/cy/vat';
import { validate as czBirthNumber } from 'stdnum/lib/cjs/cz/rc';
import { validate as deTaxNumber } from 'stdnum/lib/cjs/de/stnr';
import { validate as deSvnr } from 'stdnum/lib/cjs/de/svnr';
import { validate as dkCpr } from 'stdnum/lib/cjs/dk/cpr';
import { validate as eeIsikukood } from 'stdnum/lib/cjs/ee/ik';
import { validate as esNss } from 'stdnum/lib/cjs/es/nss';
import { validate as fiHetu } from 'stdnum/lib/cjs/fi/hetu';
import { validate as frTaxNumber } from 'stdnum/lib/cjs/fr/nif';
import { validate as frVat } from 'stdnum/lib/cjs/fr/tva';
import { validate as gbUtr } from 'stdnum/lib/cjs/gb/utr';
import { validate as gbVat } from 'stdnum/lib/cjs/gb/vat';
import { validate as grAmka } from 'stdnum/lib/cjs/gr/amka';
import { validate as grAfm } from 'stdnum/lib/cjs/gr/vat';
import { validate as hrOib } from 'stdnum/lib/cjs/hr/oib';
import { validate as huVat } from 'stdnum/lib/cjs/hu/anum';
import { validate as iePps } from 'stdnum/lib/cjs/ie/pps';
import { validate as isKennitala } from 'stdnum/lib/cjs/is/kennitala';
import { validate as itVat } from 'stdnum/lib/cjs/it/iva';
import { validate as ltPersonalCode } from 'stdnum/lib/cjs/lt/asmens';
import { validate as luVat } from 'stdnum/lib/cjs/lu/tva';
import { validate as lvPersonalCode } from 'stdnum/lib/cjs/lv/pvn';
import { validate as meJmbg } from 'stdnum/lib/cjs/me/jmbg';
import { validate as mkJmbg } from 'stdnum/lib/cjs/mk/jmbg';
import { validate as mtVat } from 'stdnum/lib/cjs/mt/vat';
import { validate as nlVat } from 'stdnum/lib/cjs/nl/btw';
import { validate as noBirthNumber } from 'stdnum/lib/cjs/no/fodselsnummer';
import { validate as noAccount } from 'stdnum/lib/cjs/no/kontonr';
import { validate as plNip } from 'stdnum/lib/cjs/pl/nip';
import { validate as ptCitizenCard } from 'stdnum/lib/cjs/pt/cc';
import { validate as ptNif } from 'stdnum/lib/cjs/pt/nif';
import { validate as roCnp } from 'stdnum/lib/cjs/ro/cnp';
import { validate as rsJmbg } from 'stdnum/lib/cjs/rs/jmbg';
import { validate as ruInn } from 'stdnum/lib/cjs/ru/inn';
import { validate as sePersonnummer } from 'stdnum/lib/cjs/se/personnummer';
import { validate as siEmso } from 'stdnum/lib/cjs/si/emso';
import { validate as uaRntrc } from 'stdnum/lib/cjs/ua/rntrc';
import type { Validator } from '../../validators';
import { numberCheck } from './numberCheck';

export const europeanNumbers: Readonly<Record<string, Validator>> = {
  'ad-nrt': numberCheck(adNrt),
  'al-nipt': numberCheck(alNipt),
  'at-svnr': numberCheck(atSvnr),
  'at-tax-number': numberCheck(atTaxNumber),
  'at-vat': numberCheck(atVat),
  'ba-jmbg': numberCheck(baJmbg),
  'be-national-number': numberCheck(beNationalNumber),
  'be-vat': numberCheck(beVat),
  'bg-egn': numberCheck(bgEgn),
  'bg-foreigner': numberCheck(bgForeigner),
  'by-unp': numberCheck(byUnp),
  'ch-ahv': numberCheck(chAhv),
  'cy-vat': numberCheck(cyVat),
  'cz-birth-number': numberCheck(czBirthNumber),
  'de-svnr': numberCheck(deSvnr),
  'de-tax-number': numberCheck(deTaxNumber),
  'dk-cpr': numberCheck(dkCpr),
  'ee-isikukood': numberCheck(eeIsikukood),
  'es-nss': numberCheck(esNss),
  'fi-hetu': numberCheck(fiHetu),
  'fr-tax-number': numberCheck(frTaxNumber),
  'fr-vat': numberCheck(frVat),
  'gb-utr': numberCheck(gbUtr),
  'gb-vat': numberCheck(gbVat),
  'gr-afm': numberCheck(grAfm),
  'gr-amka': numberCheck(grAmka),
  'hr-oib': numberCheck(hrOib),
  'hu-vat': numberCheck(huVat),
  'ie-pps': numberCheck(iePps),
  'is-kennitala': numberCheck(isKennitala),
  'it-vat': numberCheck(itVat),
  'lt-personal-code': numberCheck(ltPersonalCode),
  'lu-vat': numberCheck(luVat),
  'lv-personal-code': numberCheck(lvPersonalCode),
  'me-jmbg': numberCheck(meJmbg),
  'mk-jmbg': numberCheck(mkJmbg),
  'mt-vat': numberCheck(mtVat),
  'nl-vat': numberCheck(nlVat),
  'no-account': numberCheck(noAccount),
  'no-birth-number': numberCheck(noBirthNumber),
  'pl-nip': numberCheck(plNip),
  'pt-citizen-card': numberCheck(ptCitizenCard),
  'pt-nif': numberCheck(ptNif),
  'ro-cnp': numberCheck(roCnp),
  'rs-jmbg': numberCheck(rsJmbg),
  'ru-inn': numberCheck(ruInn),
  'se-personnummer': numberCheck(sePersonnummer),
  'si-emso': numberCheck(siEmso),
  'ua-rntrc': numberCheck(uaRntrc),
};
