/** A tie as a line of a list: its sample, its words, its standing, since when, by whose account. */

import { KINDS, TIES } from "./data.js";
import { el, many } from "./dom.js";
import { link, tieChange } from "./links.js";
import { sample } from "./look.js";
import { state } from "./state.js";
import { allegedEnd, detail, firstVoice, isSoft, nameOf, partner, phrase, tag, time, voices, when } from "./words.js";

/** A list item for a tie as one party sees it; `at`: how it is on the day. */
export function tieLine(place, from, at) {
  const tie = TIES[place];
  const { version } = at;
  const other = partner(place, from);
  const marks = {
    class: "tie",
    "data-tie": place,
    "data-kind": tie.kind,
    "data-holds": at.holds,
    "data-standing": version.standing,
  };
  return el(
    "li",
    marks,
    sample(tie.kind, version.standing, at.holds, 36),
    el(
      "div",
      null,
      link([el("span", { class: "relation" }, phrase(tie, from, at), " "), nameOf(other)], tieChange(place)),
      el("span", { class: "relation" }, detail(tie, state.known), time(tie)),
      " ",
      tag(version),
      el(
        "p",
        { class: "meta" },
        [when(tie, version), voices(version)].filter(Boolean).join("; "),
        says(place, version),
      ),
      version.alleged && el("p", { class: "meta tag doubt" }, allegedEnd(version.alleged)),
    ),
  );
}

/** By whose account, where nobody's report stands behind it. */
function says(place, version) {
  if (!isSoft(version.standing)) return null;
  const by = firstVoice(place, state.known, ["supports", "start", "end"]);
  const against = firstVoice(place, state.known, ["against"]);
  return [by && ["; by ", by], against && ["; denied by ", against]];
}

const FEW = 12; // credits that are listed at once
const unfolded = new Set(); // the kinds of credits that the reader unfolded: a turn of a clock makes the panel anew

/** Many credits of one kind in one paragraph, by year; very many folded, since they would bury what comes after. */
function creditLine(places, from, at) {
  const sorted = [...places].sort(
    (one, other) => (at(one).version.start.latest ?? 0) - (at(other).version.start.latest ?? 0),
  );
  const first = TIES[sorted[0]];
  const credits = sorted.map((place) => link(nameOf(partner(place, from)), tieChange(place)));
  const listing = credits.flatMap((credit, n) => [n ? ", " : "", credit]);
  const words = el("span", { class: "relation" }, phrase(first, from, at(sorted[0])));
  return el(
    "li",
    { class: "tie credits", "data-tie": sorted.join(" "), "data-kind": first.kind },
    sample(first.kind, "reported", "yes", 36),
    credits.length > FEW ? folded(words, listing, first.kind, credits.length) : el("div", null, words, " ", listing),
  );
}

function folded(words, listing, kind, count) {
  const box = el(
    "details",
    { open: unfolded.has(kind) && "" },
    el("summary", null, words, " ", el("span", { class: "name" }, many(count, "work"))),
    listing,
  );
  box.addEventListener("toggle", () => (box.open ? unfolded.add(kind) : unfolded.delete(kind)));
  return box;
}

/** Ties line by line, long runs of credits that nobody doubts together. */
export function tieList(places, from, at) {
  const runs = new Map();
  for (const place of places) {
    const { version } = at(place);
    const plain =
      KINDS[TIES[place].kind].credit && (version.standing === "reported" || version.standing === "confirmed");
    const key = plain ? `${TIES[place].kind} ${TIES[place].a === from}` : `tie ${place}`;
    runs.set(key, [...(runs.get(key) || []), place]);
  }
  const items = [...runs.values()].flatMap((run) =>
    run.length > 2 ? [creditLine(run, from, at)] : run.map((place) => tieLine(place, from, at(place))),
  );
  return el("ul", { class: "ties" }, items);
}
