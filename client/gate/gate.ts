/**
 * The accept gate: every accept of an AI suggestion in this window comes through here, one at a time.
 *
 * Refused at once where the target's label forbids it; else let in, inspected by the service, and taken out again where
 * refused. It knows the service by `Service` alone and leaves words and windows to `Refusals`.
 */

import * as vscode from 'vscode';
import type { Labels } from '../labels';
import { admit, isRefusal, serviceLostMessage } from './admit';
import { type DocumentChange, toDocumentChange } from './editorChanges';
import { isAccept } from './findInsertion';
import { Guard } from './guard';
import { type AcceptKind, acceptCommands, HandOver } from './handOver';
import { Insertion } from './insertion';
import { checkTarget, originOf, recordOutcome, type Service } from './inspect';
import { Judge } from './judge';
import { Mirror } from './mirror';
import { editDocument } from './page';
import { type Inserted, Recorder } from './recorder';
import type { Refusals } from './refusals';
import { Saves } from './saves';

/** One accept that waits for its turn. */
interface Turn {
  readonly run: (queued: boolean) => Promise<void>;
  readonly done: () => void;
}

export class AcceptGate implements vscode.Disposable {
  private readonly service: Service;
  private readonly labels: Labels;
  private readonly refusals: Refusals;
  private readonly handOver = new HandOver((command) => this.accept(command));
  private readonly guard = new Guard();
  private readonly judge: Judge;
  private readonly mirror = new Mirror();
  private readonly saves = new Saves((document) => (this.isJudging(document) ? this.current : undefined));
  private readonly subscriptions: vscode.Disposable;
  private readonly queue: Turn[] = [];
  private current: Promise<void> | undefined;
  private recorder: Recorder | undefined;
  /** Insertions that are told of changes: those being judged, and the last one, which a further word may continue. */
  private readonly live = new Set<Inserted>();
  private tail: Inserted | undefined;
  /** The document of the accept that is under way, once it is let in. */
  private judged: vscode.TextDocument | undefined;

  constructor(service: Service, labels: Labels, refusals: Refusals) {
    this.service = service;
    this.labels = labels;
    this.refusals = refusals;
    this.judge = new Judge(service, labels, refusals, this.guard);
    this.mirror.follow(vscode.window.activeTextEditor?.document);
    this.subscriptions = vscode.Disposable.from(
      this.handOver,
      this.saves,
      vscode.workspace.onDidChangeTextDocument((event) => this.onChange(event)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.mirror.follow(editor?.document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.guard.forget(uri.toString())),
    );
  }

  /** The editor's accept commands that another extension has taken over, and that are not gated therefore. */
  get takenByOthers(): readonly string[] {
    return this.handOver.takenByOthers;
  }

  /**
   * Accepts what the built-in command would accept, if it may be. Resolves when the verdict is carried out.
   *
   * `key` is the key it came by where a press that finds nothing to accept shall do what it does otherwise.
   */
  accept(command: string, key?: 'tab'): Promise<void> {
    return this.enqueue((queued) => this.process(command, queued ? key : undefined));
  }

  /**
   * Has something judged that was inserted past the commands; it is told of its document's changes from now on. Resolves
   * with whether it stays.
   */
  async judgeAfterwards(inserted: Inserted): Promise<boolean> {
    let isKept = true;
    this.live.add(inserted);
    await this.enqueue(async () => {
      isKept = await this.judgeInserted(inserted);
    });
    return isKept;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private enqueue(run: Turn['run']): Promise<void> {
    return new Promise((done) => {
      this.queue.push({ run, done });
      if (this.current === undefined) this.next(false);
    });
  }

  /** Starts the next turn, in the same tick where nothing keeps it waiting. */
  private next(queued: boolean): void {
    const turn = this.queue.shift();
    if (turn === undefined) return;
    const ended = turn.run(queued).catch((error) => console.error('portcullis: the accept gate failed', error));
    this.current = ended.then(() => {
      turn.done();
      this.current = undefined;
      this.judged = undefined;
      this.next(true);
    });
  }

  private async process(command: string, key: 'tab' | undefined): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const saving = document && this.saves.of(document);
    if (saving !== undefined) await saving;
    const kind = acceptCommands[command] ?? 'all';
    const admitted = document === undefined ? this.service.isConnected : this.isAdmitted(document, kind);
    if (admitted !== true && !(await admitted)) return;
    this.judged = document;
    const inserted = await this.letIn(command, kind, document);
    if (inserted !== undefined) await this.judgeInserted(inserted);
    else if (key !== undefined && !this.judge.hasJustRefused) await vscode.commands.executeCommand(key);
  }

  /** Not `async` all the way: an admitted accept has to be on its way before the next key is handled. */
  private isAdmitted(document: vscode.TextDocument, kind: AcceptKind): boolean | Promise<boolean> {
    const admission = admit(this.labels.get(document.uri), this.service.isConnected);
    if (admission.kind === 'admit') return true;
    if (admission.kind === 'refuse') return this.refuse(document, kind, admission.message);
    return checkTarget(this.service, document.uri.toString()).then((verdict) => {
      if (verdict === undefined) return this.refuse(document, kind, serviceLostMessage);
      return isRefusal(verdict) ? this.refuse(document, kind, verdict.message) : true;
    });
  }

  private refuse({ uri }: vscode.TextDocument, kind: AcceptKind, message: string): false {
    this.judge.hasJustRefused = true;
    this.refusals.add({ time: new Date(), uri, message, takenOut: false });
    if (this.service.isConnected) {
      void recordOutcome(this.service, uri.toString(), originOf(kind, undefined), { outcome: 'refused' });
    }
    return false;
  }

  private async letIn(
    command: string,
    kind: AcceptKind,
    document: vscode.TextDocument | undefined,
  ): Promise<Inserted | undefined> {
    const recorder = new Recorder(document);
    this.recorder = recorder;
    try {
      await this.handOver.letThrough(command);
    } finally {
      this.recorder = undefined;
    }
    const inserted = recorder.finish(kind, this.tail);
    if (inserted !== undefined) this.follow(inserted);
    return inserted;
  }

  private async judgeInserted(inserted: Inserted): Promise<boolean> {
    this.judged = inserted.document;
    const kept = await this.judge.judge(inserted);
    if (!kept || inserted.kind === 'all') this.unfollow(inserted);
    return kept;
  }

  private follow(inserted: Inserted): void {
    if (this.tail) this.live.delete(this.tail);
    this.tail = inserted;
    this.live.add(inserted);
  }

  private unfollow(inserted: Inserted): void {
    this.live.delete(inserted);
    if (this.tail === inserted) this.tail = undefined;
  }

  private isJudging(document: vscode.TextDocument): boolean {
    return (
      this.judged === document || [...this.live].some((inserted) => inserted.document === document && this.current)
    );
  }

  private onChange(event: vscode.TextDocumentChangeEvent): void {
    const change = toDocumentChange(event);
    if (change === undefined) return;
    if (this.recorder !== undefined) this.recorder.note(change);
    else this.dispatch(change);
    this.mirror.note(change.document, change.changes);
  }

  private dispatch(change: DocumentChange): void {
    const { document, changes, reason } = change;
    const followed = [...this.live].filter((inserted) => inserted.document === document);
    for (const { insertion } of followed) insertion.change(changes, reason);
    if (isAccept(change) === true && reason === undefined) this.takeUp(change);
    if (reason === undefined || followed.some((inserted) => inserted.insertion.isRefused)) return;
    const answer = this.guard.answer(document.uri.toString(), changes);
    if (answer.length > 0) void editDocument(document, answer);
  }

  /** An accept that came past our commands, by a click for example: judged after the fact. */
  private takeUp({ document, changes, detail }: DocumentChange): void {
    const insertion = new Insertion(this.mirror.textOf(document) ?? document.getText());
    insertion.insert(changes, true);
    void this.judgeAfterwards({ document, insertion, kind: 'all', ...(detail === undefined ? {} : { detail }) });
  }
}
