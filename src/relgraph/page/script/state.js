/** What the page shows now. The address (its hash) holds all of it, so that a link opens the same view. */

import { DATA, ENTITIES, placeOf, placeOfTie, TODAY, tieId } from "./data.js";
import { iso, typedDay } from "./days.js";

const OFF = ["holds.unsaid", "standing.retracted"];

/** at, to: places of entities; tie: place of a tie; off: what the legend hides. */
const initial = () => ({
  on: TODAY,
  known: TODAY,
  at: null,
  to: null,
  tie: null,
  depth: 1,
  off: new Set(OFF),
  view: "graph",
  unit: "month",
  together: false,
  roots: false,
});

export const state = { ...initial(), ...DATA.opening };

/** Whether the page was opened as it was made, and not by a link to a view of it. */
export const isFirstSight = location.hash.length < 2;

const listeners = [];
const SELECTION = ["at", "to", "tie", "view", "depth"];
let waiting = 0;

/** Call when something changed, with the names of what did. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Change the state. A selection is a step for the Back button, a turn of a clock is not. */
export function go(change) {
  const changed = Object.keys(change).filter((name) => state[name] !== change[name]);
  if (!changed.length) return;
  const isStep = changed.some((name) => SELECTION.includes(name));
  if (isStep) remember();
  Object.assign(state, change);
  if (isStep) history.pushState(null, "", address(state));
  else later();
  tell(changed);
}

function tell(changed) {
  for (const listener of listeners) listener(changed);
}

// Browsers refuse to be told of each step of a dragged clock, so the address follows a moment later.
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(remember, 300);
}

function remember() {
  clearTimeout(waiting);
  history.replaceState(null, "", address(state));
}

/** The address of a view, `#on=…&at=…`; what is as at first is left out. */
export function address(view) {
  const first = initial();
  const said = [];
  const add = (name, value) => said.push(`${name}=${encodeURIComponent(value)}`);
  if (view.on !== first.on) add("on", iso(view.on));
  if (view.known !== first.known) add("known", iso(view.known));
  if (view.at !== null) add("at", ENTITIES[view.at].id);
  if (view.to !== null) add("to", ENTITIES[view.to].id);
  if (view.tie !== null) add("tie", tieId(view.tie));
  if (view.depth !== 1) add("depth", view.depth);
  if (view.view !== "graph") add("view", view.view);
  if (view.together) add("together", 1);
  if (view.roots) add("voices", 1);
  const off = [...view.off].sort().join(" ");
  if (off !== [...OFF].sort().join(" ")) add("off", off);
  return `#${said.join("&")}`;
}

/** The state of an address; what it does not say, or says wrongly, is as at first. */
function readAddress(hash) {
  const said = new Map(
    hash
      .replace(/^#/, "")
      .split("&")
      .filter(Boolean)
      .map((part) => {
        const [name, ...value] = part.split("=");
        return [name, decoded(value.join("="))];
      }),
  );
  const read = initial();
  read.on = typedDay(said.get("on") || "") ?? read.on;
  read.known = Math.min(TODAY, typedDay(said.get("known") || "") ?? read.known);
  read.at = placeOf(said.get("at"));
  read.to = read.at === null ? null : placeOf(said.get("to"));
  read.tie = placeOfTie(said.get("tie"));
  if (["1", "2", "3"].includes(said.get("depth"))) read.depth = Number(said.get("depth"));
  if (said.get("view") === "table") read.view = "table";
  if (said.has("off"))
    read.off = new Set(
      said
        .get("off")
        .split(" ")
        .filter((key) => /^\w+\.\w+$/.test(key)),
    );
  read.together = said.has("together");
  read.roots = said.has("voices");
  return read;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function reread() {
  const { unit } = state;
  Object.assign(state, readAddress(location.hash), { unit });
  tell(Object.keys(state));
}

/** Take the state of the address, and follow it when Back is pressed or it is typed anew. */
export function startState() {
  if (location.hash.length > 1) Object.assign(state, readAddress(location.hash));
  else history.replaceState(null, "", address(state));
  addEventListener("popstate", reread);
}

export const allOff = OFF;
