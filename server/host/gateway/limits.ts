/** The gateway's limits of size and time at its own door. */

export interface GatewayLimits {
  readonly headerBytes: number;
  /** Of one body, as sent and as decoded. */
  readonly bodyBytes: number;
  /** Of all bodies of requests under way. */
  readonly allBodiesBytes: number;
  readonly connections: number;
  /** For a request's headers, and for all of it, to arrive. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often these two are looked at. */
  readonly checkMs: number;
  readonly keepAliveMs: number;
  /** For a client to take some of its answer. */
  readonly stallMs: number;
  /** For a tunnel to its host to open. */
  readonly connectMs: number;
  /** For requests under way to end when the gateway does. */
  readonly graceMs: number;
}

const megabyte = 1024 * 1024;

export const usualLimits: GatewayLimits = {
  headerBytes: 64 * 1024,
  bodyBytes: 64 * megabyte,
  allBodiesBytes: 512 * megabyte,
  connections: 1024,
  headersMs: 10_000,
  requestMs: 120_000,
  checkMs: 2_000,
  keepAliveMs: 65_000,
  stallMs: 300_000,
  connectMs: 10_000,
  graceMs: 5_000,
};
