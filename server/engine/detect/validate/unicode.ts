/** The checks of characters that a reader does not see or takes for others. */

import type { Validator } from '../validators';
import { isDeceptiveBidi } from './unicode/bidi';
import { isSuspiciousInvisible } from './unicode/invisible';
import { isCodeOffScreen, isHiddenLineBreak } from './unicode/lineBreak';
import { isCodeWordInDisguise, isDisguisedByForm, isMixedScriptName } from './unicode/lookAlike';
import { isPrivateUsePayload, isTagPayload, isVariationPayload } from './unicode/payload';

export const unicodeChecks: Readonly<Record<string, Validator>> = {
  'bidi-deceptive': isDeceptiveBidi,
  'code-word-in-disguise': isCodeWordInDisguise,
  'disguised-by-form': isDisguisedByForm,
  'hidden-line-break': isHiddenLineBreak,
  'invisible-text': isSuspiciousInvisible,
  'mixed-script': isMixedScriptName,
  'off-screen-code': isCodeOffScreen,
  'private-use-payload': isPrivateUsePayload,
  'tag-payload': isTagPayload,
  'variation-payload': isVariationPayload,
};
