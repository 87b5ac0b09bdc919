/**
 * A made-up monorepo and the globs a security team writes over it, the same at every run. For measurements only.
 */

export interface Monorepo {
  /** All different. */
  readonly paths: readonly string[];
  /** The globs of one rule each. */
  readonly lists: readonly (readonly string[])[];
}

const words =
  'account address audit auth balance billing book cache card cart catalog charge checkout claim client config consent contact contract credit customer daemon dispute document driver email event export feature feed fraud gateway geo grant health identity import index ingest inventory invoice job key ledger limit loader login mail market media member merchant message metric mobile notify offer order partner patient payment payout plan policy price product profile quote rate refund region report request review reward risk role route schedule search secret session settle ship sign stock store stream support sync tax team tenant ticket token trace trade transfer user vault vendor wallet webhook widget'.split(
    ' ',
  );
const areas = ['services', 'packages', 'apps', 'libs', 'tools', 'infra'];
const folders = [
  'src',
  'src/api',
  'src/db',
  'src/model',
  'src/internal',
  'test',
  'test/fixtures',
  'docs',
  'config',
  'k8s',
];
const extensions = 'ts ts ts tsx test.ts py py go java kt sql yaml json md proto tf sh css snap'.split(' ');

/** Returns a repository of `files` paths, eight in a folder on average, with at least `globs` globs in rules of one to six. */
export function createMonorepo(files: number, globs: number): Monorepo {
  const { pick, below } = createDice(20_261_121);
  const units = Array.from({ length: 400 }, () => `${pick(areas)}/${pick(words)}-${pick(words)}`);
  const name = () => [pick(words), ...(below(3) > 0 ? [pick(words)] : [])].join(pick(['-', '_', '.', '-']));
  const inner = () => Array.from({ length: below(3) }, () => pick(words));
  const places = Array.from({ length: files / 8 }, () => [pick(units), pick(folders), ...inner()].join('/'));
  const paths = new Set<string>();
  while (paths.size < files) paths.add(`${pick(places)}/${name()}.${pick(extensions)}`);
  const shapes: readonly (() => string)[] = [
    () => `${pick(units)}/**`,
    () => `${pick(units)}/${pick(folders)}/**`,
    () => `${pick(units)}/**/*.{ts,tsx}`,
    () => `${pick(units)}/src/${pick(words)}/**`,
    () => `${pick(units)}/**/${pick(words)}/**`,
    () => `${pick(units)}/src/**/${pick(words)}*.${pick(extensions)}`,
    () => `${pick(areas)}/${pick(words)}-*/**`,
    () => `${pick(areas)}/*/${pick(folders)}/${pick(words)}/**/*.${pick(extensions)}`,
    () => `${pick(areas)}/*-${pick(words)}/{src,config}/**`,
    () => `${pick(units)}/config/*.{yaml,json}`,
    () => `${pick(units)}/src/db/${name()}.sql`,
    () => `**/${pick(words)}-${pick(words)}.${pick(extensions)}`,
    () => `**/${pick(words)}/${pick(words)}/**`,
    () => `**/*${pick(words)}*.${pick(extensions)}`,
    () => `**/${pick(words)}*.[jt]s`,
    () => `**/${pick(folders)}/**/*-${pick(words)}.@(ts|py|go)`,
    () => `!${pick(units)}/test/**`,
    () => `!**/*.${pick(['md', 'snap', 'css'])}`,
  ];
  const lists: string[][] = [];
  for (let made = 0; made < globs; ) {
    const rule = Array.from({ length: Math.min(globs - made, 1 + below(6)) }, () => pick(shapes)());
    made += rule.length;
    lists.push(rule);
  }
  return { paths: [...paths], lists };
}

/** The minimal standard generator of Park and Miller (1988). */
function createDice(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * limit);
  };
  return { below, pick: <T>(values: readonly T[]): T => values[below(values.length)] as T };
}
