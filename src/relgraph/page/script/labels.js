/** Where names stand: the most important first, each on the best free spot; none ever on another name. */

const CELL = 80;

/** Boxes [left, top, right, bottom], and whether a new one would touch one of them. */
export class Taken {
  constructor() {
    this.cells = new Map();
  }

  add(box) {
    for (const key of cellsOf(box)) {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
    }
  }

  touches(box) {
    return this.count(box, 1) > 0;
  }

  /** How many boxes it touches, up to a limit. */
  count(box, limit) {
    const found = new Set();
    for (const key of cellsOf(box)) {
      for (const other of this.cells.get(key) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) found.add(other);
        if (found.size >= limit) return found.size;
      }
    }
    return found.size;
  }
}

function* cellsOf([left, top, right, bottom]) {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 65536 + y;
  }
}

/**
 * Place names. `wanted`: {place, x, y, radius, width, size, must}, the most important first, in pixels of the screen.
 * `taken` has the nodes and marks, `lines` points along lines that a name had better not cover, `covered` boxes under
 * which nothing can be read; `picture` is the box that is to be seen: what stands in it has its whole name in it. What
 * `must` have a name may cover a node with it.
 */
export function placed(wanted, { taken, lines, covered, picture }) {
  const names = new Taken();
  for (const box of covered) names.add(box);
  const found = [];
  for (const name of wanted) {
    const isSeen = isIn([name.x, name.y, name.x, name.y], picture);
    const free = spots(name).filter((spot) => !names.touches(spot) && (!isSeen || isIn(spot, picture)));
    const box = best(free, taken, lines) || (name.must && free[0]);
    if (!box) continue;
    names.add(box);
    found.push({ ...name, left: box[0] + 2, base: box[1] + 1 + name.size * 0.86 });
  }
  return found;
}

const isIn = (box, [left, top, right, bottom]) =>
  box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom;

function best(boxes, taken, lines) {
  let found = null;
  let least = Infinity;
  for (const box of boxes) {
    if (taken.touches(box)) continue;
    const crossed = lines.count(box, 50);
    if (crossed < least) [found, least] = [box, crossed];
    if (least === 0) break;
  }
  return found;
}

function spots({ x, y, radius, width, size }) {
  const height = size + 3;
  const near = radius * 0.7;
  const far = radius + 16;
  const corners = [
    [x - width / 2, y + radius],
    [x - width / 2, y - radius - height],
    [x + radius, y - height / 2],
    [x - radius - width, y - height / 2],
    [x + near, y + near],
    [x + near, y - near - height],
    [x - near - width, y + near],
    [x - near - width, y - near - height],
    [x - width / 2, y + far],
    [x - width / 2, y - far - height],
    [x + far, y - height / 2],
    [x - far - width, y - height / 2],
  ];
  return corners.map(([left, top]) => [left - 2, top - 1, left + width + 2, top + height]);
}
