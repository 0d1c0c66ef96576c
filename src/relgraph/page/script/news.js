/** What was published around the day of the clock: the articles last told by then, and how many came later. */

import { knownOn } from "./asof.js";
import { turn } from "./clocks.js";
import { ARTICLES, CLAIMS, claimsIn, pairOf, TIES, TODAY, tiesOfPair } from "./data.js";
import { said } from "./days.js";
import { el, isolated, many } from "./dom.js";
import { go, state } from "./state.js";

const SOME = 8;

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
  const { title, source, published } = ARTICLES[places[0]];
  const number = claimsIn(places[0]).length;
  const words =
    places.length > 1 ? many(places.length, "item") : title === null ? many(number, "claim") : isolated(title);
  return el(
    "li",
    null,
    el(
      "button",
      { onclick: () => open(places[0]) },
      el("span", { class: "title" }, words),
      el("span", { class: "meta" }, isolated(source), `, ${said(published)}`),
    ),
  );
}

/** Show what an article is about, as told by its day. */
function open(article) {
  const claim = CLAIMS[claimsIn(article).find((place) => CLAIMS[place].parties.length === 2) ?? claimsIn(article)[0]];
  const [a, b] = claim.parties;
  const known = ARTICLES[article].published;
  const ties = b === undefined ? [] : tiesOfPair(pairOf(a, b)).filter((place) => knownOn(TIES[place], known));
  const tie = ties.find((place) => TIES[place].kind === claim.kind) ?? ties[0] ?? null;
  go({ known, ...(state.together ? { on: known } : {}), at: tie === null ? a : state.at, to: null, tie });
}
