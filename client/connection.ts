/**
 * The window's connection to the service: starts or finds it, keeps it up, and says whether it is there.
 *
 * Knows how to reach the service and nothing of what is said; whoever needs an answer uses `request`.
 */

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, type StreamInfo } from 'vscode-languageclient/node';
import {
  type ClassificationParams,
  classificationNotification,
  type LoggedParams,
  loggedNotification,
  protocolVersion,
  type Status,
  statusNotification,
  statusRequest,
} from '../server/lsp/protocol';
import { ensureService, openSocket } from './ensureService';

export type ConnectionState = 'starting' | 'connected' | 'lost';

/** Milliseconds before the first, second … new attempt; the last one repeats. */
const backOff = [0, 200, 500, 1000, 2000, 5000, 10_000];

/** Documents the service is told of. Those of output panels and other views of the workbench are left out. */
const schemes = [
  'file',
  'untitled',
  'vscode-notebook-cell',
  'vscode-remote',
  'vscode-vfs',
  'vscode-userdata',
  'vscode-scm',
];

export class Connection implements vscode.Disposable {
  private readonly client: LanguageClient;
  private readonly extensionPath: string;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly classified = new vscode.EventEmitter<ClassificationParams>();
  private readonly logged = new vscode.EventEmitter<LoggedParams>();
  private wake: (() => void) | undefined;
  private isDisposed = false;
  state: ConnectionState = 'starting';
  /** What is in force, as the service last said. */
  status: Status | undefined;
  /** Why the service could not be reached, while it is away. */
  problem: string | undefined;
  readonly onDidChange = this.changed.event;
  readonly onDidClassify = this.classified.event;
  readonly onDidLog = this.logged.event;

  constructor(extensionPath: string, version: string) {
    this.extensionPath = extensionPath;
    this.client = new LanguageClient('portcullis', 'Portcullis', () => this.connect(), {
      documentSelector: schemes.map((scheme) => ({ scheme })),
      initializationOptions: { protocolVersion, client: 'vscode', version },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.become(this.isDisposed ? this.state : 'lost');
          return { action: this.isDisposed ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
        },
      },
      initializationFailedHandler: (error) => {
        this.problem = error instanceof Error ? error.message : String(error);
        return false;
      },
    });
    this.client.onNotification(classificationNotification, (params: ClassificationParams) =>
      this.classified.fire(params),
    );
    this.client.onNotification(loggedNotification, (params: LoggedParams) => this.logged.fire(params));
    this.client.onNotification(statusNotification, (status: Status) => this.learn(status));
    this.client.onDidChangeState(() => {
      if (this.client.isRunning()) void this.greet();
    });
  }

  get isConnected(): boolean {
    return this.state === 'connected';
  }

  /** Starts connecting and returns at once. */
  start(): void {
    this.client.start().catch((error) => {
      if (this.isDisposed) return;
      this.problem = String(error);
      this.become('lost');
    });
  }

  /** Drops the connection and makes a new one, or stops waiting for the next attempt. */
  async restart(): Promise<void> {
    this.wake?.();
    if (!this.client.isRunning()) return;
    this.become('lost');
    await this.client.restart();
  }

  async request<R>(method: string, params: unknown): Promise<R> {
    if (!this.isConnected) throw new Error('the Portcullis service is not connected');
    return this.client.sendRequest<R>(method, params);
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.wake?.();
    this.changed.dispose();
    if (this.client.needsStop()) await this.client.dispose(1000).catch(() => undefined);
  }

  private async connect(): Promise<StreamInfo> {
    for (let attempt = 0; !this.isDisposed; attempt++) {
      await this.pause(backOff[Math.min(attempt, backOff.length - 1)]!);
      try {
        const { socket } = await ensureService(this.extensionPath);
        const stream = await openSocket(socket);
        return { reader: stream, writer: stream };
      } catch (error) {
        this.problem = error instanceof Error ? error.message : String(error);
        this.client.warn(`The service cannot be reached: ${this.problem}`);
        this.become('lost');
      }
    }
    throw new Error('the window is closing');
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async greet(): Promise<void> {
    this.problem = undefined;
    this.become('connected');
    try {
      this.learn(await this.client.sendRequest<Status>(statusRequest, {}));
    } catch (error) {
      this.client.warn(`The service did not tell its status: ${error}`);
    }
  }

  private learn(status: Status): void {
    this.status = status;
    this.changed.fire();
  }

  private become(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.changed.fire();
  }
}
