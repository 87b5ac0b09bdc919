/**
 * From a YAML tree to plain values: aliases bounded, cycles, duplicate and dangerous keys refused.
 *
 * An alias gives the very value of its anchor; what it would be if written out is counted, not built.
 */

import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { PathSegments } from '../document';
import { maxDefects } from '../problem';
import { plain, quoted } from '../quoted';
import { maxDepth } from './compose';
import type { Fault } from './fault';

/** How many values aliases may stand for, all of them together. */
export const maxAliased = 10_000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

interface Read {
  readonly value: unknown;
  /** Values within, with aliases written out. */
  readonly size: number;
  readonly depth: number;
}

const nothing: Read = { value: null, size: 1, depth: 0 };

/** Returns a tree's value, and every defect of its keys and aliases. Keys that are refused are left out. */
export function readValue(tree: Document.Parsed): { readonly value: unknown; readonly faults: readonly Fault[] } {
  const reader = new Reader();
  const { value } = reader.read(tree.contents, []);
  return { value, faults: reader.faults };
}

class Reader {
  readonly faults: Fault[] = [];
  private readonly anchors = new Map<string, { readonly node: Node; read?: Read }>();
  private aliased = 0;

  read(node: unknown, segments: PathSegments): Read {
    if (isAlias(node)) return this.readAlias(node, segments);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.readNode(node, segments);
    const entry: { readonly node: Node; read?: Read } = { node: node as Node };
    this.anchors.set(anchor, entry);
    entry.read = this.readNode(node, segments);
    return entry.read;
  }

  private readNode(node: unknown, segments: PathSegments): Read {
    if (isScalar(node)) return this.readScalar(node, segments);
    if (isMap(node)) return this.readMap(node as YAMLMap<unknown, unknown>, segments);
    if (!isSeq(node)) return nothing;
    const items = node.items.map((item, index) => this.read(item, [...segments, index]));
    return { value: items.map(({ value }) => value), ...measure(items) };
  }

  private readScalar(scalar: Scalar, segments: PathSegments): Read {
    const { value } = scalar;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const hint = 'write a number, or put the text in quotes';
      this.fault(scalar, segments, 'WRONG_VALUE', 'numbers such as .inf and .nan are not allowed', hint);
    }
    return { ...nothing, value };
  }

  private readMap(map: YAMLMap<unknown, unknown>, segments: PathSegments): Read {
    const entries = new Map<string, Read>();
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const place = [...segments, name];
      if (forbiddenKeys.has(name)) {
        this.fault(
          key,
          place,
          'FORBIDDEN_KEY',
          `the key '${name}' is not allowed`,
          'use another name, or leave it out',
        );
      } else if (name === '<<') {
        const hint = 'write the fields out, or let an alias stand for a whole value';
        this.fault(key, place, 'FORBIDDEN_KEY', "the merge key '<<' is not part of YAML 1.2", hint);
      } else if (entries.has(name)) {
        const message = `the key ${quoted(name)} stands twice in the same mapping`;
        this.fault(key, place, 'DUPLICATE_KEY', message, 'keep one of them');
      } else entries.set(name, this.read(value, place));
    }
    const value = Object.fromEntries([...entries].map(([name, read]) => [name, read.value]));
    return { value, ...measure([...entries.values()]) };
  }

  private readAlias(alias: Alias, segments: PathSegments): Read {
    const entry = this.anchors.get(alias.source);
    const name = `'*${plain(alias.source, 60)}'`;
    if (entry === undefined) {
      const isGlob = /[^\w-]/.test(alias.source);
      const hint = isGlob
        ? 'put it in quotes: without them, a star begins an alias'
        : `put '&${plain(alias.source, 60)}' before the value that is meant, further up`;
      return this.fault(alias, segments, 'YAML_SYNTAX', `the alias ${name} stands for nothing above it`, hint);
    }
    if (entry.read === undefined) {
      return this.fault(alias, segments, 'CYCLIC_ALIAS', `the alias ${name} contains itself`, 'write the value out');
    }
    if (segments.length + entry.read.depth > maxDepth) {
      const message = `the alias ${name} nests the policy deeper than ${maxDepth} levels`;
      return this.fault(alias, segments, 'TOO_DEEP', message, 'write the values out');
    }
    this.aliased += entry.read.size;
    if (this.aliased > maxAliased) {
      const message = `aliases stand for more than ${maxAliased} values`;
      // Told once: every later alias would say the same.
      if (this.aliased - entry.read.size > maxAliased) return nothing;
      return this.fault(alias, segments, 'TOO_MANY_ALIASES', message, 'write the values out');
    }
    return entry.read;
  }

  private fault(node: unknown, segments: PathSegments, code: Fault['code'], message: string, hint: string): Read {
    const offset = (node as Node).range?.[0] ?? 0;
    // More than that nobody reads, and telling each takes time.
    if (this.faults.length < maxDefects) this.faults.push({ offset, segments, code, message, hint });
    return nothing;
  }
}

function measure(parts: readonly Read[]): Pick<Read, 'size' | 'depth'> {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { size, depth: depth + 1 };
}
