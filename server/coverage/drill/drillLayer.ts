/**
 * The policy layer of a drill: the canary has a label above every clearance, and the sinks are models of the lowest.
 *
 * A lower layer can only tighten, so a drill loosens nothing, whatever becomes of it. Pure.
 */

/** The category of the canary; no clearance has it. */
export const drillCategory = 'portcullis-drill';
export const drillLayerName = 'portcullis-drill';

/** What stands before the random part of a canary. */
const prefix = 'PORTCULLIS-CANARY-';

/** Returns a canary; `random` is its random part, hexadecimal, lower case. */
export function formatCanary(random: string): string {
  return `${prefix}${random}`;
}

/** Returns the layer's text. `levels` are the policy's, the lowest first; `endpoints` the sinks' origins. */
export function drillLayer(levels: readonly string[], endpoints: readonly string[]): string {
  const label = { level: levels.at(-1), categories: [drillCategory] };
  const ids = { detector: 'drill/canary', rule: 'drill-canary' };
  return JSON.stringify({
    apiVersion: 'portcullis/v1',
    metadata: { name: drillLayerName, version: '1', layer: 'workspace' },
    detectors: [{ id: ids.detector, title: 'Canary of a drill', keywords: [prefix], pattern: `${prefix}[0-9a-f]{32}` }],
    classify: {
      rules: [
        { id: ids.rule, label, detectors: [ids.detector] },
        { id: 'drill-file', label, paths: [scratchName] },
      ],
    },
    ...(endpoints.length === 0
      ? {}
      : { models: [{ id: 'drill-sink', match: { endpoints }, clearance: { level: levels[0] } }] }),
    flow: [{ categories: [drillCategory], effect: 'block' }],
    insertions: [{ detectors: [ids.detector], effect: 'block' }],
  });
}

/** The scratch file's name. */
export const scratchName = 'drill.txt';

/** The name of a file beside it that no rule of a drill is about. */
export const harmlessName = 'harmless.txt';
/** What stands in it. */
export const harmlessText = 'a text of a Portcullis drill that holds nothing';

/** Returns the scratch file's text. */
export function scratchText(canary: string): string {
  return `A file of a Portcullis drill. Nothing in it is real.\n${canary}\n`;
}
