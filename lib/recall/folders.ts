/** How many folders hold a track. Bounded: what a session says of its folders may go round in a circle. */
export function depthOf(parent: number | null, tracks: readonly { readonly parent: number | null }[]): number {
  let depth = 0;
  for (let at = parent; at !== null && depth < 6; at = tracks[at]?.parent ?? null) depth++;
  return depth;
}
