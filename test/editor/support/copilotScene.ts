/**
 * A scene with the editor's own Copilot in it: chat is switched on, and its one model is a loopback server of the tests
 * that may receive internal code.
 */

import fs from 'node:fs';
import path from 'node:path';
import { demoPolicy } from '../../../scripts/dev/demoPolicy';
import { type CopilotModel, startCopilotModel } from './copilotModel';
import { makeScene, type Scene } from './scene';

export interface CopilotScene extends Scene {
  readonly env: Readonly<Record<string, string>>;
}

export const copilotModelName = 'mock-1';
/** Names the folder of the model's script and of what it received, for the suites in the extension host. */
export const modelVariable = 'TEST_MODEL_DIR';

const settings = {
  'chat.disableAIFeatures': false,
  // Confirmations wait for a person; what is tested is what happens where nobody is asked.
  'chat.tools.global.autoApprove': true,
  // Titles, summaries and the like are asked of the same model.
  'chat.byokUtilityModelDefault': 'mainAgent',
  'git.enabled': true,
};

/** Makes a scene; its model runs, the editor does not yet. */
export async function makeCopilotScene(): Promise<CopilotScene> {
  const scene = await makeScene({ settings, policy: copilotPolicy(), workspace: makeWorkspace });
  const modelDir = path.join(scene.profile.dir, 'model');
  const model = await startCopilotModel(modelDir);
  fs.writeFileSync(path.join(scene.profile.userData, 'User/chatLanguageModels.json'), languageModels(model));
  return {
    ...scene,
    // Chats take their time, more of it on a machine that is busy with other things.
    env: { [modelVariable]: modelDir, TEST_TIMEOUT_MS: process.env['TEST_TIMEOUT_MS'] ?? '480000' },
    remove: async () => {
      await model.close();
      await scene.remove();
    },
  };
}

function languageModels({ url }: CopilotModel): string {
  const model = {
    id: copilotModelName,
    name: 'Mock',
    url,
    toolCalling: true,
    vision: false,
    maxInputTokens: 100_000,
    maxOutputTokens: 4000,
  };
  return JSON.stringify([{ vendor: 'customendpoint', name: 'Mock', apiKey: 'dummy', models: [model] }]);
}

/** The demo policy, with the scene's model as one that is cleared for internal code. */
export function copilotPolicy(): string {
  return demoPolicy().replace(
    /^models:\n/m,
    [
      'models:',
      '  - id: mock',
      `    match: { endpoints: ["http://127.0.0.1:*/v1"], names: [${copilotModelName}] }`,
      '    locality: self-hosted',
      '    clearance: { level: internal }',
      '',
    ].join('\n'),
  );
}

function makeWorkspace(dir: string): void {
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dir, 'package.json'), '{ "name": "scene", "private": true }\n');
}
