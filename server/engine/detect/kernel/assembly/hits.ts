/** What the kernel has found, by where it ends: a bounded list that is sorted at the end, since it is nearly so by itself. */

let hitsAt: usize = 0;
let hitRoom: usize = 0;
let hits: usize = 0;
let isSorted: bool = true;
let lastEnd: u32 = 0;

/** Says whether a hit was given up for want of room. */
export let isFull: bool = false;

/** What moving hits one by one may cost before counting is quicker. */
const mostMoves: u32 = 8192;

/** Says where the hits stand: room for twice `most`, so that they can be sorted. */
export function layOutHits(at: usize, most: usize): void {
  hitsAt = at;
  hitRoom = most;
}

export function startHits(): void {
  hits = 0;
  isFull = false;
  isSorted = true;
  lastEnd = 0;
}

export function addHit(end: u32, keyword: u32): void {
  if (hits === hitRoom) {
    isFull = true;
    return;
  }
  if (end < lastEnd) isSorted = false;
  lastEnd = end;
  const at = hitsAt + (hits << 3);
  store<u32>(at, end);
  store<u32>(at + 4, keyword);
  hits++;
}

/**
 * Sorts the hits by where they end, and returns how many; -1 where there was no room for all. `counters` has room for
 * four bytes for each end to `length`, and for one more.
 */
export function sortedHits(counters: usize, length: usize): i32 {
  if (isFull) return -1;
  if (!isSorted && !sortFew()) sortMany(counters, length);
  return <i32>hits;
}

/** Sorts the hits by where they end; false where they are too far from it, and sorted in part. */
function sortFew(): bool {
  let moves: u32 = 0;
  for (let i: usize = 1; i < hits; i++) {
    const hit = load<u64>(hitsAt + (i << 3));
    let at = hitsAt + (i << 3);
    while (at > hitsAt && load<u32>(at - 8) > <u32>hit) {
      store<u64>(at, load<u64>(at - 8));
      at -= 8;
      moves++;
    }
    store<u64>(at, hit);
    if (moves > mostMoves) return false;
  }
  return true;
}

/** Sorts the hits in a time that grows as they and the text do. */
function sortMany(counters: usize, length: usize): void {
  memory.fill(counters, 0, (length + 2) << 2);
  for (let i: usize = 0; i < hits; i++) {
    const behind = counters + ((<usize>load<u32>(hitsAt + (i << 3)) + 1) << 2);
    store<u32>(behind, load<u32>(behind) + 1);
  }
  let before: u32 = 0;
  for (let end: usize = 0; end <= length; end++) {
    before += load<u32>(counters + (end << 2));
    store<u32>(counters + (end << 2), before);
  }
  const sortedAt = hitsAt + (hitRoom << 3);
  for (let i: usize = 0; i < hits; i++) {
    const hit = load<u64>(hitsAt + (i << 3));
    const place = counters + (<usize>(<u32>hit) << 2);
    const to: usize = load<u32>(place);
    store<u32>(place, <u32>to + 1);
    store<u64>(sortedAt + (to << 3), hit);
  }
  memory.copy(hitsAt, sortedAt, hits << 3);
}
