/** The panel of one person, work or organization: the ties of the day, then what is not of the day, then what was told. */

import { stateOf } from "./asof.js";
import { claimsOf, ENTITIES, KINDS, TIES, tiesOf } from "./data.js";
import { said, typedDay } from "./days.js";
import { capital, el, isolated, listed, many } from "./dom.js";
import { link } from "./links.js";
import { newsOf } from "./news.js";
import { canBeSeen, NOW, SHOWN } from "./now.js";
import { askPath } from "./search.js";
import { allOff, go, state } from "./state.js";
import { tieList } from "./tieline.js";
import { nameOf, partner } from "./words.js";

const HEADINGS = {
  yes: "On this day",
  possibly: "Possibly on this day",
  unsaid: "Nothing said for this day",
  no: "Not on this day",
};

export function personPanel(place) {
  const entity = ENTITIES[place];
  if (!canBeSeen(place)) return unknown(place);
  const { sections, hidden, later } = sorted(place);
  const at = (tie) => stateOf(TIES[tie], state.on, state.known);
  const heading = (name) => (name === "withdrawn" ? "Withdrawn" : HEADINGS[name]);
  return [
    el("h2", { tabindex: -1 }, nameOf(place)),
    el("p", { class: "deck" }, about(entity)),
    el(
      "div",
      { class: "acts" },
      el(
        "span",
        { class: "choice", role: "group", "aria-label": "Steps around" },
        [1, 2, 3].map((depth) => step(depth)),
      ),
      el("button", { class: "text", onclick: askPath }, "Path to …"),
    ),
    ["yes", "possibly"].flatMap((name) => section(heading(name), sections[name], place, at)),
    !sections.yes.length &&
      !sections.possibly.length &&
      el("p", { class: "gone" }, `No tie is known to hold on ${said(state.on)}.`),
    ["unsaid", "no", "withdrawn"].flatMap((name) => section(heading(name), sections[name], place, at)),
    hidden > 0 &&
      el(
        "p",
        { class: "gone" },
        `${capital(many(hidden, "tie"))} hidden by the legend. `,
        link("Show", { off: new Set(allOff) }),
      ),
    later > 0 &&
      el("p", { class: "gone" }, `${capital(many(later, "more tie"))} told only after ${said(state.known)}.`),
    entity.beyond > 0 &&
      el("p", { class: "gone" }, `${capital(many(entity.beyond, "more tie"))} to others who are not on this page.`),
    newsOf(claimsOf(place)),
  ];
}

const section = (title, places, from, at) =>
  places.length ? [el("h3", null, title, el("span", null, places.length)), tieList(places, from, at)] : [];

const step = (depth) =>
  el(
    "button",
    { "aria-pressed": String(state.depth === depth), onclick: () => go({ depth }) },
    depth === 1 ? "1 step" : depth,
  );

function about({ type, withheld, name, born, aliases }) {
  if (withheld) {
    return name === "a minor"
      ? "Not named: minors never are on this page."
      : "Not named: a private person of whom one allegation is all there is.";
  }
  return [
    capital(type),
    born !== null && `, born ${/^\d{4}-\d\d-\d\d$/.test(born) ? said(typedDay(born)) : born}`,
    aliases.length > 0 && [", also ", listed(aliases.map((alias) => isolated(alias)))],
  ];
}

function unknown(place) {
  return [
    el("h2", { tabindex: -1 }, "Not known yet"),
    el(
      "p",
      { class: "deck" },
      `Nothing published by ${said(state.known)} names this ${ENTITIES[place].type}; the first that does is of ${said(ENTITIES[place].known_from)}.`,
    ),
  ];
}

/** The ties by how surely they hold; what the legend hides is counted. What is past or not said is listed, whatever the legend says of that. */
function sorted(place) {
  const sections = { yes: [], possibly: [], unsaid: [], no: [], withdrawn: [] };
  let hidden = 0;
  let later = 0;
  for (const tie of tiesOf(place)) {
    const at = stateOf(TIES[tie], state.on, state.known);
    if (!at) later++;
    else if (at.version.standing === "retracted") sections.withdrawn.push(tie);
    else if (NOW[tie] && !SHOWN[tie] && at.holds !== "unsaid") hidden++;
    else sections[at.holds].push(tie);
  }
  const order = Object.keys(KINDS);
  for (const some of Object.values(sections)) {
    some.sort(
      (one, other) =>
        order.indexOf(TIES[one].kind) - order.indexOf(TIES[other].kind) ||
        byName(partner(one, place), partner(other, place)) ||
        TIES[one].episode - TIES[other].episode,
    );
  }
  return { sections, hidden, later };
}

const byName = (one, other) => ENTITIES[one].name.localeCompare(ENTITIES[other].name);
