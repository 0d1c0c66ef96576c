/** What the file holds: entities, ties with their versions, claims, articles. Places in these lists are names here. */

import { byId } from "./dom.js";

async function loaded() {
  const holder = byId("data");
  if (holder.dataset.packed !== "gzip") return JSON.parse(holder.textContent);
  const bytes = Uint8Array.from(atob(holder.textContent), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

export const DATA = await loaded();
export const ENTITIES = DATA.entities;
export const TIES = DATA.ties;
export const CLAIMS = DATA.claims;
export const ARTICLES = DATA.articles;
export const KINDS = DATA.kinds;
export const TODAY = DATA.today;

const bounds = (row, at) => ({ earliest: row[at], latest: row[at + 1], text: row[at + 2], approximate: !!row[at + 3] });

function version(row) {
  const at = Object.fromEntries(DATA.version.map((name, place) => [name, row[place]]));
  at.start = bounds(row, DATA.version.indexOf("start_earliest"));
  at.end = bounds(row, DATA.version.indexOf("end_earliest"));
  at.end.standing = at.end_standing;
  at.alleged = at.alleged_end && {
    ...bounds(at.alleged_end, 0),
    standing: at.alleged_end[4],
    by: at.alleged_end[5],
  };
  return at;
}

export const pairOf = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);

for (const claim of CLAIMS) {
  claim.source = ARTICLES[claim.article].source;
}
for (const tie of TIES) {
  tie.versions = tie.versions.map(version);
  tie.pair = pairOf(tie.a, tie.b);
}

function grouped(list, keys) {
  const found = new Map();
  list.forEach((item, place) => {
    for (const key of keys(item)) {
      if (found.has(key)) found.get(key).push(place);
      else found.set(key, [place]);
    }
  });
  return found;
}

const claimsOfPairs = grouped(CLAIMS, (claim) => (claim.parties.length === 2 ? [pairOf(...claim.parties)] : []));
const claimsOfPeople = grouped(CLAIMS, (claim) => claim.parties);
const tiesOfPairs = grouped(TIES, (tie) => [tie.pair]);
const tiesOfPeople = grouped(TIES, (tie) => [tie.a, tie.b]);
const claimsOfArticles = grouped(CLAIMS, (claim) => [claim.article]);

export const claimsOfPair = (pair) => claimsOfPairs.get(pair) || [];
export const claimsOf = (entity) => claimsOfPeople.get(entity) || [];
export const tiesOfPair = (pair) => tiesOfPairs.get(pair) || [];
export const tiesOf = (entity) => tiesOfPeople.get(entity) || [];
export const claimsIn = (article) => claimsOfArticles.get(article) || [];

export const otherOf = (tie, entity) => (tie.a === entity ? tie.b : tie.a);

const placesById = new Map(ENTITIES.map((entity, place) => [entity.id, place]));
const placesByTie = new Map(TIES.map((_, place) => [tieId(place), place]));

export const placeOf = (id) => placesById.get(id) ?? null;
export const placeOfTie = (id) => placesByTie.get(id) ?? null;

export function tieId(place) {
  const tie = TIES[place];
  return [ENTITIES[tie.a].id, ENTITIES[tie.b].id, tie.kind, tie.episode].join("~");
}
