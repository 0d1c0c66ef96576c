/** The same as the graph, as a table: what the clocks and the legend leave, of all or of who is looked at. */

import { ENTITIES, KINDS, TIES } from "./data.js";
import { said } from "./days.js";
import { byId, el, many } from "./dom.js";
import { link, tieChange, toEntity } from "./links.js";
import { sample } from "./look.js";
import { NOW, SHOWN, VIEW } from "./now.js";
import { state } from "./state.js";
import { allegedEnd, asTold, detail, isSoft, phrase, STANDINGS, tag, time, voices, when } from "./words.js";

const MOST = 1000; // rows that are drawn
const HOLDS = { yes: "yes", possibly: "possibly", unsaid: "nothing said" };
const sorting = { by: 1, down: false };

const COLUMNS = [
  ["Who", (place) => ENTITIES[TIES[place].a].name],
  ["Tie", (place) => [Object.keys(KINDS).indexOf(TIES[place].kind), ENTITIES[TIES[place].a].name]],
  ["With", (place) => ENTITIES[TIES[place].b].name],
  ["Standing", (place) => Object.keys(STANDINGS).indexOf(NOW[place].version.standing)],
  ["On the day", (place) => Object.keys(HOLDS).indexOf(NOW[place].holds)],
  ["When", (place) => NOW[place].version.start.latest ?? 0],
  ["Voices", (place) => NOW[place].version.roots],
];

/** Make the table anew, if it is to be seen or `onPaper`. */
export function showTable(onPaper) {
  if (state.view !== "table" && onPaper !== true) return;
  const places = [...TIES.keys()].filter((place) => SHOWN[place] && inView(place)).sort(compare);
  const body = places.slice(0, MOST).map(row);
  const more = places.length > MOST ? `, of which the first ${MOST.toLocaleString("en")} are listed` : "";
  byId("table").replaceChildren(
    el(
      "table",
      null,
      el(
        "caption",
        null,
        `${many(places.length, "tie")} on ${said(state.on)}, ${asTold(state.on, state.known)}${more}`,
      ),
      el(
        "thead",
        null,
        el(
          "tr",
          null,
          COLUMNS.map(([title], at) => heading(title, at)),
        ),
      ),
      el("tbody", null, body),
    ),
  );
}

function inView(place) {
  if (!VIEW.focus) return true;
  return VIEW.chain ? VIEW.chain.includes(place) : VIEW.focus.has(TIES[place].a) && VIEW.focus.has(TIES[place].b);
}

function heading(title, at) {
  const sort = sorting.by === at ? (sorting.down ? "descending" : "ascending") : null;
  const sign = sort ? (sorting.down ? " ↓" : " ↑") : "";
  return el("th", { scope: "col", "aria-sort": sort }, el("button", { onclick: () => sortBy(at) }, title, sign));
}

function sortBy(at) {
  sorting.down = sorting.by === at && !sorting.down;
  sorting.by = at;
  showTable();
  byId("table").querySelectorAll("th button")[at].focus();
}

function compare(one, other) {
  const key = COLUMNS[sorting.by][1];
  const order = ordered([key(one)].flat(), [key(other)].flat());
  return (sorting.down ? -order : order) || one - other;
}

function ordered(one, other) {
  for (let at = 0; at < one.length; at++) {
    const order = typeof one[at] === "string" ? one[at].localeCompare(other[at]) : one[at] - other[at];
    if (order) return order;
  }
  return 0;
}

function row(place) {
  const tie = TIES[place];
  const at = NOW[place];
  const { version, holds } = at;
  return el(
    "tr",
    { "data-tie": place, "data-standing": version.standing },
    el("td", null, toEntity(tie.a)),
    el(
      "td",
      null,
      sample(tie.kind, version.standing, holds, 30),
      " ",
      link([phrase(tie, tie.a, at), detail(tie, state.known), time(tie)], tieChange(place)),
    ),
    el("td", null, toEntity(tie.b)),
    el("td", null, tag(version, true)),
    el("td", null, HOLDS[holds], isSoft(version.standing) && ", if true"),
    el(
      "td",
      null,
      when(tie, version),
      version.alleged && el("span", { class: "tag doubt" }, "; ", allegedEnd(version.alleged)),
    ),
    el("td", null, voices(version)),
  );
}
