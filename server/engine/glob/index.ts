/**
 * Globs over paths, hosts, names and ids: minimatch with `dot: true`, `!` taking away within one list.
 *
 * Knows nothing of policies; whoever holds lists of globs compiles them here once and asks for each candidate.
 */

export { checkGlob, checkPathGlob } from './check';
export { compileGlobLists, compileGlobs, type GlobOptions, type ListMatcher, type Matcher } from './compile';
