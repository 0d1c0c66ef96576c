/** Ties in words. What no report supports is "said to be", wherever it is named. */

import { detailOf } from "./asof.js";
import { CLAIMS, claimsOfPair, ENTITIES, KINDS, otherOf, TIES } from "./data.js";
import { period, said, until } from "./days.js";
import { capital, el, isolated, many } from "./dom.js";

/** Each standing: its word, its mark on a line, what it means. */
export const STANDINGS = {
  confirmed: { word: "confirmed", mark: "", means: "said by one of the two, a representative or a court" },
  reported: { word: "reported", mark: "", means: "in an outlet’s own voice, or by a named third party" },
  disputed: { word: "disputed", mark: "≠", means: "reported, and denied" },
  alleged: { word: "alleged", mark: "?", means: "rumour or unnamed source; nobody who would know has said so" },
  denied: { word: "denied", mark: "×", means: "only alleged, and one of the two or a representative says no" },
  retracted: { word: "withdrawn", mark: "↶", means: "every outlet that said so has withdrawn it" },
};

/** Standings of what no report supports. */
export const isSoft = (standing) => standing === "alleged" || standing === "denied" || standing === "retracted";

export const nameOf = (place) => isolated(ENTITIES[place].name, `name ${ENTITIES[place].type}`);

function form(which, tie, from, { version, holds, ahead }) {
  const forms = KINDS[tie.kind][tie.a === from ? "out" : "in"][which];
  return forms[(isSoft(version.standing) ? 2 : 0) + (holds === "no" && !ahead ? 1 : 0)];
}

/** `married to`, `was married to`, `said to be married to`: before the other's name in a list. */
export const phrase = (tie, from, at) => `${at.ahead ? "later " : ""}${form("phrase", tie, from, at)}`;

/** The same after a name in a sentence: `is married to`, `is said to be dating`. */
export function predicate(tie, from, at) {
  const words = form("predicate", tie, from, at);
  if (!at.ahead) return words;
  return words.startsWith("is ") ? `is later ${words.slice(3)}` : `later ${words}`;
}

/** ` (divorce)`, ` (divorce, alleged)`; nothing where there is nothing to add. */
function causeOf(by, standing) {
  const cause = !by || by.endsWith("_end") ? "" : by.replaceAll("_", " ");
  const doubt = ["alleged", "disputed", "denied"].includes(standing) ? standing : "";
  const inside = [cause, doubt].filter(Boolean).join(", ");
  return inside && ` (${inside})`;
}

/** Since when, or from when until when. */
export function when(tie, version) {
  const words = period(
    version.start,
    version.end,
    causeOf(version.ended_by, version.end.standing),
    KINDS[tie.kind].credit,
  );
  return capital(words) + (version.void ? "; the marriage was annulled" : "");
}

/** An end that is only said to have come. */
export function allegedEnd(end) {
  const mark = end.standing === "denied" ? "×" : "?";
  const words = until(end, "");
  const cause = causeOf(end.by, end.standing);
  if (words === null) return `${mark} said to be over: no day given${cause}`;
  return `${mark} said to be ${words.startsWith("over by ") ? words : `over: ${words}`}${cause}`;
}

/** `2 voices, 1 against, not reviewed`. */
export function voices(version) {
  const said = [];
  if (version.roots) said.push(many(version.roots, "voice"));
  if (version.against) said.push(`${version.against} against`);
  if (version.unreviewed) said.push("not reviewed");
  return said.join(", ");
}

const ORDINALS = ["", "", "second", "third", "fourth", "fifth"];

/** ` (second time)`. */
export const time = (tie) => (tie.episode > 1 ? ` (${ORDINALS[tie.episode] || `${tie.episode}th`} time)` : "");

export function detail(tie, known) {
  const words = detailOf(tie, known);
  return words.length ? [" (", words.flatMap((word, at) => [at ? ", " : "", isolated(word)]), ")"] : "";
}

/** The standing as a tag; of what is reported there is none, unless `always`. */
export function tag(version, always) {
  const { word, mark } = STANDINGS[version.standing];
  if (version.standing === "reported" && !always) return "";
  const look = isSoft(version.standing) || version.standing === "disputed" ? "tag doubt" : "tag";
  return el("span", { class: look }, `${mark} ${isSoft(version.standing) ? word.toUpperCase() : word}`.trim());
}

/** What a reader has to know before believing a tie that is named in passing. */
export function doubts({ version, holds }) {
  const said = [];
  if (isSoft(version.standing) || version.standing === "disputed") said.push(STANDINGS[version.standing].word);
  if (holds === "possibly") said.push("possibly");
  if (holds === "unsaid") said.push("nothing said for this day");
  return said;
}

/** Who speaks first for a tie, or against it: `an insider, in Us Weekly`. */
export function firstVoice(place, known, side) {
  const tie = TIES[place];
  const found = claimsOfPair(tie.pair).find((at) =>
    effectsOn(CLAIMS[at], tie, known).some((what) => side.includes(what)),
  );
  return found === undefined ? null : voice(CLAIMS[found]);
}

/** What a claim does to a tie, as told by a day: start, end, supports, against … */
export function effectsOn(claim, tie, known) {
  return claim.effects
    .filter(
      ([from, to, , kind, episode]) => from <= known && known < to && kind === tie.kind && episode === tie.episode,
    )
    .map(([, , what]) => what);
}

export function voice(claim) {
  const last = claim.chain.at(-1);
  if (!last) return [isolated(claim.source)];
  if (last[1] === "outlet") return [isolated(last[0])];
  const outlet = claim.chain.filter(([, role]) => role === "outlet").at(-1);
  return [agent(...last), ", in ", isolated(outlet ? outlet[0] : claim.source)];
}

/** An agent by name; one that has none is an anonymous source. */
export const agent = (name, role) => (hasName(name, role) ? isolated(name) : "an anonymous source");

export const hasName = (name, role) => role !== "anonymous" || name !== role;

export const asTold = (on, known) => (on === known ? "as told by that day" : `as told by ${said(known)}`);

export const partner = (place, from) => otherOf(TIES[place], from);
