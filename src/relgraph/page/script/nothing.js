/** What stands on the picture where nothing is drawn: why, and what would change that. */

import { TIES } from "./data.js";
import { said } from "./days.js";
import { byId, many } from "./dom.js";
import { link } from "./links.js";
import { NOW, SHOWN } from "./now.js";
import { allOff, state } from "./state.js";

export function showNothing() {
  const isEmpty = TIES.length > 0 && !SHOWN.includes(true);
  byId("nothing").hidden = !isEmpty || state.view === "table";
  if (isEmpty) byId("nothing").replaceChildren(...why());
}

function why() {
  const day = said(state.on);
  const hidden = NOW.filter(Boolean);
  if (!hidden.length) return [`No tie is known for ${day}.`];
  if (hidden.some(({ holds }) => holds !== "unsaid")) {
    const off = new Set(allOff);
    return [`The legend hides what there is on ${day}: ${many(hidden.length, "tie")}. `, link("Show", { off })];
  }
  const off = new Set([...state.off].filter((key) => key !== "holds.unsaid"));
  return [
    `Nothing was said of ${day}. Of ${many(hidden.length, "tie")} nobody told whether there were any then. `,
    link("Show", { off }),
  ];
}
