/** A path between two, as a sentence and link by link. A rumour is no way, unless there is no other; then it says so. */

import { ENTITIES, otherOf, TIES } from "./data.js";
import { said } from "./days.js";
import { el } from "./dom.js";
import { link, tieChange, toEntity } from "./links.js";
import { NOW, VIEW } from "./now.js";
import { askPath } from "./search.js";
import { state } from "./state.js";
import { tieLine } from "./tieline.js";
import { doubts, nameOf, predicate } from "./words.js";

export function pathPanel() {
  const head = [
    el("p", { class: "back" }, link(["← ", nameOf(state.at)], { to: null })),
    el("h2", { tabindex: -1 }, toEntity(state.at), el("span", { class: "and" }, " to "), toEntity(state.to)),
  ];
  const again = el(
    "p",
    { class: "acts" },
    el("button", { class: "text", onclick: askPath }, "Another end …"),
    link("Turn round", { at: state.to, to: state.at }, "text"),
  );
  if (!VIEW.chain) {
    return [
      ...head,
      again,
      el("p", { class: "deck" }, `No chain of ties that are shown leads from one to the other on ${said(state.on)}.`),
    ];
  }
  const steps = walked();
  return [
    ...head,
    again,
    VIEW.byRumour && el("p", { class: "note" }, "Every way goes over an allegation: this is no finding."),
    el(
      "p",
      { class: "path" },
      steps.flatMap(([place, from], at) => sentence(place, from, at)),
    ),
    el("h3", null, "Link by link", el("span", null, steps.length)),
    el(
      "ul",
      { class: "ties" },
      steps.map(([place, from]) => tieLine(place, from, NOW[place])),
    ),
  ];
}

/** Each tie of the chain with the party that one comes from. */
function walked() {
  let from = state.at;
  return VIEW.chain.map((place) => {
    const step = [place, from];
    from = otherOf(TIES[place], from);
    return step;
  });
}

/** `A is married to B, who performed in C, with D.` */
function sentence(place, from, at) {
  const tie = TIES[place];
  const words = predicate(tie, from, NOW[place]);
  const doubt = doubts(NOW[place]);
  const end = at === VIEW.chain.length - 1 ? "." : "";
  const plain = words === "is with" ? "with" : words;
  const joint =
    at === 0
      ? [toEntity(from), " "]
      : [plain === "with" ? ", " : ENTITIES[from].type === "person" ? ", who " : ", which "];
  return [
    ...joint,
    link(plain, tieChange(place), "via"),
    doubt.length ? ` (${doubt.join(", ")})` : "",
    " ",
    toEntity(otherOf(tie, from)),
    end,
  ];
}
