/** An editor as the service sees one: the official JSON-RPC library on the socket, with what it was told. */

import { createConnection } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import type { Diagnostic, InitializeResult, Range } from 'vscode-languageserver';
import type { ClassificationParams, LoggedParams, Status } from '../../../server/lsp/protocol';
import { until } from '../service/builtService';

interface Told {
  readonly diagnostics: Map<string, { version?: number; diagnostics: Diagnostic[] }>;
  readonly classifications: Map<string, ClassificationParams>;
  readonly logged: Map<string, LoggedParams>;
  readonly statuses: Status[];
}

export class EditorClient {
  readonly told: Told = { diagnostics: new Map(), classifications: new Map(), logged: new Map(), statuses: [] };
  private version = 1;

  constructor(readonly connection: MessageConnection) {
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      this.told.diagnostics.set(params.uri, params);
    });
    connection.onNotification('portcullis/classification', (params) => {
      this.told.classifications.set(params.uri, params);
    });
    connection.onNotification('portcullis/logged', (params) => {
      this.told.logged.set(params.ticket, params);
    });
    connection.onNotification('portcullis/statusChanged', (params) => {
      this.told.statuses.push(params);
    });
    connection.listen();
  }

  static async connect(socket: string): Promise<EditorClient> {
    const stream = createConnection(socket);
    await new Promise<void>((resolve, reject) => stream.once('connect', () => resolve()).once('error', reject));
    return new EditorClient(createMessageConnection(stream, stream));
  }

  async initialize(folders: readonly string[], params: object = {}): Promise<InitializeResult> {
    const workspaceFolders = folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder }));
    const result: InitializeResult = await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders,
      ...params,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  /** Opens a document and returns the first that is told of it. */
  async open(uri: string, text: string, languageId = 'typescript'): Promise<ClassificationParams> {
    this.version = 1;
    this.told.classifications.delete(uri);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return this.classified(uri, 1);
  }

  /** Replaces a range, or with `undefined` the whole text; returns the document's version. */
  async change(uri: string, range: Range | undefined, text: string): Promise<number> {
    const version = ++this.version;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
    return version;
  }

  classified(uri: string, version: number): Promise<ClassificationParams> {
    return until(`${uri} is classified at version ${version}`, () => {
      const params = this.told.classifications.get(uri);
      return params?.version === version && params;
    });
  }

  diagnosed(uri: string, version: number): Promise<readonly Diagnostic[]> {
    return until(`${uri} has diagnostics of version ${version}`, () => {
      const params = this.told.diagnostics.get(uri);
      return params?.version === version && params.diagnostics;
    });
  }

  logged(ticket: string): Promise<LoggedParams> {
    return until(`the entry of ${ticket} is logged`, () => this.told.logged.get(ticket));
  }

  close(): void {
    this.connection.end();
    this.connection.dispose();
  }
}

/** Returns a range within one line. */
export function inLine(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}
