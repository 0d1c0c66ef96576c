/** What was published around the day of the clock: the articles last told by then, and how many came later. */

import { knownOn } from "./asof.js";
import { isRow } from "./claim.js";
import { turn } from "./clocks.js";
import { ARTICLES, CLAIMS, claimsIn, pairOf, TIES, TODAY, tiesOfPair } from "./data.js";
import { said } from "./days.js";
import { el, isolated, many } from "./dom.js";
import { go, state } from "./state.js";

const SOME = 8; // items
const LONGEST = 90; // letters of a quote that stands for a title

/** A list of the articles that make these claims (default: any), the last published first; rows of an import as one. */
export function newsOf(claims) {
  const places = claims ? [...new Set(claims.map((place) => CLAIMS[place].article))] : [...ARTICLES.keys()];
  const told = places.filter((place) => ARTICLES[place].published <= state.known && claimsIn(place).length);
  const later = places.length - told.length;
  const items = gathered(told).slice(0, SOME);
  return [
    el("h3", null, "Published around this day", el("span", null, `by ${said(state.known)}`)),
    items.length
      ? el("ul", { class: "news" }, items.map(item))
      : el("p", { class: "gone" }, "Nothing had been published by this day."),
    later > 0 &&
      el(
        "p",
        { class: "gone" },
        `${many(later, "article")} came later. `,
        el("button", { class: "text", onclick: () => turn("known", next(places)) }, "The next"),
      ),
  ];
}

const next = (places) =>
  Math.min(TODAY, ...places.map((place) => ARTICLES[place].published).filter((day) => day > state.known));

/** The articles by day; those of one source and day as one, if they are many. */
function gathered(places) {
  const found = new Map();
  for (const place of places) {
    const key = `${ARTICLES[place].published} ${ARTICLES[place].source}`;
    found.set(key, [...(found.get(key) || []), place]);
  }
  const groups = [...found.values()].flatMap((some) => (some.length > 3 ? [some] : some.map((one) => [one])));
  return groups.sort((one, other) => ARTICLES[other[0]].published - ARTICLES[one[0]].published || one[0] - other[0]);
}

function item(places) {
  const { source, published } = ARTICLES[places[0]];
  const claims = places.flatMap(claimsIn);
  return el(
    "li",
    null,
    el(
      "button",
      { onclick: () => open(claims, published) },
      el("span", { class: "title" }, headline(places, claims)),
      el("span", { class: "meta" }, isolated(source), `, ${said(published)}`, doubt(claims)),
    ),
  );
}

/** The title; of an article without one its first words, of rows and of many articles how many they are. */
function headline(places, claims) {
  if (claims.some((place) => isRow(CLAIMS[place]))) return many(claims.length, "row");
  if (places.length > 1) return many(places.length, "item");
  const { title } = ARTICLES[places[0]];
  const [quote] = CLAIMS[claims[0]].quotes;
  if (title !== null) return isolated(title);
  return quote === undefined ? many(claims.length, "claim") : ["“", isolated(shortened(quote)), "”"];
}

const shortened = (quote) => (quote.length > LONGEST ? `${quote.slice(0, LONGEST).replace(/\s+\S*$/, "")} …` : quote);

/** What keeps all that an article says from being a report. */
function doubt(claims) {
  const stances = new Set(claims.map((place) => CLAIMS[place].stance));
  if (stances.has("reported") || stances.has("confirmed")) return "";
  return stances.has("alleged") ? ", alleged" : ", denied";
}

/** Show what an article is about, as told by its day; of a whole data set that there is no one tie. */
function open(claims, known) {
  const day = { known, ...(state.together ? { on: known } : {}) };
  const claim = CLAIMS[claims.find((place) => CLAIMS[place].parties.length === 2) ?? claims[0]];
  if (isRow(claim)) return go(day);
  const [a, b] = claim.parties;
  const ties = b === undefined ? [] : tiesOfPair(pairOf(a, b)).filter((place) => knownOn(TIES[place], known));
  const tie = ties.find((place) => TIES[place].kind === claim.kind) ?? ties[0] ?? null;
  go({ ...day, at: tie === null ? a : state.at, to: null, tie });
}
