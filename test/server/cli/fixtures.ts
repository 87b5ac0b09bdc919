/** Policies that several tests of the command line use. */

/** A small policy: path rules, a content rule, one cleared model, tests. */
export const smallPolicy = `apiVersion: portcullis/v1
metadata: { name: small, version: "7" }
levels: [public, internal, restricted]
classify:
  rules:
    - { id: payments, label: { level: restricted, categories: [pci] }, paths: ["pay/**"] }
    - { id: docs, label: { level: public }, paths: ["docs/**"] }
    - { id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }
models:
  - { id: cloudy, match: { names: ["cloudy*"] }, locality: cloud, clearance: { level: internal } }
flow:
  - { channels: [chat], categories: [secret], effect: redact }
exceptions:
  - { id: EX-1, rules: [payments], models: [cloudy], until: 2026-06-01T00:00:00Z, reason: r, approvedBy: a }
tests:
  - { name: payments stay, path: pay/card.ts, destination: { model: cloudy, channel: chat }, expect: block }
  - { name: docs go, path: docs/a.md, destination: { model: cloudy, channel: chat }, expect: allow }
`;

/** A policy with five different mistakes. */
export const brokenPolicy = `apiVersion: portcullis/v1
metadata: { name: broken, version: "1" }
levels: [public, internal, restricted]
mode: enforced
classify:
  rules:
    - { id: a, label: { level: secrt }, paths: ["x/**"] }
    - { id: a, label: { level: public }, paths: ["y/**"], colour: red }
models:
  - { id: m, match: { names: ["m"] }, locality: moon, clearance: { level: public } }
`;

/** A request about contents to a destination that the small policy clears up to internal. */
export function requestFor(...contents: readonly object[]): string {
  return JSON.stringify({ contents, destination: { channel: 'chat', name: 'cloudy-1' } });
}
