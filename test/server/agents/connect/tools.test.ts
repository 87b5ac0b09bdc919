/** Each tool's settings with the gateway in them: what is set, and that nothing else is touched. */

import assert from 'node:assert/strict';
import { connectTools } from '../../../../server/agents/connect';
import { SettingsError } from '../../../../server/agents/connect/tool';

const addresses = Object.fromEntries(
  ['anthropic', 'openai', 'ollama', 'gemini'].map((protocol) => [protocol, `http://127.0.0.1:4180/t/T/${protocol}`]),
);

/** By tool: settings before (`undefined`: none), and after. */
const cases: Readonly<Record<string, readonly (readonly [before: string | undefined, after: string])[]>> = {
  claude: [
    [undefined, '{\n  "env": {\n    "ANTHROPIC_BASE_URL": "http://127.0.0.1:4180/t/T/anthropic"\n  }\n}\n'],
    [
      '{\n\t"model": "opus",\n\t"env": {\n\t\t"A": "1"\n\t}\n}',
      '{\n\t"model": "opus",\n\t"env": {\n\t\t"ANTHROPIC_BASE_URL": "http://127.0.0.1:4180/t/T/anthropic",\n\t\t"A": "1"\n\t}\n}',
    ],
  ],
  codex: [
    [undefined, `model_provider = "portcullis"\n\n${codexTable()}`],
    [
      '# mine\nmodel = "o3"\nmodel_provider = "openai"\n\n[projects."/x"]\ntrust_level = "trusted"\n',
      `# mine\nmodel = "o3"\nmodel_provider = "portcullis"\n\n[projects."/x"]\ntrust_level = "trusted"\n\n${codexTable()}`,
    ],
    [
      'model_provider = "portcullis"\n\n[model_providers.portcullis]\nbase_url = "http://old"\n\n[tui]\ntheme = "x"\n',
      `model_provider = "portcullis"\n\n${codexTable()}\n[tui]\ntheme = "x"\n`,
    ],
  ],
  gemini: [
    [undefined, 'GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:4180/t/T/gemini\n'],
    [
      'GEMINI_API_KEY=k\nexport GOOGLE_GEMINI_BASE_URL=http://old\n# end',
      'GEMINI_API_KEY=k\nGOOGLE_GEMINI_BASE_URL=http://127.0.0.1:4180/t/T/gemini\n# end',
    ],
  ],
  continue: [
    [
      'name: mine # my own\nmodels:\n  - name: sonnet\n    provider: anthropic\n    model: claude\n  - name: other\n    provider: mistral\n    model: m\n',
      'name: mine # my own\nmodels:\n  - name: sonnet\n    provider: anthropic\n    model: claude\n    apiBase: http://127.0.0.1:4180/t/T/anthropic/v1/\n  - name: other\n    provider: mistral\n    model: m\n',
    ],
  ],
  opencode: [
    [
      '{\n  "provider": {\n    "anthropic": {\n      "options": {\n        "baseURL": "x"\n      }\n    }\n  }\n}\n',
      '{\n  "provider": {\n    "google": {\n      "options": {\n        "baseURL": "http://127.0.0.1:4180/t/T/gemini/v1beta"\n      }\n    },\n    "openai": {\n      "options": {\n        "baseURL": "http://127.0.0.1:4180/t/T/openai/v1"\n      }\n    },\n    "anthropic": {\n      "options": {\n        "baseURL": "http://127.0.0.1:4180/t/T/anthropic/v1"\n      }\n    }\n  }\n}\n',
    ],
  ],
  aider: [
    [
      '# mine\ndark-mode: true\nset-env:\n  - A=1\n  - OLLAMA_API_BASE=http://old\n',
      '# mine\ndark-mode: true\nset-env:\n  - A=1\n  - ANTHROPIC_API_BASE=http://127.0.0.1:4180/t/T/anthropic\n  - OLLAMA_API_BASE=http://127.0.0.1:4180/t/T/ollama\nopenai-api-base: http://127.0.0.1:4180/t/T/openai/v1\n',
    ],
  ],
};

function codexTable(): string {
  return '[model_providers.portcullis]\nname = "OpenAI through Portcullis"\nbase_url = "http://127.0.0.1:4180/t/T/openai/v1"\nenv_key = "OPENAI_API_KEY"\nwire_api = "responses"\n';
}

describe("a tool's settings", () => {
  for (const tool of connectTools) {
    const own = cases[tool.id] ?? [];
    it(`${tool.id}: ${tool.file({ home: '~', env: {} })}`, () => {
      assert.ok(own.length > 0);
      for (const [before, after] of own) {
        assert.equal(tool.connect(before, addresses), after);
        assert.equal(tool.connect(after, addresses), after, 'a second time changes nothing');
      }
    });
  }

  it('that can not be kept as they are: nothing is written', () => {
    const connect = (id: string, text: string): unknown =>
      connectTools.find((tool) => tool.id === id)?.connect(text, addresses);
    assert.throws(() => connect('claude', '{ "a": 1, // why\n }'), SettingsError);
    assert.throws(() => connect('claude', '[1]'), SettingsError);
    assert.throws(() => connect('codex', 'x = """\n[tui]\n"""\n'), SettingsError);
    assert.throws(() => connect('continue', 'models: [\n'), SettingsError);
    assert.throws(() => connect('continue', 'models: []\n'), SettingsError);
  });
});
