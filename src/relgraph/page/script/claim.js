/** A claim as a card: its words, who says so, where and when, and what it did. */

import { ARTICLES, CLAIMS, KINDS } from "./data.js";
import { dateOf, said } from "./days.js";
import { el, isolated } from "./dom.js";
import { state } from "./state.js";
import { agent, effectsOn, hasName } from "./words.js";

const ROLES = {
  anonymous: "unnamed",
  principal: "one of those concerned",
  representative: "a representative",
  court_record: "court record",
  named_third_party: "named",
  outlet: "",
};
const STANCES = { reported: "Reported", alleged: "Alleged", denied: "Denied", confirmed: "Confirmed" };
const KIND_WORDS = {
  engagement_end: "the engagement ended",
  affair_end: "the affair ended",
  marriage_end: "the marriage ended",
  friendship_end: "the friendship ended",
  feud_end: "the feud ended",
  membership_end: "the membership ended",
};

/** The card of a claim; with a tie and its version also what it did to that tie. */
export function claimCard(place, tie, version) {
  const claim = CLAIMS[place];
  const article = ARTICLES[claim.article];
  const doubtful = claim.stance === "alleged" || claim.stance === "denied";
  return el(
    "div",
    { class: "claim", "data-stance": claim.stance },
    quotes(claim),
    el("p", { class: "source" }, chain(claim), `, ${said(claim.published)}`),
    el(
      "p",
      { class: "source" },
      el("span", { class: doubtful ? "tag doubt" : "tag" }, STANCES[claim.stance]),
      ": ",
      KIND_WORDS[claim.kind] || claim.kind.replaceAll("_", " "),
      claim.detail !== null && [" (", isolated(claim.detail), ")"],
      `, ${claimed(claim)}`,
      claim.unreviewed && "; not yet reviewed",
    ),
    (article.title !== null || article.url) && el("p", { class: "source" }, titled(article)),
    effect(claim, tie, version),
  );
}

function quotes(claim) {
  if (!claim.quotes.length) return el("p", { class: "gone" }, "The words of this claim were erased.");
  return claim.quotes.map((quote) => {
    const isRow = quote.includes("\t");
    const marked = isRow || /^["“«„]/.test(quote);
    const words = isolated(isRow ? quote.split("\t").filter(Boolean).join(" · ") : quote);
    return el("blockquote", { class: isRow ? "row" : null }, marked ? words : ["“", words, "”"]);
  });
}

/** From the outlet that prints it to who says it. */
export function chain(claim) {
  const links = claim.chain.map(([name, role]) => [
    el("span", { "aria-label": ", citing " }, " ← "),
    role === "outlet" ? el("b", null, isolated(name)) : agent(name, role),
    ROLES[role] && hasName(name, role) && ` (${ROLES[role]})`,
  ]);
  return [el("b", null, isolated(claim.source)), links];
}

function titled({ title, url }) {
  const words = title === null ? "the article" : isolated(title);
  return url ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words) : words;
}

/** A claim's own date in words. */
export function claimed(claim) {
  if (claim.when === null) return "no day told";
  const [start, end] = claim.days.map((edge) => edge && words(edge));
  if (!claim.when.includes("/")) return start;
  if (start === null) return end === null ? "at some time" : `until ${end}`;
  if (claim.when.endsWith("/..")) return `since ${start}`;
  return end === null ? `from ${start}, end not known` : `${start} to ${end}`;
}

const words = ([earliest, latest, approximate, text]) => dateOf({ earliest, latest, approximate, text });

function effect(claim, tie, version) {
  const [moves, said] = did(claim, tie, version);
  return said && el("p", { class: moves ? "effect moves" : "effect" }, said);
}

/** Whether a claim moved a bound, and what it did in words. */
function did(claim, tie, version) {
  const gone = withdrawnBy(claim);
  if (gone) return [false, gone];
  if (claim.rejected) return [false, "Rejected by a reviewer: has no say."];
  if (claim.hypothetical) return [false, "A plan: moves nothing."];
  if (!tie || !version) return [false, null];
  const effects = effectsOn(claim, tie, state.known);
  const moved = effects.filter((what) => what === "start" || what === "end");
  if (moved.length) return [true, moved.map((what) => `Sets the ${what}: ${dateOf(version[what])}.`).join(" ")];
  const [other] = effects.map((what) => EFFECTS[what]);
  return [false, other || elsewhere(claim)];
}

/** What a claim counts for besides the tie that is looked at. */
function elsewhere(claim) {
  const now = claim.effects.filter(([from, to]) => from <= state.known && state.known < to);
  const kinds = [...new Set(now.map(([, , , kind]) => KINDS[kind]?.label).filter(Boolean))];
  return kinds.length ? `Counts for: ${kinds.join(", ")}.` : "Changes nothing.";
}

const EFFECTS = {
  supports: "Supports it; moves no date.",
  against: "A denial: moves no date, lowers the standing.",
  "alleges end": "Alleges an end; that ends nothing.",
  "against alleged end": "Denies the end that is alleged.",
  "against end": "Denies the end.",
};

function withdrawnBy(claim) {
  const why = claim.why === null ? "." : [": “", isolated(claim.why), "”"];
  for (const [name, word] of [
    ["withdrawn", "Withdrawn"],
    ["replaced", "Corrected"],
  ]) {
    if (claim[name] !== null && claim[name] <= state.known)
      return [`${word} by the outlet on ${said(claim[name])}`, why];
  }
  return null;
}
