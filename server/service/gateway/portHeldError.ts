/** Why a gateway could not listen: its port is taken. */

/** The port is held; by another gateway of this user or by somebody who could pass for one. */
export class PortHeldError extends Error {
  override readonly name = 'PortHeldError';

  constructor(
    readonly port: number,
    readonly isOurs: boolean,
  ) {
    super(
      isOurs
        ? `another gateway of this user listens on port ${port} already`
        : `port ${port} is held by another program, a possible impostor: tools must not be pointed at it`,
    );
  }
}
