/** The checks of tokens: what services issue, and what their formats promise. */

import type { Validator } from '../validators';
import { isLiteralValue, isNotPlaceholder } from './credential';
import { hasGithubChecksum } from './github';
import { isAwsSecret, isBasicCredentials, isJwt } from './structure';
import { isBech32 } from './tokens/bech32';
import { hasCloudflareChecksum, hasGitlabChecksum, hasGrafanaChecksum } from './tokens/checksums';
import { isBase64Json, isBase64Jwt, isDiscordToken, isSecretEntry, isUnsignedJwt } from './tokens/encoded';
import { isHexadecimal, isNotMasked, isNotWords, looksGenerated } from './tokens/generated';

export const tokenChecks: Readonly<Record<string, Validator>> = {
  'aws-secret': isAwsSecret,
  'base64-json': isBase64Json,
  'base64-jwt': isBase64Jwt,
  'basic-credentials': isBasicCredentials,
  bech32: isBech32,
  'cloudflare-crc32': hasCloudflareChecksum,
  'discord-token': isDiscordToken,
  generated: looksGenerated,
  'github-crc32': hasGithubChecksum,
  'gitlab-crc32': hasGitlabChecksum,
  'grafana-crc32': hasGrafanaChecksum,
  hex: isHexadecimal,
  jwt: isJwt,
  'kubernetes-secret': isSecretEntry,
  'literal-value': isLiteralValue,
  'not-masked': isNotMasked,
  'not-placeholder': isNotPlaceholder,
  'not-words': isNotWords,
  'unsigned-jwt': isUnsignedJwt,
};
