/** The checks of markings: classification banners, labels and legal headers. */

import type { Validator } from '../validators';
import { isBanner, isBannerOrContents, isCompanyBanner, isFieldValue, isStatement } from './marking/judge';

export const markingChecks: Readonly<Record<string, Validator>> = {
  'marking-banner': isBanner,
  'marking-company': isCompanyBanner,
  'marking-contents': isBannerOrContents,
  'marking-field': isFieldValue,
  'marking-statement': isStatement,
};
