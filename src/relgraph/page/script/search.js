/** Search by name and alias, whatever the case and the accents; and the other end of a path. */

import { ENTITIES, tiesOf } from "./data.js";
import { byId, el } from "./dom.js";
import { shapeOf } from "./look.js";
import { canBeSeen } from "./now.js";
import { go, state } from "./state.js";
import { nameOf } from "./words.js";

const field = byId("query");
const list = byId("hits");
const MOST = 9;
const search = { hits: [], at: 0, forPath: false };

const LETTERS = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ı: "i",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  "’": "'",
  "–": "-",
};

/** Without case and accents, as `relgraph find` looks names up. */
function folded(text) {
  const plain = text.toLowerCase().replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] || letter); // eslint-disable-line no-control-regex
  return plain.normalize("NFKD").replace(/\p{M}/gu, "");
}

const NAMES = ENTITIES.map(({ name, aliases, withheld }) => (withheld ? [] : [name, ...aliases].map(folded)));

/** Places of those whose names have every word of the query in them; the best match first. */
function found(query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const ranked = [];
  NAMES.forEach((names, place) => {
    if (!canBeSeen(place)) return;
    const ranks = names.map((name, at) => rank(name, words, at > 0)).filter((one) => one < Infinity);
    if (ranks.length) ranked.push([Math.min(...ranks), -tiesOf(place).length, place]);
  });
  return ranked
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
    .map(([, , place]) => place);
}

function rank(name, words, isAlias) {
  if (!words.every((word) => name.includes(word))) return Infinity;
  const whole = words.join(" ");
  const how =
    name === whole ? 0 : name.startsWith(whole) ? 1 : words.every((word) => ` ${name}`.includes(` ${word}`)) ? 2 : 3;
  return how * 2 + Number(isAlias);
}

function show() {
  search.hits = found(field.value).slice(0, MOST);
  search.at = 0;
  const none = field.value.trim() && !search.hits.length;
  list.replaceChildren(
    ...search.hits.map((place, at) =>
      el(
        "li",
        { role: "option", id: `hit-${at}`, onpointerdown: (event) => chosen(event, at) },
        shapeOf(ENTITIES[place].type),
        nameOf(place),
        alias(place),
      ),
    ),
    ...(none
      ? [el("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nobody on this page is called that.")]
      : []),
  );
  list.hidden = !list.children.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  mark();
}

/** The alias by which somebody was found. */
function alias(place) {
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  const fits = (name) => words.every((word) => folded(name).includes(word));
  const by = fits(ENTITIES[place].name) ? null : ENTITIES[place].aliases.find(fits);
  return by && el("span", { class: "meta" }, " also ", el("bdi", null, by));
}

function mark() {
  [...list.children].forEach((item, at) => {
    item.setAttribute("aria-selected", String(at === search.at));
  });
  if (search.hits.length) field.setAttribute("aria-activedescendant", `hit-${search.at}`);
  else field.removeAttribute("aria-activedescendant");
}

function chosen(event, at) {
  event.preventDefault();
  take(at);
}

function take(at) {
  const place = search.hits[at];
  if (place === undefined) return;
  const ends = search.forPath && state.at !== null && place !== state.at;
  close();
  byId("panel").focus({ preventScroll: true });
  go(ends ? { to: place, tie: null } : { at: place, to: null, tie: null });
}

function close() {
  search.forPath = false;
  search.hits = [];
  field.value = "";
  field.placeholder = "Find a person, a work …";
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.blur();
}

export function askSearch() {
  field.focus();
  field.select();
}

/** Ask for the other end of a path from who is looked at. */
export function askPath() {
  if (state.at === null) return;
  field.value = "";
  search.forPath = true;
  field.placeholder = "Path to whom?";
  field.focus();
}

export function startSearch() {
  field.addEventListener("input", show);
  field.addEventListener("focus", () => field.value && show());
  field.addEventListener("blur", () => setTimeout(() => document.activeElement !== field && close(), 120));
  field.addEventListener("keydown", (event) => {
    const acts = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => take(search.at),
      Escape: close,
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  });
}

function move(by) {
  if (!search.hits.length) return;
  search.at = (search.at + by + search.hits.length) % search.hits.length;
  mark();
}
