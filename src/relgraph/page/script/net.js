/** The graph as vis-network has it: how each line and shape looks now, and where in the picture one is. */

import { DATA, ENTITIES, KINDS, TIES } from "./data.js";
import { byId } from "./dom.js";
import { colourOf, dashes, INK, opacityOf, widthOf } from "./look.js";
import { canBeSeen, NOW, SHOWN, VIEW } from "./now.js";
import { state } from "./state.js";

const MANY = ENTITIES.length > 2000; // so many that who has no tie on the day is not drawn at all
const GAP = 16; // pixels between lines of one pair
export const box = byId("net");
const isTall = box.clientHeight > box.clientWidth * 1.15;
export const spots = DATA.network.nodes.map(({ x, y, size }) => (isTall ? { x: y, y: x, size } : { x, y, size }));

const nodes = new vis.DataSet(DATA.network.nodes.map((node) => ({ ...node, ...spots[node.id], fixed: true })));
const edges = new vis.DataSet(DATA.network.edges.map((edge) => ({ ...edge, hidden: true, smooth: bent(edge) })));
export const network = new vis.Network(
  box,
  { nodes, edges },
  {
    physics: false,
    layout: { improvedLayout: false },
    interaction: {
      hover: false,
      dragNodes: false,
      keyboard: false,
      selectable: false,
      zoomSpeed: 0.7,
      hideEdgesOnDrag: TIES.length > 1500,
      hideEdgesOnZoom: TIES.length > 1500,
    },
    nodes: { chosen: false, font: { size: 0 } },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrows: { to: { scaleFactor: 0.5 } } },
  },
);
box.querySelector("canvas").setAttribute("aria-hidden", "true");
box.querySelector(".vis-network").removeAttribute("tabindex");

/** Lines of one pair run side by side, as far apart when they are short as when they are long. */
function bent({ from, to, bend }) {
  if (!bend) return false;
  const length = Math.hypot(spots[from].x - spots[to].x, spots[from].y - spots[to].y);
  const roundness = Math.min(0.6, (Math.abs(bend) * GAP * 1.3) / Math.max(1, length));
  return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness };
}

// ---- how it looks now

export const edgeLooks = new Array(TIES.length).fill("hidden");
export const nodeLooks = new Array(ENTITIES.length).fill("");
export const weights = new Float64Array(ENTITIES.length); // how much an entity has to do with what is drawn

/** Change what changed, and nothing else. */
export function restyle() {
  weights.fill(0);
  const someEdges = TIES.map((_, place) => edgeChange(place)).filter(Boolean);
  const someNodes = ENTITIES.map((_, place) => nodeChange(place)).filter(Boolean);
  if (network.renderer) network.renderer.allowRedraw = false; // vis-network would draw at once, and for each of the two
  if (someEdges.length) edges.update(someEdges);
  if (someNodes.length) nodes.update(someNodes);
  if (network.renderer) network.renderer.allowRedraw = true;
  paint.stale = true;
  redraw();
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
  if (!canBeSeen(place) || (MANY && !alive)) return changed(nodeLooks, place, "hidden", { hidden: true });
  const faded = VIEW.focus !== null && !VIEW.focus.has(place);
  const ink = alive && !faded ? INK.ink : INK.idle;
  return changed(nodeLooks, place, `${faded} ${alive}`, {
    hidden: false,
    opacity: faded ? 0.6 : 1,
    borderWidth: 1.4,
    color: {
      background: ink === INK.ink && entity.type === "person" && !entity.withheld ? ink : INK.paper,
      border: ink,
    },
    shapeProperties: { borderDashes: entity.withheld ? [2, 2] : false },
  });
}

function changed(looks, place, look, change) {
  if (looks[place] === look) return null;
  looks[place] = look;
  return { id: place, ...change };
}

export const isLookedAt = (place) =>
  place === state.at ||
  place === state.to ||
  (state.tie !== null && [TIES[state.tie].a, TIES[state.tie].b].includes(place));

// ---- drawing

/** `stale`: names have to be placed anew. `over` and `cursor`: places of who is pointed at, and walked to. */
export const paint = { stale: true, over: null, cursor: null };

let asked = 0;

/** Draw once, with the next frame. */
export function redraw() {
  if (!asked) {
    asked = requestAnimationFrame(() => {
      asked = 0;
      network.redraw();
    });
  }
}

/** A point of a line, from 0 at its start to 1 at its end. The line's own path is not public: else straight. */
export function along(place, part) {
  try {
    return network.body.edges[place].edgeType.getPoint(part);
  } catch {
    const [from, to] = [spots[TIES[place].a], spots[TIES[place].b]];
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  }
}

export function pointAt(place) {
  if (paint.over === place) return;
  paint.over = place;
  paint.stale = true;
  redraw();
}

export function walkTo(place) {
  paint.cursor = place;
  paint.stale = true;
  redraw();
}

export const cursor = () => paint.cursor;

const READABLE = 0.6; // a phone shows the middle of a large picture at this scale, and not all of it as dots
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Move so that these entities fill the picture; without any, all that are to be seen. */
export function fit(places, animate) {
  const seen = [...(places || ENTITIES.keys())].filter((place) => nodeLooks[place] !== "hidden");
  if (!seen.length) return;
  const xs = seen.map((place) => spots[place].x);
  const ys = seen.map((place) => spots[place].y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [width, height] = [box.clientWidth, box.clientHeight];
  const isNarrow = width < 500;
  const margin = isNarrow ? { x: 58, y: 58 } : { x: 110, y: 50 };
  const under = byId("hint").offsetHeight && 40; // the hint stands on the picture
  const scale = Math.min(
    places ? 1.6 : 1.4,
    (width - 2 * margin.x) / (right - left || 1),
    (height - 2 * margin.y - under) / (bottom - top || 1),
  );
  const animation = animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  const isTiny = isNarrow && places && state.at !== null && state.to === null && scale < READABLE;
  if (isTiny) network.moveTo({ scale: READABLE, position: spots[state.at], animation });
  else network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom + under / scale) / 2 }, animation });
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
