/** Starts the page, and says what follows from a change. */

import { tiesAsJson } from "./asof.js";
import { showClocks, startClocks } from "./clocks.js";
import { ENTITIES, placeOf, TIES } from "./data.js";
import { said } from "./days.js";
import { byId, el, many, speak, visible } from "./dom.js";
import { homePanel } from "./home.js";
import { startKeys } from "./keys.js";
import { buildLegend, countLegend } from "./legend.js";
import { link } from "./links.js";
import { layOnPaper, onGround, readColours } from "./look.js";
import { hit, namesOnScreen } from "./marks.js";
import { fit, network, onScreen, pointAt, recolour, restyle, zoom } from "./net.js";
import { NOW, reckon, SHOWN, VIEW } from "./now.js";
import { pairPanel } from "./pair.js";
import { personPanel } from "./person.js";
import { pathPanel } from "./route.js";
import { startSearch } from "./search.js";
import { showLeft, showSentence } from "./sentence.js";
import { allOff, go, isFirstSight, onChange, startState, state } from "./state.js";
import { showStrip, startStrip } from "./strip.js";
import { showTable } from "./table.js";
import { doubts, phrase, tag, when } from "./words.js";

function panel() {
  if (state.at !== null && state.to !== null) return pathPanel();
  if (state.tie !== null) return pairPanel(state.tie);
  return state.at === null ? homePanel() : personPanel(state.at);
}

/** Make the panel anew. Who stood in it stands at its title then; who did not is told what was opened. */
function showPanel(isOpened) {
  const kept = byId("panel").contains(document.activeElement);
  byId("panel").replaceChildren(...panel().flat(5).filter(Boolean));
  const title = byId("panel").querySelector("h2");
  title.classList.toggle("long", title.textContent.length > 70);
  if (kept) title.focus({ preventScroll: true });
  else if (isOpened && isStarted()) speak(`${title.textContent}: see the details.`);
}

const isStarted = () => document.documentElement.dataset.ready === "yes";
const SELECTION = ["at", "to", "tie", "depth"];
let waiting = 0;

/** What is quick at once; a long table and the panel of a clock that is being dragged when there is time. */
function show(changed) {
  const selected = changed.some((name) => SELECTION.includes(name));
  reckon();
  restyle();
  showClocks();
  showStrip();
  countLegend();
  showSentence();
  showNothing();
  if (changed.includes("view")) showView();
  if (selected) {
    byId("panel").scrollTop = 0;
    showPanel(true);
    fit(VIEW.focus, isStarted());
  }
  if (isStarted()) hideHint();
  clearTimeout(waiting);
  waiting = setTimeout(settle, selected ? 0 : 110, selected);
}

function settle(isShown) {
  if (!isShown) showPanel();
  showTable();
}

/** The hint is for who has not done anything yet. */
function hideHint() {
  byId("hint").hidden = true;
}

function showView() {
  const isTable = state.view === "table";
  byId("table").hidden = !isTable;
  for (const id of ["net", "tools"]) byId(id).inert = isTable;
  byId("as-graph").setAttribute("aria-pressed", String(!isTable));
  byId("as-table").setAttribute("aria-pressed", String(isTable));
}

/** That nothing is drawn is said, with what would change that. */
function showNothing() {
  const isEmpty = TIES.length > 0 && !SHOWN.includes(true);
  byId("nothing").hidden = !isEmpty || state.view === "table";
  byId("show-roots").setAttribute("aria-pressed", String(state.roots));
  if (isEmpty) byId("nothing").replaceChildren(...whyNothing());
}

function whyNothing() {
  const day = said(state.on);
  const hidden = NOW.filter(Boolean);
  const unsaid = hidden.filter(({ holds }) => holds === "unsaid").length;
  if (!hidden.length) return [`No tie is known for ${day}.`];
  const [words, key] =
    unsaid === hidden.length
      ? [
          `Nothing was said of ${day}. Of ${many(unsaid, "tie")} nobody told whether there were any then. `,
          "holds.unsaid",
        ]
      : [`The legend hides what there is on ${day}: ${many(hidden.length, "tie")}. `, null];
  const off = key === null ? new Set(allOff) : new Set([...state.off].filter((one) => one !== key));
  return [words, link("Show", { off })];
}

// ---- the pointer on the graph

const net = byId("net");
const tip = byId("tip");
let pressed = null;

const within = (event) => {
  const { left, top } = net.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
};

net.addEventListener(
  "pointerdown",
  (event) => {
    pressed = [event.clientX, event.clientY];
  },
  true,
);

net.addEventListener("click", (event) => {
  if (!pressed || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 5) return;
  const { entity, tie } = hit(...within(event));
  if (entity !== undefined && event.shiftKey && state.at !== null && entity !== state.at) go({ to: entity, tie: null });
  else if (entity !== undefined) go({ at: entity, to: null, tie: null });
  else if (tie !== undefined) go({ tie, to: null });
});

net.addEventListener("pointermove", (event) => {
  if (event.buttons || event.pointerType === "touch") return;
  const [x, y] = within(event);
  const { entity, tie } = hit(x, y);
  pointAt(entity ?? null);
  net.classList.toggle("over", entity !== undefined || tie !== undefined);
  tip.hidden = tie === undefined;
  if (tie !== undefined) showTip(tie, x, y);
});

net.addEventListener("pointerleave", () => {
  tip.hidden = true;
  pointAt(null);
});

function showTip(place, x, y) {
  const tie = TIES[place];
  const name = (at) => el("bdi", null, visible(ENTITIES[at].name));
  tip.replaceChildren(
    name(tie.a),
    ` ${phrase(tie, tie.a, NOW[place])} `,
    name(tie.b),
    " ",
    tag(NOW[place].version),
    el(
      "small",
      null,
      when(tie, NOW[place].version),
      doubts(NOW[place]).includes("possibly") && "; possibly on this day",
    ),
  );
  tip.style.left = `${Math.max(4, Math.min(x + 14, net.clientWidth - 268))}px`;
  tip.style.top = `${y > net.clientHeight - 90 ? y - 70 : y + 16}px`;
}

// ---- start

function ground() {
  readColours();
  recolour();
  buildLegend();
  showPanel();
  showTable();
}

/** On paper the table stands below the graph, the graph fills its box, nothing is folded and the ground is white. */
function toPaper() {
  layOnPaper(true);
  ground();
  for (const folded of byId("panel").querySelectorAll("details")) folded.open = true;
  showTable(true);
  fit(VIEW.focus, false);
  network.redraw(); // at once: the next frame comes too late
}

function fromPaper() {
  layOnPaper(false);
  ground();
}

startState();
byId("hint").hidden = !isFirstSight;
readColours();
reckon();
onChange(show);
buildLegend();
showLeft();
show(["view", ...SELECTION]);
fit(VIEW.focus, false);
startClocks();
startStrip();
startSearch();
startKeys();
onGround(ground);
addEventListener("beforeprint", toPaper);
addEventListener("afterprint", fromPaper);
network.on("resize", () => fit(VIEW.focus, false));
byId("as-graph").addEventListener("click", () => go({ view: "graph" }));
byId("as-table").addEventListener("click", () => go({ view: "table" }));
byId("show-roots").addEventListener("click", () => go({ roots: !state.roots }));
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("zoom-fit").addEventListener("click", () => fit(null, true));
byId("hint-off").addEventListener("click", hideHint);

/** For whoever asks the page from a console; `ties` are those of an entity by id, as `relgraph ties --json` has them. */
window.relgraph = {
  entities: () => ENTITIES,
  tie: (place) => TIES[place],
  ties: (id, past = false) => tiesAsJson(placeOf(id), state.on, state.known, past),
  shown: () => [...SHOWN.keys()].filter((place) => SHOWN[place]),
  now: (place) => NOW[place] && { standing: NOW[place].version.standing, holds: NOW[place].holds },
  focus: () => [...(VIEW.focus || [])],
  where: (id) => onScreen(placeOf(id)),
  names: () => namesOnScreen(),
  network,
  go,
  state,
};
performance.mark("ready");
document.documentElement.dataset.ready = "yes";
