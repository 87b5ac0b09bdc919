/**
 * Writes a text as a YAML scalar: plain where it stays itself, else quoted. Every such form of JSON is YAML.
 */

/** How a scalar is to be written: inside the quotes that are there, or as JSON, or however it is shortest. */
export type ScalarStyle = 'plain' | 'json' | '"' | "'";

/** Returns the scalar with its quotes, where it needs some. */
export function writeScalar(text: string, style: ScalarStyle): string {
  if (style === "'") return `'${text.replaceAll("'", "''")}'`;
  return style === 'plain' && isPlain(text) ? text : JSON.stringify(text);
}

/** Returns the style of a scalar as it stands in a text. */
export function styleOf(written: string): ScalarStyle {
  const [first] = written;
  return first === '"' || first === "'" ? first : 'plain';
}

/** Reports whether a text may stand without quotes anywhere, flow collections included. */
function isPlain(text: string): boolean {
  if (!/^[A-Za-z0-9_./][\w./@+*-]*$/.test(text)) return false;
  return !/^(?:true|false|null|yes|no|on|off|[-+.\d][\d_.]*(?:e[-+]?\d+)?|0[xo][\da-f]+|\.inf|\.nan)$/i.test(text);
}
