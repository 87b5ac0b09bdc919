/**
 * Strongly connected components (Tarjan), without recursion: graphs come from expressions that anyone may write.
 */

/** Returns for each node the number of its component, -1 for nodes that can't come back to themselves. */
export function componentsOf(count: number, next: (node: number) => readonly number[]): Int32Array {
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const open: number[] = [];
  let visited = 0;
  let components = 0;
  const enter = (node: number): Visit => {
    order[node] = low[node] = visited++;
    open.push(node);
    isOpen[node] = 1;
    return { node, targets: next(node), at: 0 };
  };
  for (let root = 0; root < count; root++) {
    if (order[root]! >= 0) continue;
    const visits = [enter(root)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { node, targets } = visit;
      const target = targets[visit.at++];
      if (target !== undefined) {
        if (order[target]! < 0) visits.push(enter(target));
        else if (isOpen[target]) low[node] = Math.min(low[node]!, order[target]!);
        continue;
      }
      visits.pop();
      const parent = visits.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node]!, low[node]!);
      if (low[node] !== order[node]) continue;
      const members = open.splice(open.lastIndexOf(node));
      for (const member of members) isOpen[member] = 0;
      if (members.length === 1 && !targets.includes(node)) continue;
      for (const member of members) component[member] = components;
      components++;
    }
  }
  return component;
}

interface Visit {
  readonly node: number;
  readonly targets: readonly number[];
  at: number;
}

/** Returns the members of each component. */
export function membersOf(component: Int32Array): readonly (readonly number[])[] {
  const members: number[][] = [];
  component.forEach((number, node) => {
    if (number < 0) return;
    const known = members[number];
    if (known === undefined) members[number] = [node];
    else known.push(node);
  });
  return members;
}
