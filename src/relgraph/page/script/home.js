/** The panel when nobody is picked: how to read the lines, and what was published around the day. */

import { ENTITIES, KINDS, TIES } from "./data.js";
import { el, many } from "./dom.js";
import { sample } from "./look.js";
import { newsOf } from "./news.js";
import { STANDINGS } from "./words.js";

export function homePanel() {
  if (!TIES.length) {
    return [
      el("h2", { tabindex: -1 }, "Nothing to show"),
      el("p", { class: "deck" }, "The file has no ties of this sort."),
    ];
  }
  const kinds = `${ENTITIES.length.toLocaleString("en")} people, works and organizations, ${many(TIES.length, "tie")}.`;
  return [
    el("h2", { tabindex: -1 }, "How to read the lines"),
    el("p", { class: "deck" }, `${kinds} Colour says what a tie is, the pattern how well it stands.`),
    lineKey(),
    newsOf(null),
  ];
}

/** What each pattern of a line means. */
export function lineKey() {
  const [kind = null] = Object.keys(KINDS);
  const entry = (standing, holds, word, means) =>
    el("li", null, sample(kind, standing, holds, 44), el("span", null, el("b", null, word), `: ${means}`));
  return el(
    "ul",
    { class: "key" },
    ["confirmed", "reported", "disputed", "alleged", "denied"].map((name) =>
      entry(name, "yes", STANDINGS[name].word, STANDINGS[name].means),
    ),
    entry("reported", "possibly", "possibly", "the day lies between what is known"),
  );
}
