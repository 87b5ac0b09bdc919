/** The messages about the origin of lines, a part of the protocol like any other: names and types, nothing that runs. */

/** Request: say why a document came to be of a version; before its `didChange` or after it. */
export const explainEditRequest = 'portcullis/explainEdit';
export interface ExplainEditParams {
  readonly uri: string;
  readonly version: number;
  readonly reason: 'undo' | 'redo';
}

/** Request: which lines of an open document are of models, as far as this machine followed them. */
export const blameRequest = 'portcullis/blame';
export interface BlameParams {
  readonly uri: string;
}
export interface BlameResult {
  /** The document's version that the lines are of. */
  readonly version: number;
  /** Ascending; lines in none are a person's. */
  readonly spans: readonly BlameSpan[];
}
/** Lines in a row, zero-based and inclusive, that hold characters of the same insertions. */
export interface BlameSpan {
  readonly startLine: number;
  readonly endLine: number;
  /** `mixed`: a person's characters are among them. */
  readonly kind: 'ai' | 'mixed';
  readonly origins: readonly {
    readonly tool: string;
    /** The model's wire name, and its id in the policy. */
    readonly name: string;
    readonly model: string;
    readonly entry: string;
    readonly policy: string;
    readonly time: string;
  }[];
}
