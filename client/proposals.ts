/**
 * The only door to proposed editor APIs. Each may be absent or throw; callers then get `undefined` and do without.
 *
 * `PORTCULLIS_PROPOSALS=off` makes every access throw, so that tests can take the path of an editor without them.
 */

import * as vscode from 'vscode';

/** Why a document changed (proposal `textDocumentChangeReason`). */
export interface DetailedReason {
  readonly source: string;
  readonly extensionId?: string;
  readonly extensionVersion?: string;
  readonly modelId?: string;
}

function attempt<T>(access: () => T): T | undefined {
  try {
    if (process.env.PORTCULLIS_PROPOSALS === 'off')
      throw new Error('proposed APIs are switched off by PORTCULLIS_PROPOSALS');
    return access();
  } catch {
    return undefined;
  }
}

let isReasonTold: boolean | undefined;

/** Reports whether the editor gives its account of changes; `undefined` before the first change. */
export function tellsReasons(): boolean | undefined {
  return isReasonTold;
}

/** Reports whether the editor can keep completion providers away from single documents. */
export function canExclude(): boolean {
  const handle = excludeProviders({ scheme: 'portcullis-none' }, ['portcullis-none']);
  handle?.dispose();
  return handle !== undefined;
}

/** Returns the editor's own account of a change, `undefined` where it gives none. */
export function detailedReasonOf(event: vscode.TextDocumentChangeEvent): DetailedReason | undefined {
  const reason = readReason(event);
  isReasonTold = reason !== undefined || isReasonTold === true;
  return reason;
}

function readReason(event: vscode.TextDocumentChangeEvent): DetailedReason | undefined {
  return attempt(() => {
    const { detailedReason } = event as { detailedReason?: { source: string; metadata: Record<string, unknown> } };
    if (typeof detailedReason?.source !== 'string') return undefined;
    const { source, metadata } = detailedReason;
    const extensionId = textIn(metadata, '$extensionId')?.toLowerCase();
    const extensionVersion = textIn(metadata, '$extensionVersion');
    const modelId = textIn(metadata, '$modelId');
    return {
      source,
      ...(extensionId === undefined ? {} : { extensionId }),
      ...(extensionVersion === undefined ? {} : { extensionVersion }),
      ...(modelId === undefined ? {} : { modelId }),
    };
  });
}

/**
 * Keeps completion providers away from documents by `excludes` (proposal `inlineCompletionsAdditions`).
 *
 * Returns `undefined` where that can't be had.
 */
export function excludeProviders(
  selector: vscode.DocumentSelector,
  groups: readonly string[],
): vscode.Disposable | undefined {
  return attempt(() => {
    const register = vscode.languages.registerInlineCompletionItemProvider as (
      selector: vscode.DocumentSelector,
      provider: vscode.InlineCompletionItemProvider,
      metadata: { readonly groupId: string; readonly excludes: readonly string[] },
    ) => vscode.Disposable;
    return register(selector, { provideInlineCompletionItems: () => [] }, { groupId: 'portcullis', excludes: groups });
  });
}

function textIn(metadata: Record<string, unknown> | undefined, key: string): string | undefined {
  const value = metadata?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
