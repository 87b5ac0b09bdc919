/** A policy store over real files in a folder of its own; the test drives its pauses, watches, clock and memory. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listPolicyFiles, readPolicyFile } from '../../../server/host/policyFile';
import { openPolicyStore, type PolicyStore, type PolicyStoreOptions } from '../../../server/service/policyStore';

/** Returns a small good policy. */
export const policyNamed = (name: string): string =>
  `apiVersion: portcullis/v1\nmetadata: { name: ${name}, version: "1" }\nlevels: [public, internal, restricted]\n`;

export class StoreBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'pc-policy-'));
  readonly alarms = new Set<{ time: number; callback: () => void }>();
  readonly memory = new Map<string, string>();
  now = new Date('2026-11-21T00:00:00Z');
  onPause = (): void => undefined;
  /** Says that a watched file changed. */
  poke = (): void => undefined;
  private readonly stores: PolicyStore[] = [];

  constructor() {
    this.write('baseline.yaml', policyNamed('baseline'));
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Buffer): void {
    mkdirSync(dirname(this.file(name)), { recursive: true });
    writeFileSync(this.file(name), content);
  }

  async open(others: Partial<PolicyStoreOptions> = {}): Promise<PolicyStore> {
    const store = await openPolicyStore({
      installed: [this.file('managed.yaml'), this.file('user.yaml')],
      baseline: this.file('baseline.yaml'),
      layerFolders: [this.file('layers')],
      workspaceLayer: (root) => join(root, '.portcullis', 'policy.yaml'),
      list: listPolicyFiles,
      memory: {
        load: async (path) => this.memory.get(path),
        save: async (path, text) => void this.memory.set(path, text),
      },
      now: () => this.now,
      wakeAt: (time, callback) => {
        const alarm = { time, callback };
        this.alarms.add(alarm);
        return () => void this.alarms.delete(alarm);
      },
      caseInsensitivePaths: false,
      read: readPolicyFile,
      pause: async () => this.onPause(),
      watch: (_, onChange) => {
        this.poke = onChange;
        return () => undefined;
      },
      fault: (during, error) => assert.fail(`${during}: ${String(error)}`),
      ...others,
    });
    this.stores.push(store);
    return store;
  }

  remove(): void {
    for (const store of this.stores) store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
