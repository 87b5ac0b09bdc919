/** The few questions of `policy init`: what no look at the files can tell. */

import { assistants } from '../../engine/policy/propose/assistants';
import { openSourceLicence } from '../../engine/policy/propose/licence';
import { defaultAnswers } from '../../engine/policy/propose/propose';
import { findDataFiles } from '../../engine/policy/propose/rules';
import type { Answers, Survey } from '../../engine/policy/propose/survey';
import { count } from '../terminal';
import type { Asker } from './ask';

/** Asks what matters for this repository, four questions at most. */
export async function askQuestions(survey: Survey, asker: Asker): Promise<Answers> {
  const usual = defaultAnswers(survey);
  const licence = openSourceLicence(survey);
  const isOpenSource =
    licence !== undefined &&
    (await asker.confirm(
      `The licence is ${licence}: is the code open source, so that any model may have it?`,
      usual.isOpenSource,
    ));
  const known = [...assistants.map(({ id }) => id), 'none'].join(', ');
  const approved = await asker.ask({
    text: `Which assistants are approved for ordinary code? (${known})`,
    otherwise: usual.assistants.join(', ') || 'none',
    read: readAssistants,
    known,
  });
  const dataFiles = findDataFiles(survey);
  const areDataFilesConfidential =
    dataFiles.length === 0 ||
    (await asker.confirm(
      `There are ${count(dataFiles.length, 'data file')}, for example ${dataFiles[0]}: are they confidential?`,
      usual.areDataFilesConfidential,
    ));
  const owner = await asker.ask({
    text: 'Whom do developers ask for an exception?',
    otherwise: usual.owner,
    read: (answer) => answer,
    known: 'any address',
  });
  return { isOpenSource, assistants: approved, areDataFilesConfidential, owner };
}

function readAssistants(answer: string): readonly string[] | undefined {
  const names = answer
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (names.length === 1 && names[0] === 'none') return [];
  return names.every((name) => assistants.some(({ id }) => id === name)) ? names : undefined;
}
