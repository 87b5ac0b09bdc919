/**
 * The pass over tables and records: what a column or key is called is evidence for its values.
 *
 * Chooses the format by the path's ending or the first characters; ordinary text is left after a look at its first line.
 */

import type { DocumentPass } from '../documentPasses';
import { delimitedTable } from './delimited';
import { markdownTables } from './markdown';
import { jsonPairs, plainPairs } from './pairs';
import { sqlStatements } from './sql';

const code =
  /\.(?:m?[jt]sx?|cjs|py|rb|go|rs|java|kt|c|cc|cpp|h|hpp|cs|php|swift|scala|sh|css|scss|html?|vue|svelte|lock|map)$/i;
const fixtures =
  /(?:^|\/)(?:fixtures?|seeds?|factories|mocks?|__mocks__|testdata|test-data|samples?)(?:\/|\.|$)|[._-](?:fixtures?|seeds?|mock)\b/i;
const sqlStart = /^\s*(?:--|\/\*|SET |INSERT |COPY |CREATE |DROP |BEGIN|USE |LOCK |START )/i;

export const tables: DocumentPass = (text, tools) => {
  const { path = '' } = tools;
  if (text.length < 12) return;
  if (code.test(path)) {
    if (fixtures.test(path)) plainPairs(text, tools);
    return;
  }
  if (/\.(?:md|markdown|mdx|rst)$/i.test(path)) {
    markdownTables(text, tools);
    return;
  }
  if (/\.ya?ml$|\.properties$|\.toml$/i.test(path)) {
    plainPairs(text, tools);
    return;
  }
  const first = text.charAt(text.search(/[^\s\ufeff]/));
  if (first === '{' || first === '[') jsonPairs(text, tools);
  else if (/\.(?:sql|dump|psql)$/i.test(path) || sqlStart.test(text.slice(0, 200))) sqlStatements(text, tools);
  else if (!delimitedTable(text, tools) && path === '') {
    markdownTables(text, tools);
    if (/^(?:- |---|[\w-]{1,40}:[ \n])/.test(text)) plainPairs(text, tools);
  }
};
