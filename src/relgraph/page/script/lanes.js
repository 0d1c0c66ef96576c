/** The states of a pair on an axis of time: each a lane, what is uncertain pale, what is alleged dotted. */

import { knownOn } from "./asof.js";
import { turn } from "./clocks.js";
import { CLAIMS, claimsOfPair, KINDS, TIES, TODAY, tiesOfPair } from "./data.js";
import { dayOf, parts } from "./days.js";
import { svg } from "./dom.js";
import { colourOf } from "./look.js";
import { state } from "./state.js";
import { isSoft, STANDINGS } from "./words.js";

const [WIDE, LEFT, LANE] = [310, 82, 19];

/** The picture for a pair; dragging on it turns the clock of what happened. */
export function lanes(pair) {
  const ties = tiesOfPair(pair)
    .map((place) => [TIES[place], knownOn(TIES[place], state.known)])
    .filter(([, version]) => version);
  const kinds = [...new Set(ties.map(([tie]) => tie.kind))];
  const claims = claimsOfPair(pair)
    .map((place) => CLAIMS[place])
    .filter((claim) => claim.published <= state.known);
  if (!kinds.length) return null;
  const start = firstDay(ties, claims);
  const across = (day) =>
    LEFT + ((Math.max(start, Math.min(TODAY, day)) - start) / (TODAY - start)) * (WIDE - LEFT - 4);
  const height = (kinds.length + 1) * LANE + 18;
  const clock = across(state.on);
  const picture = svg(
    "svg",
    { class: "lanes", viewBox: `0 0 ${WIDE} ${height}`, "aria-hidden": "true" },
    kinds.map((kind, at) => svg("text", { x: 0, y: at * LANE + 14 }, KINDS[kind].label)),
    ties.map(([tie, version]) => bars(tie, version, kinds.indexOf(tie.kind) * LANE + 10, across)),
    svg("text", { x: 0, y: kinds.length * LANE + 14 }, "told"),
    svg("line", { class: "base", x1: LEFT, x2: WIDE - 4, y1: kinds.length * LANE + 10, y2: kinds.length * LANE + 10 }),
    claims.map((claim) => tick(claim, across(claim.published), kinds.length * LANE + 10)),
    svg("line", { class: "clock", x1: clock, x2: clock, y1: 0, y2: height - 16 }),
    years(start, across, height),
  );
  drag(picture, (x) => start + Math.round(((x - LEFT) / (WIDE - LEFT - 4)) * (TODAY - start)));
  return picture;
}

function firstDay(ties, claims) {
  const days = [
    ...ties.flatMap(([, { start, end }]) => [start.earliest ?? start.latest, end.earliest]),
    ...claims.map((claim) => claim.published),
  ];
  const known = days.filter((day) => day !== null && day > 0);
  const first = Math.min(TODAY - 730, ...known);
  return first - Math.round((TODAY - first) * 0.04) - 30;
}

/** What surely was in full, what possibly was pale. */
function bars(tie, version, y, across) {
  const colour = colourOf(tie.kind);
  const soft = isSoft(version.standing);
  const bar = (from, to, sure) => {
    const [x1, x2] = [across(from), across(to)];
    if (to <= from || x2 - x1 < 0.2) return null;
    const dots = { "stroke-dasharray": "0.1 5", "stroke-linecap": "round", "stroke-width": 3.5 };
    return svg("line", {
      x1,
      x2: Math.max(x2, x1 + 2),
      y1: y,
      y2: y,
      stroke: colour,
      "stroke-width": 8,
      opacity: sure ? 1 : 0.35,
      ...(soft ? dots : {}),
    });
  };
  return [
    bar(Math.max(version.first, version.said_from), version.sure_from, false),
    bar(Math.max(version.first, version.sure_from), Math.min(version.sure_to, version.last), true),
    bar(Math.max(version.sure_to, version.sure_from), Math.min(version.said_to, version.last), false),
    soft && question(version, colour, y, across),
  ];
}

/** The mark of a rumour, on a gap in its dots; on a short one there is no room for it. */
function question(version, colour, y, across) {
  const from = across(Math.max(version.first, version.said_from));
  const to = across(Math.min(version.said_to, version.last));
  if (to - from < 16) return null;
  const x = (from + to) / 2;
  return [
    svg("circle", { cx: x, cy: y, r: 7, fill: "var(--paper)" }),
    svg(
      "text",
      { class: "mark", x, y: y + 4.5, "text-anchor": "middle", fill: colour },
      STANDINGS[version.standing].mark,
    ),
  ];
}

const tick = (claim, x, y) =>
  svg("line", {
    class: claim.stance === "denied" ? "tick against" : "tick",
    x1: x,
    x2: x,
    y1: y,
    y2: claim.stance === "denied" ? y + 6 : y - 7,
  });

function years(start, across, height) {
  const [from, to] = [parts(start)[0] + 1, parts(TODAY)[0]];
  const every = [1, 2, 4, 5, 10, 20, 50, 100].find((some) => (to - from) / some < 6) || 200;
  const found = [];
  for (let year = from; year <= to; year++) {
    const x = across(dayOf(year, 0, 1));
    if (year % every === 0 && x < WIDE - 16 && x > LEFT + 8)
      found.push(svg("text", { x, y: height - 2, "text-anchor": "middle" }, year));
  }
  return found;
}

function drag(picture, dayAt) {
  picture.addEventListener("pointerdown", (down) => {
    const { left, width } = picture.getBoundingClientRect(); // while the clock turns, another picture takes its place
    const follow = (event) => turn("on", Math.min(TODAY, dayAt(((event.clientX - left) / width) * WIDE)));
    const release = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", release);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", release);
    follow(down);
    down.preventDefault();
  });
}
