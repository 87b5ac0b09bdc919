/** The commands of the command line, in the order the help lists them. */

import type { Verb } from '../verb';
import { blame } from './blame';
import { classify } from './classify';
import { connect } from './connect';
import { decide } from './decide';
import { detectorsList } from './detectorsList';
import { detectorsTest } from './detectorsTest';
import { detectorsTry } from './detectorsTry';
import { doctor } from './doctor';
import { explainFinding } from './explainFinding';
import { gateway } from './gateway';
import { hook } from './hook';
import { hookInstall } from './hookInstall';
import { logCheckpoint } from './logCheckpoint';
import { logConsistency } from './logConsistency';
import { logErase } from './logErase';
import { logExport } from './logExport';
import { logKey } from './logKey';
import { logProve } from './logProve';
import { logPrune } from './logPrune';
import { logSearch } from './logSearch';
import { logShow } from './logShow';
import { logStats } from './logStats';
import { logSubject } from './logSubject';
import { logTail } from './logTail';
import { logVerify } from './logVerify';
import { policyCheck } from './policyCheck';
import { policyDiff } from './policyDiff';
import { policyExplain } from './policyExplain';
import { policyFormat } from './policyFormat';
import { policyInit } from './policyInit';
import { policyTest } from './policyTest';
import { provenanceInstall } from './provenanceInstall';
import { provenanceNote } from './provenanceNote';
import { provenanceRewrite } from './provenanceRewrite';
import { provenanceTrailers } from './provenanceTrailers';
import { provenanceVerify } from './provenanceVerify';
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
  gateway,
  connect,
  doctor,
  hook,
  hookInstall,
  policyCheck,
  policyTest,
  policyExplain,
  policyDiff,
  policyFormat,
  policyInit,
  logShow,
  logTail,
  logSearch,
  logStats,
  logVerify,
  logCheckpoint,
  logProve,
  logConsistency,
  logPrune,
  logKey,
  logExport,
  logSubject,
  logErase,
  blame,
  provenanceInstall,
  provenanceNote,
  provenanceRewrite,
  provenanceTrailers,
  provenanceVerify,
  serviceStatus,
  serviceStop,
];
