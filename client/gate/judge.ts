/**
 * Has an insertion inspected and carries the verdict out: keep it, take it out, or take it out and ask the person.
 */

import * as vscode from 'vscode';
import type { InspectInsertionResult } from '../../server/lsp/protocol';
import type { Labels } from '../labels';
import { admit, isLowest, serviceLostMessage } from './admit';
import { offerAgain } from './askPerson';
import type { Guard } from './guard';
import { digestOf, inspect, type Origin, originOf, recordOutcome, type Service } from './inspect';
import { createPage } from './page';
import type { Inserted } from './recorder';
import type { Refusals } from './refusals';
import { returnOf, textOf } from './segments';
import { takeOut } from './takeOut';

export class Judge {
  /** Whether the last accept was refused: further presses of the same key are then not meant for anything else. */
  hasJustRefused = false;
  private readonly service: Service;
  private readonly labels: Labels;
  private readonly refusals: Refusals;
  private readonly guard: Guard;

  constructor(service: Service, labels: Labels, refusals: Refusals, guard: Guard) {
    this.service = service;
    this.labels = labels;
    this.refusals = refusals;
    this.guard = guard;
  }

  /** Returns whether the insertion stays. */
  async judge(inserted: Inserted): Promise<boolean> {
    const { document, insertion, kind, detail } = inserted;
    this.hasJustRefused = false;
    if (insertion.latest.length === 0) return true;
    const origin = originOf(kind, detail);
    const known = inserted.known ?? this.labels.get(document.uri);
    // Accepts that came past the commands were not asked for admission.
    const admission = admit(known, this.service.isConnected);
    if (admission.kind === 'refuse') {
      await this.remove(inserted, origin, admission.message);
      this.record(document, origin, insertion.inserted);
      return false;
    }
    if (!this.service.isConnected) return true;
    const verdict = await inspect(this.service, document, insertion.latest, origin);
    if (verdict === undefined) {
      if (isLowest(known)) return true;
      await this.remove(inserted, origin, serviceLostMessage);
      return false;
    }
    return this.obey(inserted, origin, verdict);
  }

  private async obey(inserted: Inserted, origin: Origin, verdict: InspectInsertionResult): Promise<boolean> {
    const { effect, enforced, message } = verdict;
    if (!enforced || effect === 'allow') return true;
    if (effect === 'warn') {
      void vscode.window.showWarningMessage(message);
      return true;
    }
    const pieces = returnOf(inserted.insertion.text, inserted.insertion.segments);
    await this.remove(
      inserted,
      origin,
      message,
      effect === 'block' ? verdict.decision.reasons[0]?.rule : undefined,
      effect,
    );
    if (effect === 'ask') void offerAgain(this.service, inserted.document, origin, pieces, message);
    return false;
  }

  private async remove(
    { document, insertion, detail }: Inserted,
    origin: Origin,
    message: string,
    rule?: string,
    effect: 'ask' | 'block' = 'block',
  ): Promise<void> {
    this.hasJustRefused = true;
    const uri = document.uri.toString();
    const earlier = insertion.accepts > 1 ? textOf(insertion.text, insertion.segments) : '';
    this.guard.remember(uri, insertion.inserted);
    const isGone = await takeOut(insertion, createPage(document));
    // The words accepted before are logged as kept; now they are gone too.
    if (earlier !== '') this.record(document, originOf(origin.kind, detail), earlier);
    if (!isGone) {
      const text = `Portcullis refused an AI suggestion in ${vscode.workspace.asRelativePath(document.uri)} but could not take it out again. Remove it by hand. ${message}`;
      void vscode.window.showErrorMessage(text, { modal: true });
    } else if (effect === 'block') {
      const tool = detail?.extensionId;
      this.refusals.add({
        time: new Date(),
        uri: document.uri,
        message,
        takenOut: true,
        ...(tool === undefined ? {} : { tool }),
        ...(rule === undefined ? {} : { rule }),
      });
    }
  }

  private record(document: vscode.TextDocument, origin: Origin, removed: string): void {
    void recordOutcome(this.service, document.uri.toString(), origin, {
      outcome: 'removed',
      textDigest: digestOf(removed),
    });
  }
}
