// A screen that nobody touches turns its pages by itself.

/** How many pages so many things take, evenly filled. */
export function pageCount(things: number, room: number): number {
  return Math.max(1, Math.ceil(things / room));
}

export function pageOf<Thing>(things: readonly Thing[], page: number, room: number): readonly Thing[] {
  return things.slice(page * room, (page + 1) * room);
}
