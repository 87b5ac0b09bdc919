/** The error that an extension sees where its request was not let out: an ordinary one, with our reason. */

export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly code = 'EPORTCULLIS';

  constructor(reason: string) {
    super(reason);
  }
}
