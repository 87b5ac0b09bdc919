/** The commands of the command line, in the order the help lists them. */

import type { Verb } from '../verb';
import { classify } from './classify';
import { decide } from './decide';
import { detectorsList } from './detectorsList';
import { detectorsTest } from './detectorsTest';
import { detectorsTry } from './detectorsTry';
import { explainFinding } from './explainFinding';
import { logShow } from './logShow';
import { logVerify } from './logVerify';
import { policyCheck } from './policyCheck';
import { policyDiff } from './policyDiff';
import { policyExplain } from './policyExplain';
import { policyFormat } from './policyFormat';
import { policyInit } from './policyInit';
import { policyTest } from './policyTest';
import { scan } from './scan';
import { serviceStatus } from './serviceStatus';
import { serviceStop } from './serviceStop';

export const verbs: readonly Verb[] = [
  scan,
  explainFinding,
  detectorsList,
  detectorsTest,
  detectorsTry,
  classify,
  decide,
  policyCheck,
  policyTest,
  policyExplain,
  policyDiff,
  policyFormat,
  policyInit,
  logShow,
  logVerify,
  serviceStatus,
  serviceStop,
];
