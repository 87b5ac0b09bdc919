/**
 * A request's path in its one plain form: what is decided about is what the upstream reads.
 */

/** A path with what it means decoded, for recognition; `path` is what is sent. */
export interface PlainPath {
  readonly path: string;
  /** Without the query, decoded. */
  readonly decoded: string;
  /** Names and values of the query, decoded, without the credentials some providers take there. */
  readonly query: readonly string[];
}

const longestPath = 8192;
const credentials: ReadonlySet<string> = new Set(['key', 'access_token', 'api_key', 'api-key']);
// Encoded slashes, backslashes and dots, path parameters, and what no path may hold.
const ambiguous = /%2f|%5c|%2e|%00|%25|[\\;#]|[^\x21-\x7e]/i;

/** Returns the path's plain form, or why it is refused. */
export function readPath(text: string): PlainPath | { readonly fault: string } {
  if (text.length > longestPath) return { fault: `the path is longer than ${longestPath} characters` };
  const mark = text.indexOf('?');
  const written = mark < 0 ? text : text.slice(0, mark);
  if (ambiguous.test(written)) return { fault: 'the path holds a character that servers read in different ways' };
  const path = written.replace(/\/{2,}/g, '/');
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return { fault: 'the path holds a "." or ".." segment' };
  const decoded = decode(path);
  if (decoded === undefined) return { fault: 'the path holds a broken percent-encoding' };
  const search = mark < 0 ? '' : text.slice(mark);
  const query = [...new URLSearchParams(search)].flatMap(([name, value]) =>
    credentials.has(name) ? [] : [name, value],
  );
  return { path: path + search, decoded: decoded.startsWith('/') ? decoded : `/${decoded}`, query };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
