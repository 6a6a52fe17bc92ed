// Chance that comes out the same for the same seed.

/** Marsaglia's xorshift32 (Journal of Statistical Software 8/14, 2003). */
export function dice(seed) {
  // Never zero, from which the generator would not come away.
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) | 1;
  const below = (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  for (let warm = 0; warm < 8; warm += 1) below(2);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => list[below(list.length)],
    shuffled: (list) => {
      const all = [...list];
      for (let end = all.length - 1; end > 0; end -= 1) {
        const other = below(end + 1);
        [all[end], all[other]] = [all[other], all[end]];
      }
      return all;
    },
  };
}
