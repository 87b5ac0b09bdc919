/** Exit codes, a part of the contract. */

/** 0 nothing to report, 1 something found or refused, 2 usage or internal error; the others by the signal that ended us. */
export const exitCode = { ok: 0, found: 1, error: 2, interrupted: 130, outputClosed: 141 } as const;
