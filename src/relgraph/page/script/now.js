/** Which ties the clocks, the legend and the selection leave to be drawn. Worked out once a change. */

import { isNamed, stateOf } from "./asof.js";
import { ENTITIES, KINDS, otherOf, TIES, tiesOf } from "./data.js";
import { state } from "./state.js";
import { isSoft } from "./words.js";

/** Of each tie how it is by the clocks (null: not known, or not on the day), and whether the legend shows it. */
export const NOW = new Array(TIES.length).fill(null);
export const SHOWN = new Array(TIES.length).fill(false);

/** focus: places of the entities that are looked at, null: all; chain: places of the ties of a path. */
export const VIEW = { focus: null, chain: null, byRumour: false };

/** The legend's keys that a tie falls under. */
export function keysOf(place) {
  const tie = TIES[place];
  return [
    `kind.${tie.kind}`,
    `standing.${NOW[place].version.standing}`,
    `holds.${NOW[place].holds}`,
    `type.${ENTITIES[tie.a].type}`,
    `type.${ENTITIES[tie.b].type}`,
  ];
}

export function reckon() {
  TIES.forEach((tie, place) => {
    const at = stateOf(tie, state.on, state.known);
    NOW[place] = at && at.holds !== "no" ? at : null;
    SHOWN[place] = NOW[place] !== null && !keysOf(place).some((key) => state.off.has(key));
  });
  VIEW.chain = null;
  VIEW.byRumour = false;
  VIEW.focus = focus();
}

function focus() {
  if (state.at !== null && state.to !== null) return alongPath();
  if (state.tie !== null) return aroundPair(TIES[state.tie].a, TIES[state.tie].b);
  return state.at === null ? null : around(state.at, state.depth);
}

function alongPath() {
  VIEW.chain = shortest(state.at, state.to, false);
  if (!VIEW.chain) {
    VIEW.chain = shortest(state.at, state.to, true);
    VIEW.byRumour = VIEW.chain !== null;
  }
  return new Set([state.at, state.to, ...(VIEW.chain || []).flatMap((place) => [TIES[place].a, TIES[place].b])]);
}

function around(start, depth) {
  const seen = new Set([start]);
  let edge = [start];
  for (let step = 0; step < depth; step++) {
    edge = edge
      .flatMap((near) =>
        tiesOf(near)
          .filter((place) => SHOWN[place])
          .map((place) => otherOf(TIES[place], near)),
      )
      .filter((far) => !seen.has(far) && seen.add(far));
  }
  return seen;
}

/** The two, who else is with either of them, and the works that both share. */
function aroundPair(a, b) {
  const seen = new Set([a, b]);
  const credits = new Set();
  for (const near of [a, b]) {
    for (const place of tiesOf(near)) {
      if (!SHOWN[place]) continue;
      const far = otherOf(TIES[place], near);
      if (KINDS[TIES[place].kind].group !== "work" || credits.has(far)) seen.add(far);
      else if (near === a) credits.add(far);
    }
  }
  return seen;
}

/** The ties of a shortest chain, in order; among equal ones what surely holds goes first. Null if there is none. */
function shortest(from, to, byRumour) {
  const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next = [];
    for (const near of edge) {
      for (const place of tiesOf(near)
        .filter((at) => mayGo(at, byRumour))
        .sort(surest)) {
        const far = otherOf(TIES[place], near);
        if (before.has(far)) continue;
        before.set(far, [near, place]);
        next.push(far);
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const chain = [];
  for (let step = before.get(to); step; step = before.get(step[0])) chain.unshift(step[1]);
  return chain;
}

/** What nobody reports is no way, and what nobody says any more or denies with authority never is. */
function mayGo(place, byRumour) {
  if (!SHOWN[place] || NOW[place].holds === "unsaid") return false;
  const { standing } = NOW[place].version;
  return byRumour ? standing !== "denied" && standing !== "retracted" : !isSoft(standing);
}

const surest = (one, other) => doubt(one) - doubt(other);
const doubt = (place) => (NOW[place].version.standing === "disputed" ? 2 : 0) + (NOW[place].holds === "yes" ? 0 : 1);

export const canBeSeen = (place) => isNamed(place, state.known);
