/** Names and marks on the graph, over the lines and shapes that vis-network draws. */

import { DATA, ENTITIES, KINDS, TIES } from "./data.js";
import { byId, visible } from "./dom.js";
import { placed, Taken } from "./labels.js";
import { colourOf, INK } from "./look.js";
import { along, box, edgeLooks, isLookedAt, network, nodeLooks, paint, redraw, spots, weights } from "./net.js";
import { canBeSeen, NOW, SHOWN, VIEW } from "./now.js";
import { state } from "./state.js";
import { STANDINGS } from "./words.js";

const sheet = getComputedStyle(document.documentElement);
const style = (name) => sheet.getPropertyValue(name);
const FONTS = {
  person: (size) => `500 ${size}px ${style("--sans")}`,
  work: (size) => `italic ${size}px ${style("--serif")}`,
  organization: (size) => `600 ${size * 0.88}px ${style("--sans")}`,
};
const LONGEST = 42; // letters of a name on the graph; the panel and the table have it whole
const names = ENTITIES.map(({ name, type }) => {
  const letters = [...visible(name)];
  const short = letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : letters.join("");
  return type === "organization" ? short.toUpperCase() : short;
});

const PAUSE = 200; // milliseconds
const SLOW = 5;
let arrangedAt = 0;
let took = 0;
let waiting = 0;
let drawnAt = 0;
let labels = [];
let marked = []; // places of the ties whose mark is drawn

const markSpot = DATA.network.edges.map(({ bend }) => 0.5 + (bend ? (bend % 2 ? -0.12 : 0.12) : 0));
const isMarked = (place) =>
  SHOWN[place] &&
  !edgeLooks[place].endsWith("true") &&
  (STANDINGS[NOW[place].version.standing].mark || hasVoices(place));
const hasVoices = (place) => state.roots && KINDS[TIES[place].kind].group !== "work";
const markSize = (scale) => Math.max(5.5, Math.min(8, 8 * Math.sqrt(scale)));

function arrange(pen, scale) {
  const taken = new Taken();
  const lines = new Taken();
  const marks = new Taken();
  marked = [];
  ENTITIES.forEach((_, place) => {
    if (!weights[place] || (VIEW.focus && !VIEW.focus.has(place))) return;
    const { x, y, size } = spots[place];
    const radius = size * scale + 1;
    taken.add([x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius]);
  });
  let counted = 0;
  TIES.forEach((tie, place) => {
    if (!SHOWN[place] || edgeLooks[place].endsWith("true")) return;
    if (isMarked(place)) {
      const { x, y } = along(place, markSpot[place]);
      const radius = markSize(scale) + 1;
      const mark = [x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius];
      if (marks.touches(mark)) return; // from afar: marks on marks would hide the lines that they are of
      marks.add(mark);
      taken.add(mark);
      marked.push(place);
    }
    if (KINDS[tie.kind].group === "work" && counted > 400) return;
    for (let part = 0.1; part < 0.95 && counted++ < 4000; part += 0.1) {
      const { x, y } = along(place, part);
      lines.add([x * scale - 1, y * scale - 1, x * scale + 1, y * scale + 1]);
    }
  });
  return placed(wantedNames(pen, scale), { taken, lines, covered: covered(scale), picture: picture(scale) });
}

/** The boxes of what lies over the picture, in pixels from the middle of the layout. */
function covered(scale) {
  const { left, top } = box.getBoundingClientRect();
  const origin = network.DOMtoCanvas({ x: 0, y: 0 });
  return ["tools", "left", "hint"]
    .map((id) => byId(id).getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map((over) => [
      over.left - left + origin.x * scale,
      over.top - top + origin.y * scale,
      over.right - left + origin.x * scale,
      over.bottom - top + origin.y * scale,
    ]);
}

/** What is to be seen, in pixels from the middle of the layout. */
function picture(scale) {
  const start = network.DOMtoCanvas({ x: 0, y: 0 });
  const end = network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
  return [start.x * scale, start.y * scale, end.x * scale, end.y * scale];
}

const isPointed = (place) => isLookedAt(place) || place === paint.over || place === paint.cursor;

/** Whoever has a tie on the day, and is not beside what is looked at. */
const isNamed = (place) => isPointed(place) || (weights[place] > 0 && (!VIEW.focus || VIEW.focus.has(place)));

/** Sizes in pixels and weights of a name that is looked at, of one near it, of any other. */
function rankOf(place, scale) {
  if (isPointed(place)) return { size: LOOKED_AT, must: true, first: 1e6 };
  if (VIEW.focus?.has(place)) return { size: 13, must: false, first: 1e3 };
  return { size: scale < 0.55 ? 11 : 12, must: false, first: 0 };
}

function wantedNames(pen, scale) {
  const places = [...ENTITIES.keys()].filter((place) => canBeSeen(place) && isNamed(place));
  const wanted = places.map((place) => {
    const { size, must, first } = rankOf(place, scale);
    const { x, y, size: radius } = spots[place];
    return {
      place,
      size,
      must,
      weight: first + weights[place] + Number(ENTITIES[place].type === "person") / 2,
      x: x * scale,
      y: y * scale,
      radius: radius * scale + (must ? 8 : 3),
      width: widthOfName(pen, place, size),
    };
  });
  wanted.sort((one, other) => other.weight - one.weight || one.place - other.place);
  for (const name of wanted.slice(0, ALWAYS)) name.must = true;
  return wanted;
}

const ALWAYS = 3; // so many of the best tied are named, whatever is in the way
const LOOKED_AT = 14; // pixels of a name that is looked at, which is bold
const widths = new Map();

function widthOfName(pen, place, size) {
  const key = place * 100 + size;
  if (!widths.has(key)) {
    pen.font = FONTS[ENTITIES[place].type](size).replace("500", size === LOOKED_AT ? "700" : "500");
    widths.set(key, pen.measureText(names[place]).width);
  }
  return widths.get(key);
}

network.on("beforeDrawing", (pen) => {
  pen.lineCap = "round";
  const glowing = VIEW.chain || (state.tie !== null && SHOWN[state.tie] ? [state.tie] : []);
  pen.save();
  pen.strokeStyle = INK.glow;
  pen.lineWidth = 12 / Math.max(0.6, network.getScale());
  for (const place of glowing) {
    pen.beginPath();
    for (let step = 0; step <= 12; step++) {
      const { x, y } = along(place, step / 12);
      pen.lineTo(x, y);
    }
    pen.stroke();
  }
  pen.restore();
});

/** Place the names anew if anything changed; while a clock is being dragged over a large picture not at each step. */
function arrangeWhenDue(pen, scale) {
  const start = performance.now();
  const isHasty = took > SLOW && start - arrangedAt < PAUSE && scale === drawnAt;
  if (isHasty && paint.stale) {
    labels = labels.filter(({ place }) => canBeSeen(place) && isNamed(place));
    clearTimeout(waiting);
    waiting = setTimeout(redraw, PAUSE);
  } else if (paint.stale || scale !== drawnAt) {
    labels = arrange(pen, scale);
    paint.stale = false;
    drawnAt = scale;
    arrangedAt = performance.now();
    took = arrangedAt - start;
  }
}

network.on("afterDrawing", (pen) => {
  const scale = network.getScale();
  arrangeWhenDue(pen, scale);
  pen.save();
  pen.setLineDash([]);
  for (const place of marked) if (isMarked(place)) drawMark(pen, place, scale);
  for (const place of new Set([state.at, state.to, paint.cursor])) if (place !== null) ring(pen, place, scale);
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  for (const label of labels) drawName(pen, label, scale);
  pen.restore();
});

// A name that was moved over the border of the picture has another place there.
for (const moved of ["dragEnd", "animationFinished", "resize"]) {
  network.on(moved, () => {
    paint.stale = true;
    redraw();
  });
}

function drawMark(pen, place, scale) {
  const { version } = NOW[place];
  const text = STANDINGS[version.standing].mark + (hasVoices(place) ? version.roots : "");
  const { x, y } = along(place, markSpot[place]);
  const radius = markSize(scale) / scale;
  pen.fillStyle = INK.paper;
  pen.beginPath();
  pen.ellipse(x, y, Math.max(radius, (text.length * 4.4) / scale), radius, 0, 0, 7);
  pen.fill();
  if (version.standing === "denied") strike(pen, place, scale);
  pen.fillStyle = colourOf(TIES[place].kind);
  pen.font = `700 ${radius * 1.9}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y + radius * 0.08);
}

/** Two strokes across a line that is denied. */
function strike(pen, place, scale) {
  const { a, b } = TIES[place];
  if (Math.hypot(spots[a].x - spots[b].x, spots[a].y - spots[b].y) * scale < 60) return;
  pen.strokeStyle = colourOf(TIES[place].kind);
  pen.lineWidth = 2 / scale;
  for (const part of [0.3, 0.7]) {
    const [before, after] = [along(place, part - 0.04), along(place, part + 0.04)];
    const turn = Math.atan2(after.y - before.y, after.x - before.x) + 0.9;
    const { x, y } = along(place, part);
    const [dx, dy] = [(Math.cos(turn) * 6) / scale, (Math.sin(turn) * 6) / scale];
    pen.beginPath();
    pen.moveTo(x - dx, y - dy);
    pen.lineTo(x + dx, y + dy);
    pen.stroke();
  }
}

function ring(pen, place, scale) {
  const { x, y, size } = spots[place];
  pen.strokeStyle = INK.accent;
  pen.lineWidth = 2 / scale;
  pen.setLineDash(place === paint.cursor && place !== state.at ? [4 / scale, 3 / scale] : []);
  pen.beginPath();
  pen.arc(x, y, size + 5 / scale, 0, 7);
  pen.stroke();
  pen.setLineDash([]);
}

function drawName(pen, { place, left, base, size }, scale) {
  const { type } = ENTITIES[place];
  pen.font = FONTS[type](size / scale).replace("500", size === LOOKED_AT ? "700" : "500");
  pen.lineWidth = 3 / scale;
  pen.lineJoin = "round";
  pen.strokeStyle = INK.paper;
  pen.strokeText(names[place], left / scale, base / scale);
  pen.fillStyle = type === "person" ? INK.ink : INK.soft;
  pen.fillText(names[place], left / scale, base / scale);
}

/** The boxes of the names that are drawn: left, top, right, bottom, in pixels of the screen. */
export const namesOnScreen = () =>
  labels.map(({ left, base, width, size }) => [left, base - size * 0.8, left + width, base + size * 0.2]);

// ---- pointing

/** What is at a point of the graph's box: {entity} or {tie}, or nothing. */
export function hit(x, y) {
  const point = network.DOMtoCanvas({ x, y });
  const scale = network.getScale();
  const label = labels.find(
    (one) =>
      point.x * scale >= one.left &&
      point.x * scale <= one.left + one.width &&
      point.y * scale >= one.base - one.size &&
      point.y * scale <= one.base + 4,
  );
  const entity = nearest(point, 10 / scale) ?? label?.place ?? null;
  if (entity !== null) return { entity };
  const tie = nearestLine(point, 7 / scale);
  return tie === null ? {} : { tie };
}

function nearest(point, slack) {
  let found = null;
  let least = Infinity;
  spots.forEach(({ x, y, size }, place) => {
    const far = Math.hypot(x - point.x, y - point.y);
    if (far < size + slack && far < least && nodeLooks[place] !== "hidden") [found, least] = [place, far];
  });
  return found;
}

function nearestLine(point, slack) {
  let found = null;
  let least = slack;
  TIES.forEach((tie, place) => {
    if (!SHOWN[place] || !isNear(point, spots[tie.a], spots[tie.b], slack + 60)) return;
    const steps = 16;
    for (let step = 0; step < steps; step++) {
      const far = distance(point, along(place, step / steps), along(place, (step + 1) / steps));
      if (far < least) [found, least] = [place, far];
    }
  });
  return found;
}

const isNear = ({ x, y }, a, b, slack) =>
  x > Math.min(a.x, b.x) - slack &&
  x < Math.max(a.x, b.x) + slack &&
  y > Math.min(a.y, b.y) - slack &&
  y < Math.max(a.y, b.y) + slack;

function distance({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
}
