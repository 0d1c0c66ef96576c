/** The keyboard, and the help that lists it. */

import { play, step, stop, toChange, toggleTogether, toLatest } from "./clocks.js";
import { ENTITIES, otherOf, TIES, tiesOf } from "./data.js";
import { byId, el, many, speak } from "./dom.js";
import { lineKey } from "./home.js";
import { bring, cursor, fit, spots, walkTo } from "./net.js";
import { canBeSeen, SHOWN, VIEW } from "./now.js";
import { askPath, askSearch } from "./search.js";
import { go, state } from "./state.js";

const HELP = [
  ["/", "find; ↑ ↓ Enter"],
  ["← ↑ → ↓", "walk to the neighbour that way, with the graph in focus"],
  ["Enter", "open who is walked to; Shift + Enter: path there"],
  ["1 2 3", "steps around who is picked"],
  ["p", "path to …"],
  ["[ ]", "“happened” a step back, on"],
  ["{ }", "“published” a step back, on"],
  ["d m y", "a step is a day, a month, a year"],
  [", .", "the change before and after, in what happened"],
  ["< >", "the news before and after"],
  ["Space", "play, stop"],
  ["l", "both clocks together: what was known at the time"],
  ["t", "latest"],
  ["g", "table or graph"],
  ["r", "number of independent voices on the lines"],
  ["f", "show everything"],
  ["Esc", "one level back"],
  ["?", "this help"],
];

const PLAIN = {
  "/": askSearch,
  p: askPath,
  1: () => go({ depth: 1 }),
  2: () => go({ depth: 2 }),
  3: () => go({ depth: 3 }),
  "[": () => step("on", -1),
  "]": () => step("on", 1),
  "{": () => step("known", -1),
  "}": () => step("known", 1),
  d: () => go({ unit: "day" }),
  m: () => go({ unit: "month" }),
  y: () => go({ unit: "year" }),
  ",": () => toChange("on", -1),
  ".": () => toChange("on", 1),
  "<": () => toChange("known", -1),
  ">": () => toChange("known", 1),
  " ": () => play("on"),
  l: toggleTogether,
  t: toLatest,
  g: () => go({ view: state.view === "graph" ? "table" : "graph" }),
  r: () => go({ roots: !state.roots }),
  f: () => fit(null, true),
  "?": openHelp,
  Escape: levelBack,
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Table, tie, path, who is picked, nobody. */
function levelBack() {
  stop();
  if (state.tie !== null) go({ tie: null });
  else if (state.to !== null) go({ to: null });
  else if (state.at !== null) go({ at: null, depth: 1 });
  else if (state.view === "table") go({ view: "graph" });
}

function openHelp() {
  const dialog = byId("help");
  dialog.replaceChildren(
    el("h2", { id: "help-title", tabindex: -1, autofocus: "" }, "How to use this page"),
    el(
      "p",
      null,
      "Click a person, a line or a name; Shift + click a second person for the path between the two. Drag the strip below to move through time: above the axis what had happened, below it what had been published. A click in the legend hides a sort of line, a double click leaves only that.",
    ),
    el("h3", null, "The lines"),
    lineKey(),
    el("h3", null, "Keys"),
    el(
      "dl",
      { class: "keys" },
      HELP.map(([keys, what]) =>
        el(
          "div",
          null,
          el(
            "dt",
            null,
            keys.split(" ").flatMap((key, at) => [at ? " " : "", el("kbd", null, key)]),
          ),
          el("dd", null, what),
        ),
      ),
    ),
    el("form", { method: "dialog" }, el("button", { class: "plain" }, "Close")),
  );
  dialog.showModal();
}

export function startKeys() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    if (event.target.matches("input")) return;
    const inNet = event.target === byId("net");
    if (inNet && (WAYS[event.key] || event.key === "Enter")) walk(event);
    else if (event.key === " " && event.target.matches("button, a, summary")) return;
    else if (Object.hasOwn(PLAIN, event.key)) PLAIN[event.key]();
    else return;
    event.preventDefault();
  });
  byId("net").addEventListener("blur", () => walkTo(null));
  byId("ask-help").addEventListener("click", openHelp);
}

function walk(event) {
  const from = cursor() ?? state.at ?? (state.tie === null ? null : TIES[state.tie].a);
  if (event.key === "Enter") {
    if (cursor() === null) return;
    if (event.shiftKey && state.at !== null && cursor() !== state.at) go({ to: cursor(), tie: null });
    else go({ at: cursor(), to: null, tie: null });
    return;
  }
  const to = from === null ? first() : towards(from, WAYS[event.key]);
  if (to === null) return;
  walkTo(to);
  bring(to);
  const ties = tiesOf(to).filter((place) => SHOWN[place]).length;
  speak(`${ENTITIES[to].name}, ${ENTITIES[to].type}, ${many(ties, "tie")}. Enter opens.`);
}

function first() {
  const seen = [...(VIEW.focus || ENTITIES.keys())].filter(
    (place) => canBeSeen(place) && tiesOf(place).some((tie) => SHOWN[tie]),
  );
  return seen[0] ?? null;
}

/** The neighbour that lies most in that direction. */
function towards(from, [x, y]) {
  let found = null;
  let best = 0.3;
  for (const tie of tiesOf(from)) {
    if (!SHOWN[tie]) continue;
    const far = otherOf(TIES[tie], from);
    const [dx, dy] = [spots[far].x - spots[from].x, spots[far].y - spots[from].y];
    const length = Math.hypot(dx, dy) || 1;
    const fits = (dx * x + dy * y) / length - length / 20000;
    if (fits > best) [found, best] = [far, fits];
  }
  return found;
}
