/** The graph: vis-network draws lines and shapes; names, marks and what is pointed at are drawn here on top. */

import { DATA, ENTITIES, KINDS, TIES } from "./data.js";
import { byId, visible } from "./dom.js";
import { Taken, placed } from "./labels.js";
import { INK, colourOf, dashes, opacityOf, widthOf } from "./look.js";
import { NOW, SHOWN, VIEW, canBeSeen } from "./now.js";
import { state } from "./state.js";
import { STANDINGS, isSoft } from "./words.js";

const BIG = ENTITIES.length > 400;
const GAP = 17; // pixels between lines of one pair
const sheet = getComputedStyle(document.documentElement);
const style = (name) => sheet.getPropertyValue(name);
const FONTS = {
  person: (size) => `500 ${size}px ${style("--sans")}`,
  work: (size) => `italic ${size}px ${style("--serif")}`,
  organization: (size) => `600 ${size * 0.88}px ${style("--sans")}`,
};

const box = byId("net");
const isTall = box.clientHeight > box.clientWidth * 1.15;
const spots = DATA.network.nodes.map(({ x, y, size }) => (isTall ? { x: y, y: x, size } : { x, y, size }));
const names = ENTITIES.map(({ name, type }) => (type === "organization" ? visible(name).toUpperCase() : visible(name)));

const nodes = new vis.DataSet(DATA.network.nodes.map((node) => ({ ...node, ...spots[node.id], fixed: true })));
const edges = new vis.DataSet(DATA.network.edges.map((edge) => ({ ...edge, hidden: true, smooth: bent(edge) })));
const network = new vis.Network(box, { nodes, edges }, {
  physics: false,
  layout: { improvedLayout: false },
  interaction: {
    hover: false, dragNodes: false, keyboard: false, selectable: false, zoomSpeed: 0.7,
    hideEdgesOnDrag: TIES.length > 1500, hideEdgesOnZoom: TIES.length > 1500,
  },
  nodes: { chosen: false, font: { size: 0 } },
  edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrows: { to: { scaleFactor: 0.5 } } },
});
box.querySelector("canvas").setAttribute("aria-hidden", "true");
box.querySelector(".vis-network").removeAttribute("tabindex");

/** Lines of one pair run side by side, as far apart when they are short as when they are long. */
function bent({ from, to, bend }) {
  if (!bend) return false;
  const length = Math.hypot(spots[from].x - spots[to].x, spots[from].y - spots[to].y);
  const roundness = Math.min(0.9, (Math.abs(bend) * GAP * 2) / Math.max(1, length));
  return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness };
}

// ---- how it looks now

const edgeLooks = new Array(TIES.length).fill("hidden");
const nodeLooks = new Array(ENTITIES.length).fill("");
const weights = new Float64Array(ENTITIES.length); // how much an entity has to do with what is drawn

/** Change what changed, and nothing else. */
export function restyle() {
  weights.fill(0);
  const someEdges = TIES.map((_, place) => edgeChange(place)).filter(Boolean);
  const someNodes = ENTITIES.map((_, place) => nodeChange(place)).filter(Boolean);
  if (someEdges.length) edges.update(someEdges);
  if (someNodes.length) nodes.update(someNodes);
  stale = true;
  if (!someEdges.length && !someNodes.length) redraw();
}

/** The ground changed: every colour is another one. */
export function recolour() {
  edgeLooks.fill("");
  nodeLooks.fill("");
  restyle();
}

const isFaded = (place) => {
  const { a, b } = TIES[place];
  if (VIEW.chain) return !VIEW.chain.includes(place);
  if (!VIEW.focus) return false;
  if (!VIEW.focus.has(a) || !VIEW.focus.has(b)) return true;
  return state.tie === null && state.depth === 1 && a !== state.at && b !== state.at;
};

function edgeChange(place) {
  const { a, b, kind } = TIES[place];
  if (!SHOWN[place]) return changed(edgeLooks, place, "hidden", { hidden: true });
  const { version, holds } = NOW[place];
  const weight = KINDS[kind].group === "work" ? 1 : 3;
  weights[a] += weight;
  weights[b] += weight;
  const faded = isFaded(place);
  return changed(edgeLooks, place, `${version.standing} ${holds} ${faded}`, {
    hidden: false,
    dashes: dashes(version.standing, holds),
    width: widthOf(kind, version.standing),
    color: { color: colourOf(kind), inherit: false, opacity: faded ? 0.08 : opacityOf(kind, holds) },
  });
}

function nodeChange(place) {
  const entity = ENTITIES[place];
  const looked = isLookedAt(place);
  const alive = weights[place] > 0 || looked;
  if (!canBeSeen(place) || (BIG && !alive)) return changed(nodeLooks, place, "hidden", { hidden: true });
  const faded = VIEW.focus && !VIEW.focus.has(place);
  const ink = alive ? INK.ink : INK.idle;
  return changed(nodeLooks, place, `${faded} ${alive}`, {
    hidden: false,
    opacity: faded ? 0.3 : 1,
    borderWidth: 1.4,
    color: { background: alive && entity.type === "person" && !entity.withheld ? ink : INK.paper, border: ink },
    shapeProperties: { borderDashes: entity.withheld ? [2, 2] : false },
  });
}

function changed(looks, place, look, change) {
  if (looks[place] === look) return null;
  looks[place] = look;
  return { id: place, ...change };
}

const isLookedAt = (place) =>
  place === state.at || place === state.to || (state.tie !== null && [TIES[state.tie].a, TIES[state.tie].b].includes(place));

// ---- names and marks

let stale = true;
let drawnAt = 0;
let labels = [];
let asked = 0;
const pointer = { over: null, cursor: null };

function redraw() {
  if (!asked) {
    asked = requestAnimationFrame(() => {
      asked = 0;
      network.redraw();
    });
  }
}

/** A point of a line, from 0 at its start to 1 at its end. The line's own path is not public: else straight. */
function along(place, part) {
  try {
    return network.body.edges[place].edgeType.getPoint(part);
  } catch {
    const [from, to] = [spots[TIES[place].a], spots[TIES[place].b]];
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  }
}

const markSpot = DATA.network.edges.map(({ bend }) => 0.5 + (bend ? (bend % 2 ? -0.12 : 0.12) : 0));
const isMarked = (place) =>
  SHOWN[place] && !edgeLooks[place].endsWith("true") && (STANDINGS[NOW[place].version.standing].mark || hasVoices(place));
const hasVoices = (place) => state.roots && KINDS[TIES[place].kind].group !== "work";
const markSize = (scale) => Math.max(5.5, Math.min(8, 8 * Math.sqrt(scale)));

function arrange(pen, scale) {
  const taken = new Taken();
  const lines = new Taken();
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
      taken.add([x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius]);
    }
    if (KINDS[tie.kind].group === "work" && counted > 400) return;
    for (let part = 0.1; part < 0.95 && counted++ < 4000; part += 0.1) {
      const { x, y } = along(place, part);
      lines.add([x * scale - 1, y * scale - 1, x * scale + 1, y * scale + 1]);
    }
  });
  return placed(wantedNames(pen, scale), taken, lines);
}

function wantedNames(pen, scale) {
  const wanted = [];
  ENTITIES.forEach((entity, place) => {
    const looked = isLookedAt(place) || place === pointer.over || place === pointer.cursor;
    const near = VIEW.focus?.has(place);
    if (!canBeSeen(place) || (!looked && (!weights[place] || (VIEW.focus && !near)))) return;
    const size = looked ? 14 : near ? 13 : scale < 0.55 ? 11 : 12;
    const { x, y, size: radius } = spots[place];
    const weight = weights[place] + (entity.type === "person" ? 0.5 : 0);
    wanted.push({
      place, size, must: looked, weight: weight + (looked ? 1e6 : near ? 1e3 : 0),
      x: x * scale, y: y * scale, radius: radius * scale + (looked ? 8 : 3), width: widthOfName(pen, place, size),
    });
  });
  return wanted.sort((one, other) => other.weight - one.weight || one.place - other.place);
}

const widths = new Map();

function widthOfName(pen, place, size) {
  const key = place * 100 + size;
  if (!widths.has(key)) {
    pen.font = FONTS[ENTITIES[place].type](size);
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

network.on("afterDrawing", (pen) => {
  const scale = network.getScale();
  if (stale || scale !== drawnAt) {
    labels = arrange(pen, scale);
    stale = false;
    drawnAt = scale;
  }
  pen.save();
  pen.setLineDash([]);
  TIES.forEach((_, place) => {
    if (isMarked(place)) drawMark(pen, place, scale);
  });
  for (const place of new Set([state.at, state.to, pointer.cursor])) if (place !== null) ring(pen, place, scale);
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  for (const label of labels) drawName(pen, label, scale);
  pen.restore();
});

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
  pen.setLineDash(place === pointer.cursor && place !== state.at ? [4 / scale, 3 / scale] : []);
  pen.beginPath();
  pen.arc(x, y, size + 5 / scale, 0, 7);
  pen.stroke();
  pen.setLineDash([]);
}

function drawName(pen, { place, left, base, size, must }, scale) {
  const { type } = ENTITIES[place];
  pen.font = FONTS[type](size / scale).replace("500", must ? "700" : "500");
  pen.lineWidth = 3 / scale;
  pen.lineJoin = "round";
  pen.strokeStyle = INK.paper;
  pen.strokeText(names[place], left / scale, base / scale);
  pen.fillStyle = type === "person" ? INK.ink : INK.soft;
  pen.fillText(names[place], left / scale, base / scale);
}

// ---- pointing and moving

/** What is at a point of the graph's box: {entity} or {tie}, or nothing. */
export function hit(x, y) {
  const point = network.DOMtoCanvas({ x, y });
  const scale = network.getScale();
  const label = labels.find(
    (one) =>
      point.x * scale >= one.left && point.x * scale <= one.left + one.width &&
      point.y * scale >= one.base - one.size && point.y * scale <= one.base + 4,
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
  x > Math.min(a.x, b.x) - slack && x < Math.max(a.x, b.x) + slack && y > Math.min(a.y, b.y) - slack && y < Math.max(a.y, b.y) + slack;

function distance({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
}

export function pointAt(place) {
  if (pointer.over === place) return;
  pointer.over = place;
  stale = true;
  redraw();
}

export function walkTo(place) {
  pointer.cursor = place;
  stale = true;
  redraw();
}

export const cursor = () => pointer.cursor;
export const spotOf = (place) => spots[place];

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Move so that these entities fill the picture; without any, all that are to be seen. */
export function fit(places, animate) {
  const seen = [...(places || ENTITIES.keys())].filter((place) => nodeLooks[place] !== "hidden");
  if (!seen.length) return;
  const xs = seen.map((place) => spots[place].x);
  const ys = seen.map((place) => spots[place].y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [width, height] = [box.clientWidth, box.clientHeight];
  const margin = width < 500 ? { x: 54, y: 40 } : { x: 100, y: 46 };
  const scale = Math.min(places ? 1.5 : 1.2, (width - 2 * margin.x) / (right - left || 1), (height - 2 * margin.y) / (bottom - top || 1));
  const animation = animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 }, animation });
}

/** Bring an entity into the picture, if it is not there. */
export function bring(place) {
  const { x, y } = network.canvasToDOM(spots[place]);
  const inside = x > 30 && y > 30 && x < box.clientWidth - 30 && y < box.clientHeight - 30;
  if (!inside) network.moveTo({ position: spots[place], scale: network.getScale(), animation: false });
}

export function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
  redraw();
}

/** Where an entity is in the graph's box. */
export const onScreen = (place) => network.canvasToDOM(spots[place]);
export const isRumour = (place) => NOW[place] !== null && isSoft(NOW[place].version.standing);
