/**
 * The window's connection to the service: starts or finds it, keeps it up, and says whether it is there.
 *
 * Knows how to reach the service and nothing of what is said; whoever needs an answer uses `request`.
 */

import * as vscode from 'vscode';
import type { LanguageClient, StreamInfo } from 'vscode-languageclient/node';
import { type ClassificationParams, type LoggedParams, type Status, statusRequest } from '../server/lsp/protocol';
import type { AgentEditParams } from '../server/lsp/protocol/agentEdit';
import type { ChatContextResult } from '../server/lsp/protocol/chatContext';
import { ensureService, openSocket } from './ensureService';

export type ConnectionState = 'starting' | 'connected' | 'lost';

/** Milliseconds before the first, second … attempt; the last one repeats. */
const backOff = [0, 200, 500, 1000, 2000, 5000, 10_000];
const stopDeadline = 1000;

export class Connection {
  private readonly extensionPath: string;
  private readonly version: string;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly classified = new vscode.EventEmitter<ClassificationParams>();
  private readonly logged = new vscode.EventEmitter<LoggedParams>();
  private readonly agentEdit = new vscode.EventEmitter<AgentEditParams>();
  private client: LanguageClient | undefined;
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
  readonly onWillAgentEdit = this.agentEdit.event;
  /** Says what the window's chat sends by itself, when the service asks. */
  chatContext: () => ChatContextResult = () => ({ unseen: [] });

  constructor(extensionPath: string, version: string) {
    this.extensionPath = extensionPath;
    this.version = version;
  }

  get isConnected(): boolean {
    return this.state === 'connected';
  }

  /** Connects; the promise is of no interest, `onDidChange` tells when the service is there. */
  async start(): Promise<void> {
    const { createLanguageClient } = await import('./languageClient');
    if (this.isDisposed) return;
    this.client = createLanguageClient(this.version, {
      connect: () => this.connect(),
      lost: () => {
        if (!this.isDisposed) this.become('lost');
        return !this.isDisposed;
      },
      running: () => void this.greet(),
      refused: (error) => this.note(error),
      classified: (params) => this.classified.fire(params),
      logged: (params) => this.logged.fire(params),
      status: (status) => this.learn(status),
      agentEdit: (params) => this.agentEdit.fire(params),
      chatContext: () => this.chatContext(),
    });
    try {
      await this.client.start();
    } catch (error) {
      this.note(error);
      if (!this.isDisposed) this.become('lost');
    }
  }

  /** Drops the connection and makes a new one, or stops waiting for the next attempt. */
  async restart(): Promise<void> {
    this.wake?.();
    if (!this.client?.isRunning()) return;
    this.become('lost');
    await this.client.restart();
  }

  /** Rejects where the service is away or goes away. */
  async request<R>(method: string, params: unknown): Promise<R> {
    if (!this.isConnected || !this.client) throw new Error('the Portcullis service is not connected');
    return this.client.sendRequest<R>(method, params);
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.wake?.();
    this.changed.dispose();
    if (this.client?.needsStop()) await this.client.dispose(stopDeadline).catch(() => undefined);
  }

  private async connect(): Promise<StreamInfo> {
    for (let attempt = 0; !this.isDisposed; attempt++) {
      await this.pause(backOff[Math.min(attempt, backOff.length - 1)]!);
      try {
        const { socket } = await ensureService(this.extensionPath);
        const stream = await openSocket(socket);
        return { reader: stream, writer: stream };
      } catch (error) {
        this.note(error);
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
      this.learn(await this.request<Status>(statusRequest, {}));
    } catch (error) {
      this.note(error);
    }
  }

  private learn(status: Status): void {
    this.status = status;
    this.changed.fire();
  }

  private note(error: unknown): void {
    this.problem = error instanceof Error ? error.message : String(error);
    this.client?.warn(`The service cannot be reached: ${this.problem}`);
    this.changed.fire();
  }

  private become(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.changed.fire();
  }
}
