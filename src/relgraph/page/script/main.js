/** Starts the page, and says what follows from a change. */

import { tiesAsJson } from "./asof.js";
import { showClocks, startClocks } from "./clocks.js";
import { ENTITIES, placeOf, TIES } from "./data.js";
import { byId, speak } from "./dom.js";
import { homePanel } from "./home.js";
import { startKeys } from "./keys.js";
import { buildLegend, countLegend } from "./legend.js";
import { layOnPaper, onGround, readColours } from "./look.js";
import { namesOnScreen } from "./marks.js";
import { fit, network, onScreen, recolour, restyle, zoom } from "./net.js";
import { showNothing } from "./nothing.js";
import { NOW, reckon, SHOWN, VIEW } from "./now.js";
import { pairPanel } from "./pair.js";
import { personPanel } from "./person.js";
import { startPointer } from "./pointer.js";
import { pathPanel } from "./route.js";
import { startSearch } from "./search.js";
import { showLeft, showSentence } from "./sentence.js";
import { go, isFirstSight, onChange, startState, state } from "./state.js";
import { showStrip, startStrip } from "./strip.js";
import { showTable } from "./table.js";

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
  if (isStarted()) byId("hint").hidden = true; // it is for who has not done anything yet
  reckon();
  restyle();
  showClocks();
  showStrip();
  countLegend();
  showSentence();
  showNothing();
  showView();
  if (selected) {
    byId("panel").scrollTop = 0;
    showPanel(true);
    fit(VIEW.focus, isStarted());
  }
  clearTimeout(waiting);
  waiting = setTimeout(settle, selected ? 0 : 110, selected);
}

function settle(isShown) {
  if (!isShown) showPanel();
  showTable();
}

function showView() {
  const isTable = state.view === "table";
  byId("table").hidden = !isTable;
  byId("show-roots").setAttribute("aria-pressed", String(state.roots));
  for (const id of ["net", "tools"]) byId(id).inert = isTable;
  byId("as-graph").setAttribute("aria-pressed", String(!isTable));
  byId("as-table").setAttribute("aria-pressed", String(isTable));
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
show(SELECTION);
fit(VIEW.focus, false);
startClocks();
startStrip();
startSearch();
startKeys();
startPointer();
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
byId("hint-off").addEventListener("click", () => {
  byId("hint").hidden = true;
});

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
