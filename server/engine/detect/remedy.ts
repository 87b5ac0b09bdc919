/**
 * How a value is read from the environment in each language and format, and what to call the variable.
 *
 * Keyed by the editor's language ids; knows nothing of documents.
 */

/** How a language refers to an environment variable, and how its literals may be replaced. */
export interface EnvironmentForm {
  /** An expression; in formats without expressions, text that whatever reads the file fills in. */
  readonly reference: (name: string) => string;
  /** `expression`: replaces a quoted literal with its quotes. `text`: stands inside quotes as well as without. */
  readonly kind: 'expression' | 'text';
  /** Literals in which a reference may stand, by opening quote, and how it is written there. */
  readonly interpolation?: { readonly quotes: string; readonly write: (name: string) => string };
}

const shell: EnvironmentForm = {
  kind: 'text',
  reference: (name) => `\${${name}}`,
  interpolation: { quotes: '"', write: (name) => `\${${name}}` },
};
const filledIn: EnvironmentForm = {
  kind: 'text',
  reference: (name) => `\${${name}}`,
  interpolation: { quotes: `"'`, write: (name) => `\${${name}}` },
};
const javascript: EnvironmentForm = {
  kind: 'expression',
  reference: (name) => `process.env.${name}`,
  interpolation: { quotes: '`', write: (name) => `\${process.env.${name}}` },
};
const ruby: EnvironmentForm = {
  kind: 'expression',
  reference: (name) => `ENV['${name}']`,
  interpolation: { quotes: '"', write: (name) => `#{ENV['${name}']}` },
};
const java: EnvironmentForm = { kind: 'expression', reference: (name) => `System.getenv("${name}")` };
const c: EnvironmentForm = { kind: 'expression', reference: (name) => `getenv("${name}")` };
const dotnet: EnvironmentForm = {
  kind: 'expression',
  reference: (name) => `Environment.GetEnvironmentVariable("${name}")`,
};

const forms: Readonly<Record<string, EnvironmentForm>> = {
  javascript,
  javascriptreact: javascript,
  typescript: javascript,
  typescriptreact: javascript,
  vue: javascript,
  svelte: javascript,
  coffeescript: { kind: 'expression', reference: (name) => `process.env.${name}` },
  python: { kind: 'expression', reference: (name) => `os.environ["${name}"]` },
  java,
  groovy: java,
  scala: { kind: 'expression', reference: (name) => `sys.env("${name}")` },
  kotlin: {
    kind: 'expression',
    reference: (name) => `System.getenv("${name}")`,
    interpolation: { quotes: '"', write: (name) => `\${System.getenv("${name}")}` },
  },
  clojure: { kind: 'expression', reference: (name) => `(System/getenv "${name}")` },
  go: { kind: 'expression', reference: (name) => `os.Getenv("${name}")` },
  ruby,
  php: { kind: 'expression', reference: (name) => `getenv('${name}')` },
  csharp: dotnet,
  fsharp: dotnet,
  vb: dotnet,
  c,
  cpp: c,
  'objective-c': c,
  rust: { kind: 'expression', reference: (name) => `std::env::var("${name}").unwrap()` },
  swift: { kind: 'expression', reference: (name) => `ProcessInfo.processInfo.environment["${name}"]!` },
  dart: { kind: 'expression', reference: (name) => `Platform.environment['${name}']!` },
  elixir: { kind: 'expression', reference: (name) => `System.fetch_env!("${name}")` },
  perl: { kind: 'expression', reference: (name) => `$ENV{${name}}` },
  lua: { kind: 'expression', reference: (name) => `os.getenv("${name}")` },
  r: { kind: 'expression', reference: (name) => `Sys.getenv("${name}")` },
  julia: { kind: 'expression', reference: (name) => `ENV["${name}"]` },
  powershell: {
    kind: 'expression',
    reference: (name) => `$env:${name}`,
    interpolation: { quotes: '"', write: (name) => `$($env:${name})` },
  },
  bat: { kind: 'text', reference: (name) => `%${name}%` },
  shellscript: shell,
  makefile: { kind: 'text', reference: (name) => `$(${name})` },
  dockerfile: shell,
  dotenv: filledIn,
  properties: filledIn,
  ini: filledIn,
  yaml: filledIn,
  dockercompose: filledIn,
  terraform: { kind: 'expression', reference: (name) => `var.${name.toLowerCase()}` },
};

/** Returns how the language reads the environment variable `name`, `undefined` where it has no way of its own. */
export function environmentReference(languageId: string, name: string): string | undefined {
  return environmentForm(languageId)?.reference(name);
}

/** Returns the language's form, `undefined` for languages without one. */
export function environmentForm(languageId: string): EnvironmentForm | undefined {
  return Object.hasOwn(forms, languageId) ? forms[languageId] : undefined;
}

/** Returns a variable's name after the one the value is given to (`apiKey: "` → `API_KEY`), else after the detector. */
export function suggestVariableName(lineBefore: string, detectorId: string): string {
  const assigned =
    /([A-Za-z_$][\w$-]{1,60})["'`\])]{0,3}\s{0,8}(?::\s{0,2}[A-Za-z]{1,24}\s{0,2})?(?::?=|=>|:)\s{0,8}(?:[\w.]{1,30}\()?["'`]?$/.exec(
      lineBefore.slice(-200),
    )?.[1];
  const name = upperSnake(assigned ?? detectorId.slice(detectorId.lastIndexOf('/') + 1));
  return /^\d|^$/.test(name) ? `SECRET_${name}` : name;
}

function upperSnake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
}
