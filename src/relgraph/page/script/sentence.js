/** The picture in one sentence, which a screen reader says when it changes. */

import { DATA, ENTITIES, KINDS, TIES } from "./data.js";
import { said } from "./days.js";
import { byId, el, many } from "./dom.js";
import { NOW, SHOWN } from "./now.js";
import { state } from "./state.js";
import { isSoft } from "./words.js";

export function showSentence() {
  let sure = 0;
  let maybe = 0;
  let rumours = 0;
  TIES.forEach((tie, place) => {
    if (!SHOWN[place] || !KINDS[tie.kind].couple || NOW[place].holds === "unsaid") return;
    if (isSoft(NOW[place].version.standing)) rumours++;
    else if (NOW[place].holds === "yes") sure++;
    else maybe++;
  });
  const told = state.on === state.known ? ["as told by that day"] : ["as told by ", el("b", null, said(state.known))];
  byId("sentence").replaceChildren(
    ...[
      "On ",
      el("b", null, said(state.on)),
      ", ",
      ...told,
      ", ",
      sure === 0 ? "no tie" : many(sure, "tie"),
      " between partners ",
      sure < 2 ? "holds" : "hold",
    ],
    ...(maybe ? [` and ${maybe} possibly ${maybe === 1 ? "does" : "do"}`] : []),
    ...(rumours
      ? ["; ", el("b", null, `${rumours} more ${rumours === 1 ? "rests" : "rest"} on allegation alone`)]
      : []),
    ".",
  );
}

const QUICK = 2000; // entities whose lines are drawn many times a second

/** What the page leaves out: it never passes for the whole. And what its size costs. */
export function showLeft() {
  const { entities, ties } = DATA.left;
  const said = [];
  if (entities || ties)
    said.push(
      `A part of what is known: ${many(entities, "more entity", "more entities")} and ${many(ties, "tie")} are not on this page.`,
    );
  if (ENTITIES.length > QUICK) said.push("So large a page follows a dragged clock in jumps; a smaller one is quicker.");
  byId("left").textContent = said.join(" ");
}
