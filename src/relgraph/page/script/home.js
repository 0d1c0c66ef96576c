/** The panel when nobody is picked: how to read the lines, and what was published around the day. */

import { ENTITIES, KINDS, TIES } from "./data.js";
import { el } from "./dom.js";
import { sample } from "./look.js";
import { newsOf } from "./news.js";
import { STANDINGS } from "./words.js";

export function homePanel() {
  const kind = Object.keys(KINDS)[0];
  if (!kind)
    return [
      el("h2", { tabindex: -1 }, "Nothing to show"),
      el("p", { class: "deck" }, "The file has no ties of this sort."),
    ];
  const entry = (standing, holds, word, means) => [
    el("dt", null, sample(kind, standing, holds, 44)),
    el("dd", null, el("b", null, word), `: ${means}`),
  ];
  const standings = ["confirmed", "reported", "disputed", "alleged", "denied"];
  return [
    el("h2", { tabindex: -1 }, "How to read the lines"),
    el(
      "p",
      { class: "deck" },
      `${ENTITIES.length.toLocaleString("en")} people, works and organizations, ${TIES.length.toLocaleString("en")} ties. Colour says what a tie is, the pattern how well it stands.`,
    ),
    el(
      "dl",
      { class: "key" },
      standings.map((name) => entry(name, "yes", STANDINGS[name].word, STANDINGS[name].means)),
      entry("reported", "possibly", "possibly", "the day lies between what is known"),
    ),
    newsOf(null),
  ];
}
