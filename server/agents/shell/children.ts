/** What is within a node of a parsed script. Parts that the parser makes at first use are not among its own fields. */

const made = ['script', 'parts', 'expression'] as const;

/** Returns everything within a node, nodes and other values. */
export function childrenOf(node: object): readonly unknown[] {
  if (Array.isArray(node)) return node;
  const later = made
    .filter((field) => !Object.hasOwn(node, field))
    .map((field) => (node as Record<string, unknown>)[field]);
  return [...Object.values(node), ...later];
}
