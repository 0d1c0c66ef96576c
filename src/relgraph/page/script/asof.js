/** What holds on a day, as told by a day: the page's own answer to `relgraph ties`. */

import { CLAIMS, claimsOfPair, ENTITIES, KINDS, otherOf, TIES, tiesOf } from "./data.js";
import { iso } from "./days.js";

const HOLDS = ["yes", "possibly", "unsaid", "no"];

/** yes, possibly, unsaid or no. */
function holdsOn(version, day) {
  if (day < version.first || day >= version.last) return "no";
  if (day >= version.sure_from && day < version.sure_to) return "yes";
  return day >= version.said_from && day < version.said_to ? "possibly" : "unsaid";
}

/** The version of a tie that was known on a day, if it was. */
export function knownOn(tie, known) {
  for (const version of tie.versions) {
    if (version.known_from <= known && known < version.known_to) return version;
  }
  return null;
}

/** A tie as it is on a day, as told by a day: its version, how it holds, whether it is yet to come; null: not known. */
export function stateOf(tie, on, known) {
  const version = knownOn(tie, known);
  return version && { version, holds: holdsOn(version, on), ahead: on < version.first };
}

/** The qualifiers that claims give: `adoption`, the role played. */
export function detailOf(tie, known) {
  const kind = KINDS[tie.kind];
  if (!kind.detailed) return [];
  const found = new Set();
  for (const place of claimsOfPair(tie.pair)) {
    const claim = CLAIMS[place];
    const sameWay = !kind.directed || claim.parties[0] === tie.a;
    if (
      claim.kind === tie.kind &&
      sameWay &&
      claim.detail !== null &&
      claim.stance !== "denied" &&
      stands(claim, known)
    ) {
      found.add(claim.detail);
    }
  }
  return [...found].sort(byCode);
}

/** Whether a claim has a say: published, no plan, and not rejected, withdrawn or replaced. */
function stands(claim, known) {
  const gone = claim.rejected || claim.hypothetical || (claim.withdrawn ?? Infinity) <= known;
  return claim.published <= known && !gone && (claim.replaced ?? Infinity) > known;
}

/** Whether an entity's name had been published by then: before, nobody could know of it. */
export const isNamed = (place, known) => ENTITIES[place].known_from <= known;

function byCode(one, other) {
  return one < other ? -1 : Number(one > other);
}

/** The ties of an entity as `relgraph ties --json` prints them; with `past` as with --all. */
export function tiesAsJson(place, on, known, past) {
  const rows = [];
  for (const at of tiesOf(place)) {
    const tie = TIES[at];
    const state = stateOf(tie, on, known);
    if (!state || (!past && (state.holds === "no" || state.version.standing === "retracted"))) continue;
    rows.push(asJson(tie, place, state, known));
  }
  return rows.sort(
    (x, y) =>
      HOLDS.indexOf(x.holds) - HOLDS.indexOf(y.holds) ||
      byCode(x.kind, y.kind) ||
      byCode(x.other.name, y.other.name) ||
      byCode(x.other.id, y.other.id) ||
      x.episode - y.episode,
  );
}

function asJson(tie, place, { version, holds }, known) {
  return {
    kind: tie.kind,
    entity: ref(place),
    other: ref(otherOf(tie, place)),
    direction: KINDS[tie.kind].directed ? (tie.a === place ? "out" : "in") : null,
    episode: tie.episode,
    holds,
    standing: version.standing,
    roots: version.roots,
    against: version.against,
    start: days(version.start),
    end: { ...days(version.end), standing: version.end.standing },
    ended_by: version.ended_by,
    alleged_end: version.alleged && {
      ...days(version.alleged),
      standing: version.alleged.standing,
      by: version.alleged.by,
    },
    void: !!version.void,
    last_published: iso(version.last_published),
    unreviewed: !!version.unreviewed,
    detail: detailOf(tie, known),
  };
}

function ref(place) {
  const { id, name, type } = ENTITIES[place];
  return { id, name, type };
}

const days = ({ earliest, latest, text, approximate }) => ({
  earliest: iso(earliest),
  latest: iso(latest),
  text,
  approximate,
});
