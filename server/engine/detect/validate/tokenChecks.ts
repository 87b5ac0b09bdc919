/** The checks of tokens: what services issue, and what their formats promise. */

import type { Validator } from '../validators';
import { isCredentialValue, isLiteralValue, isNotPlaceholder } from './credential';
import { hasGithubChecksum } from './github';
import { isAwsSecret, isBasicCredentials, isJwt } from './structure';

export const tokenChecks: Readonly<Record<string, Validator>> = {
  'aws-secret': isAwsSecret,
  'basic-credentials': isBasicCredentials,
  'credential-value': isCredentialValue,
  'github-crc32': hasGithubChecksum,
  jwt: isJwt,
  'literal-value': isLiteralValue,
  'not-placeholder': isNotPlaceholder,
};
