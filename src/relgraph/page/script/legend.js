/** The legend is the filter: each entry shows or hides what it stands for, and counts it for the day. */

import { ENTITIES, KINDS, TIES } from "./data.js";
import { byId, el } from "./dom.js";
import { sample, shapeOf } from "./look.js";
import { canBeSeen, keysOf, NOW, SHOWN } from "./now.js";
import { go, state } from "./state.js";
import { STANDINGS } from "./words.js";

const GROUPS = { couple: "Couples", family: "Family and friends", work: "Work" };
const TYPES = { person: "people", work: "works", organization: "organizations" };
const counters = new Map();

function entry(key, icon, words, means) {
  const counter = el("i");
  const title = `${means ? `${means}. ` : ""}Click: show or hide. Double click: only this.`;
  const button = el(
    "button",
    { "data-key": key, title, onclick: () => toggle(key), ondblclick: () => only(key) },
    icon,
    words,
    " ",
    counter,
  );
  counters.set(key, { button, counter });
  return button;
}

const group = (name, entries) => el("div", { class: "group", role: "group", "aria-label": name }, entries);

export function buildLegend() {
  counters.clear();
  const kinds = Object.entries(GROUPS).map(([name, words]) => {
    const some = Object.keys(KINDS).filter((kind) => KINDS[kind].group === name);
    return (
      some.length > 0 &&
      group(
        words,
        some.map((kind) => entry(`kind.${kind}`, sample(kind, "reported", "yes", 18), KINDS[kind].label)),
      )
    );
  });
  const standings = Object.entries(STANDINGS).map(([name, { word, means }]) =>
    entry(`standing.${name}`, sample(null, name, "yes", 30), word, means),
  );
  const holds = [
    entry("holds.possibly", sample(null, "reported", "possibly", 30), "possibly", "The day lies between what is known"),
    entry("holds.unsaid", sample(null, "reported", "unsaid", 22), "not said", "Nothing was said about this day"),
  ];
  const types = Object.entries(TYPES).map(([type, words]) => entry(`type.${type}`, shapeOf(type), words));
  byId("legend").replaceChildren(
    el("div", { class: "row" }, kinds),
    el(
      "div",
      { class: "row" },
      group("How it stands", standings),
      group("How surely on the day", holds),
      group("Shapes", types),
    ),
  );
  countLegend();
}

function toggle(key) {
  const off = new Set(state.off);
  if (!off.delete(key)) off.add(key);
  go({ off });
}

/** Only this one of its sort; if it is so already, all of them. */
function only(key) {
  const sort = key.split(".")[0];
  const others = [...counters.keys()].filter((other) => other.startsWith(`${sort}.`) && other !== key);
  const off = new Set(state.off);
  const alone = others.every((other) => off.has(other));
  for (const other of others) {
    if (alone) off.delete(other);
    else off.add(other);
  }
  off.delete(key);
  go({ off });
}

/** Each count: the ties that the entry would show, the other entries being as they are. Of shapes: who has any tie. */
export function countLegend() {
  const counts = new Map();
  const tied = new Set();
  TIES.forEach((tie, place) => {
    if (!NOW[place]) return;
    const keys = keysOf(place);
    const off = keys.filter((key) => state.off.has(key));
    for (const key of new Set(keys)) {
      if (off.every((other) => other === key)) counts.set(key, (counts.get(key) || 0) + 1);
    }
    if (SHOWN[place]) tied.add(tie.a).add(tie.b);
  });
  for (const type of Object.keys(TYPES)) counts.set(`type.${type}`, 0);
  for (const place of tied) {
    if (canBeSeen(place)) counts.set(`type.${ENTITIES[place].type}`, counts.get(`type.${ENTITIES[place].type}`) + 1);
  }
  for (const [key, { button, counter }] of counters) {
    const count = counts.get(key) || 0;
    const isOn = !state.off.has(key);
    counter.textContent = count.toLocaleString("en");
    button.setAttribute("aria-pressed", String(isOn));
    button.classList.toggle("none", count === 0);
  }
}
