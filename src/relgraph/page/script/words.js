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
export function span(tie, version) {
  const words = period(
    version.start,
    version.end,
    causeOf(version.ended_by, version.end.standing),
    KINDS[tie.kind].credit,
  );
  return words + (version.void ? "; the marriage was annulled" : "");
}

/** The same as it stands alone, so that nobody takes the days of a rumour for facts. */
export const when = (tie, version) =>
  capital(isSoft(version.standing) ? `if true, ${span(tie, version)}` : span(tie, version));

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
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
const rules = new Intl.PluralRules("en", { type: "ordinal" });

/** ` (second time)`. */
export function time({ episode }) {
  return episode > 1 ? ` (${ORDINALS[episode] || `${episode}${ENDINGS[rules.select(episode)]}`} time)` : "";
}

export function detail(tie, known) {
  const words = detailOf(tie, known);
  return words.length ? [" (", words.flatMap((word, at) => [at ? ", " : "", isolated(word)]), ")"] : "";
}

/** The standing as a tag; of what is reported there is none, unless `always`. */
export function tag(version, always) {
  const { word, mark } = STANDINGS[version.standing];
  if (version.standing === "reported" && !always) return "";
  const look = isSoft(version.standing) || version.standing === "disputed" ? "tag doubt" : "tag";
  const sign = mark && [el("span", { "aria-hidden": "true" }, mark), " "];
  return el("span", { class: look }, sign, isSoft(version.standing) ? word.toUpperCase() : word);
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
  const isOfPair = (far) => far === null || far === tie.a || far === tie.b;
  return claim.effects
    .filter(
      ([from, to, , kind, episode, far]) =>
        from <= known && known < to && kind === tie.kind && episode === tie.episode && isOfPair(far),
    )
    .map(([, , what]) => what);
}

/** Whether the page does not hold what a tie's claims did, as told by a day: of very much told, it has the last. */
export const isUntold = (tie, known) => tie.effects_from !== null && known < tie.effects_from;

function voice(claim) {
  const last = claim.chain.at(-1);
  if (!last) return [isolated(claim.source)];
  if (last[1] === "outlet") return [isolated(last[0])];
  const outlet = claim.chain.filter(([, role]) => role === "outlet").at(-1);
  return [agent(last), ", in ", isolated(outlet ? outlet[0] : claim.source)];
}

/** Whether somebody who is cited is called nothing but what the role says already. */
export const isNameless = ([name, role]) => role === "anonymous" && /^(anonymous|unnamed)$/i.test(name);

export const agent = (cited) => (isNameless(cited) ? "an anonymous source" : isolated(cited[0]));

export const asTold = (on, known) => (on === known ? "as told by that day" : `as told by ${said(known)}`);

export const partner = (place, from) => otherOf(TIES[place], from);
