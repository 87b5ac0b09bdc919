/** Whether a repository's code is published under an open-source licence, as far as its own files say. */

import type { Survey } from './survey';

const licences: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Apache', /Apache License,?\s+Version 2/i],
  ['MPL', /Mozilla Public License/i],
  ['AGPL', /GNU AFFERO GENERAL PUBLIC LICENSE/i],
  ['LGPL', /GNU LESSER GENERAL PUBLIC LICENSE/i],
  ['GPL', /GNU GENERAL PUBLIC LICENSE/i],
  ['EPL', /Eclipse Public License/i],
  ['EUPL', /European Union Public Licen[cs]e/i],
  ['BSD', /Redistribution and use in source and binary forms/i],
  ['MIT', /Permission is hereby granted, free of charge/i],
  ['ISC', /Permission to use, copy, modify, and\/or distribute/i],
  ['Unlicense', /This is free and unencumbered software/i],
];

/** Returns the name of the open-source licence that stands in the root, `undefined` for none. */
export function openSourceLicence({ texts }: Survey): string | undefined {
  const text = [...texts].find(([path]) => /^(?:licen[cs]e|copying)/i.test(path))?.[1];
  return text === undefined ? undefined : licences.find(([, sign]) => sign.test(text))?.[0];
}

/** Reports whether the package says that it is not for publishing: a licence text alone is often a template's. */
export function isPrivatePackage({ texts }: Survey): boolean {
  return /"private"\s*:\s*true|"license"\s*:\s*"UNLICENSED"/.test(texts.get('package.json') ?? '');
}
