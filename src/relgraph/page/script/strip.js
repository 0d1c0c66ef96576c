/** One axis of time for both clocks: above it when things happened, below it when they were published. */

import { step, stop, turn } from "./clocks.js";
import { CLAIMS, claimsOf, claimsOfPair, TIES, TODAY } from "./data.js";
import { dayOf, parts, said } from "./days.js";
import { byId, svg } from "./dom.js";
import { state } from "./state.js";

const box = byId("strip");
const picture = box.querySelector("svg");
const HANDS = { on: byId("hand-on"), known: byId("hand-known") };
const BIN = 9; // pixels of a bar
const AXIS = 18; // pixels of the years between the bars

/** The days of a claim: those on which it says that something happened, and that of its publication. */
const DAYS = CLAIMS.map((claim) => {
  const dated = claim.days
    .filter(Boolean)
    .map(([first, last]) => first ?? last)
    .filter((day) => day !== null && day <= TODAY);
  return { happened: dated.length ? dated : [claim.published], published: claim.published };
});

const first = (() => {
  const all = DAYS.flatMap(({ happened, published }) => [...happened, published]).sort((one, other) => one - other);
  const most = all[Math.floor(all.length / 10)] ?? TODAY - 3650;
  const early = all.find((day) => day >= most - 2 * (TODAY - most)) ?? most; // a lone day long ago stands at the edge
  return dayOf(parts(Math.min(early, TODAY - 730))[0] - 1, 0, 1);
})();

const width = () => Math.max(60, box.clientWidth);
const across = (day) => ((Math.max(first, Math.min(TODAY, day)) - first) / (TODAY - first)) * width();
const dayAt = (x) => Math.round(first + (Math.max(0, Math.min(width(), x)) / width()) * (TODAY - first));

let drawn = "";

export function showStrip() {
  const key = [width(), box.clientHeight, state.known, state.at, state.to, state.tie].join();
  if (key !== drawn) draw();
  drawn = key;
  for (const [clock, hand] of Object.entries(HANDS)) {
    hand.style.left = `${across(state[clock])}px`;
    hand.setAttribute("aria-valuemin", first);
    hand.setAttribute("aria-valuemax", TODAY);
    hand.setAttribute("aria-valuenow", Math.max(first, Math.min(TODAY, state[clock])));
    hand.setAttribute("aria-valuetext", said(state[clock]));
  }
  const link = picture.querySelector(".between");
  link.setAttribute("x1", across(state.on));
  link.setAttribute("x2", across(state.known));
}

function draw() {
  const count = Math.ceil(width() / BIN);
  const bars = { happened: bins(count), published: bins(count) };
  const chosen = looked();
  CLAIMS.forEach((claim, place) => {
    const sort = chosen?.has(place) ? "chosen" : claim.published <= state.known ? "known" : "later";
    for (const day of DAYS[place].happened) bars.happened[sort][bin(day, count)]++;
    bars.published[sort][bin(claim.published, count)]++;
  });
  const middle = box.clientHeight / 2;
  const room = middle - AXIS / 2 - 4;
  picture.replaceChildren(
    ...heights(bars.happened, room).map(([look, at, from, height]) =>
      svg("rect", { class: look, x: at * BIN, y: middle - AXIS / 2 - from - height, width: BIN - 1.5, height }),
    ),
    ...heights(bars.published, room).map(([look, at, from, height]) =>
      svg("rect", { class: look, x: at * BIN, y: middle + AXIS / 2 + from, width: BIN - 1.5, height }),
    ),
    svg("line", { class: "between", y1: middle, y2: middle }),
    ...years(middle),
  );
}

const bins = (count) =>
  Object.fromEntries(["chosen", "known", "later"].map((sort) => [sort, new Array(count).fill(0)]));
const bin = (day, count) => Math.min(count - 1, Math.floor(across(day) / BIN));

/** The claims of what is looked at. */
function looked() {
  if (state.tie !== null) return new Set(claimsOfPair(TIES[state.tie].pair));
  return state.at === null ? null : new Set([...claimsOf(state.at), ...(state.to === null ? [] : claimsOf(state.to))]);
}

/** Bars on top of each other, as high as the root of their sum: an import of a thousand rows is no wall. */
function heights(sorts, room) {
  const sums = sorts.known.map((_, at) => sorts.chosen[at] + sorts.known[at] + sorts.later[at]);
  const most = Math.sqrt(Math.max(1, ...sums));
  return sums.flatMap((sum, at) => {
    let from = 0;
    return Object.entries(sorts)
      .filter(([, some]) => some[at])
      .map(([look, some]) => {
        const height = Math.max(1.5, (some[at] / sum) * (Math.sqrt(sum) / most) * room);
        from += height;
        return [look, at, from - height, height];
      });
  });
}

function years(middle) {
  const [start] = parts(first);
  const [end] = parts(TODAY);
  const every = [1, 2, 5, 10, 20, 50, 100, 200].find((some) => (width() / (end - start + 1)) * some > 52) || 500;
  const found = [];
  for (let year = Math.ceil((start + 0.5) / every) * every; year <= end; year += every) {
    const x = across(dayOf(year, 0, 1));
    if (x > 14 && x < width() - 14) found.push(svg("text", { x, y: middle + 4, "text-anchor": "middle" }, year));
  }
  return found;
}

// ---- dragging

/** Drag one hand, or what is nearer to where the strip is touched. */
export function startStrip() {
  let held = null;
  const follow = (event) => {
    const day = dayAt(event.clientX - box.getBoundingClientRect().left);
    if (day !== state[held]) turn(held, day);
  };
  box.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    stop();
    const { top, height } = box.getBoundingClientRect();
    held =
      event.target === HANDS.on
        ? "on"
        : event.target === HANDS.known || event.clientY > top + height / 2
          ? "known"
          : "on";
    box.setPointerCapture(event.pointerId);
    HANDS[held].focus({ preventScroll: true });
    follow(event);
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => held && follow(event));
  for (const end of ["pointerup", "pointercancel"]) {
    box.addEventListener(end, () => {
      held = null;
    });
  }
  for (const [clock, hand] of Object.entries(HANDS)) hand.addEventListener("keydown", (event) => keyed(clock, event));
  new ResizeObserver(showStrip).observe(box);
}

const LARGER = { day: "month", month: "year", year: "year" };

function keyed(clock, event) {
  const unit = event.shiftKey ? LARGER[state.unit] : state.unit;
  const acts = {
    ArrowLeft: () => step(clock, -1, unit),
    ArrowRight: () => step(clock, 1, unit),
    ArrowUp: () => step(clock, 1, "day"),
    ArrowDown: () => step(clock, -1, "day"),
    PageUp: () => step(clock, 1, "year"),
    PageDown: () => step(clock, -1, "year"),
    Home: () => turn(clock, first),
    End: () => turn(clock, TODAY),
  };
  if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  stop();
  acts[event.key]();
  event.preventDefault();
  event.stopPropagation();
}
