/** Two clocks: what happened by a day, and what had been published by a day. Steps, typed dates, play. */

import { knownOn } from "./asof.js";
import { TIES, TODAY, tiesOf, tiesOfPair } from "./data.js";
import { said, stepped, typedDay, within } from "./days.js";
import { byId } from "./dom.js";
import { go, state } from "./state.js";

const CLOCKS = ["on", "known"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let playing = null;

/** Turn a clock to a day; both, if they move together. Nothing is known beyond the day on which the page was made. */
export function turn(clock, day) {
  const to = clock === "known" || state.together ? Math.min(TODAY, within(day)) : within(day);
  go(state.together ? { on: to, known: to } : { [clock]: to });
}

export const step = (clock, count, unit = state.unit) => turn(clock, stepped(state[clock], unit, count));

/** The days on which something changes of what is looked at, or of everything. */
function changes(clock) {
  const places =
    state.tie !== null ? tiesOfPair(TIES[state.tie].pair) : state.at !== null ? tiesOf(state.at) : TIES.keys();
  const found = new Set();
  for (const place of places) {
    if (clock === "known")
      for (const version of TIES[place].versions) found.add(version.known_from).add(version.known_to);
    const version = clock === "on" && knownOn(TIES[place], state.known);
    if (version) {
      for (const side of ["first", "said_from", "sure_from", "sure_to", "said_to", "last"]) found.add(version[side]);
    }
  }
  return [...found].filter((day) => day > 0 && day <= TODAY).sort((one, other) => one - other);
}

export function toChange(clock, direction) {
  const days = changes(clock);
  const day = direction > 0 ? days.find((one) => one > state[clock]) : days.findLast((one) => one < state[clock]);
  if (day !== undefined) turn(clock, day);
  return day !== undefined;
}

export function toLatest() {
  stop();
  go({ on: TODAY, known: TODAY });
}

export function toggleTogether() {
  go(
    state.together
      ? { together: false }
      : { together: true, known: Math.min(TODAY, state.on), on: Math.min(TODAY, state.on) },
  );
}

/** Step on until the end, or until it is stopped. */
export function play(clock) {
  const was = playing?.clock;
  stop();
  if (was === clock) return;
  if (state[clock] >= TODAY) turn(clock, stepped(TODAY, "year", -10));
  playing = { clock, timer: setInterval(() => tick(clock), calm.matches ? 900 : 140) };
  showPlaying();
}

function tick(clock) {
  if (state[clock] >= TODAY) stop();
  else turn(clock, Math.min(TODAY, stepped(state[clock], state.unit, 1)));
}

export function stop() {
  if (playing) clearInterval(playing.timer);
  playing = null;
  showPlaying();
}

function showPlaying() {
  for (const clock of CLOCKS) {
    const button = byId(`clock-${clock}`).querySelector("[data-go=play]");
    const isPlaying = playing?.clock === clock;
    button.setAttribute("aria-pressed", String(isPlaying));
    button.textContent = isPlaying ? "❚❚" : "▷";
  }
}

export function showClocks() {
  for (const clock of CLOCKS) {
    const field = byId(`day-${clock}`);
    if (document.activeElement !== field) field.value = said(state[clock]);
    field.setAttribute("aria-invalid", "false");
  }
  for (const button of byId("unit").children) {
    button.setAttribute("aria-pressed", String(button.dataset.unit === state.unit));
  }
  byId("together").setAttribute("aria-pressed", String(state.together));
}

const ACTS = {
  previous: (clock) => toChange(clock, -1),
  back: (clock) => step(clock, -1),
  on: (clock) => step(clock, 1),
  next: (clock) => toChange(clock, 1),
  play,
};

export function startClocks() {
  for (const clock of CLOCKS) {
    byId(`clock-${clock}`).addEventListener("click", ({ target }) => {
      const act = target.closest("button")?.dataset.go;
      if (act && act !== "play") stop();
      if (act) ACTS[act](clock);
    });
    const field = byId(`day-${clock}`);
    field.addEventListener("change", () => typed(clock, field));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") typed(clock, field);
    });
    field.addEventListener("blur", showClocks);
  }
  byId("unit").addEventListener("click", ({ target }) => target.dataset.unit && go({ unit: target.dataset.unit }));
  byId("together").addEventListener("click", toggleTogether);
  byId("latest").addEventListener("click", toLatest);
}

function typed(clock, field) {
  const day = typedDay(field.value);
  field.setAttribute("aria-invalid", String(day === null));
  if (day === null) return;
  stop();
  turn(clock, day);
  field.value = said(state[clock]);
}
