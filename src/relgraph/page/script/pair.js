/** The panel of a tie: how it stands, then every claim for and against it, then what else is told of the two. */

import { knownOn, stateOf } from "./asof.js";
import { claimCard } from "./claim.js";
import { turn } from "./clocks.js";
import { CLAIMS, claimsOf, claimsOfPair, KINDS, TIES, tiesOfPair } from "./data.js";
import { said } from "./days.js";
import { capital, el } from "./dom.js";
import { lanes } from "./lanes.js";
import { link, toEntity } from "./links.js";
import { state } from "./state.js";
import { tieList } from "./tieline.js";
import {
  allegedEnd,
  detail,
  effectsOn,
  isSoft,
  isUntold,
  nameOf,
  predicate,
  STANDINGS,
  span,
  tag,
  time,
  voices,
} from "./words.js";

const SIDES = [
  ["For", ["supports", "start", "end"]],
  ["Against", ["against"]],
  ["That it ended", ["alleges end"]],
  ["That it did not end", ["against alleged end", "against end"]],
];

export function pairPanel(place) {
  const tie = TIES[place];
  const at = stateOf(tie, state.on, state.known);
  const claims = toldOf(tie);
  const used = new Set();
  const sides = at ? SIDES.map(([title, what]) => side(title, what, tie, at.version, claims, used)) : [];
  const rest = claims.filter((one) => !used.has(one));
  const others = tiesOfPair(tie.pair).filter((one) => one !== place && knownOn(TIES[one], state.known));
  return [
    state.at !== null && el("p", { class: "back" }, link(["← ", nameOf(state.at)], { tie: null, to: null })),
    el("h2", { tabindex: -1 }, toEntity(tie.a), el("span", { class: "and" }, " & "), toEntity(tie.b)),
    lanes(tie.pair),
    el("h3", null, el("span", null, capital(KINDS[tie.kind].label), time(tie)), at && tag(at.version, true)),
    at ? account(tie, at) : el("p", { class: "gone" }, `Nobody had told of this by ${said(state.known)}.`),
    sides,
    isUntold(tie, state.known) && untold(tie),
    others.length > 0 && [
      el("h3", null, "Also between the two"),
      tieList(others, tie.a, (one) => stateOf(TIES[one], state.on, state.known)),
    ],
    rest.length > 0 && [
      el("h3", null, used.size ? "Also told of the two" : "Told of the two", el("span", null, rest.length)),
      rest.map((one) => claimCard(one, tie, at?.version)),
    ],
  ];
}

function untold({ effects_from }) {
  return el(
    "p",
    { class: "gone" },
    `So much is told of the two that the page holds what each claim moved only as told from ${said(effects_from)} on. `,
    el("button", { class: "text", onclick: () => turn("known", effects_from) }, "Go there"),
  );
}

/** The claims of a pair that were published by the clock, and the deaths that ended something of theirs. */
function toldOf(tie) {
  const deaths = [tie.a, tie.b]
    .flatMap(claimsOf)
    .filter((place) => CLAIMS[place].parties.length === 1 && effectsOn(CLAIMS[place], tie, state.known).length);
  return [...new Set([...claimsOfPair(tie.pair), ...deaths])].filter((place) => CLAIMS[place].published <= state.known);
}

function side(title, what, tie, version, claims, used) {
  const some = claims.filter(
    (place) => !used.has(place) && effectsOn(CLAIMS[place], tie, state.known).some((effect) => what.includes(effect)),
  );
  for (const place of some) used.add(place);
  return (
    some.length > 0 && [
      el("h3", null, title, el("span", null, some.length)),
      some.map((place) => claimCard(place, tie, version)),
    ]
  );
}

const ON_DAY = {
  yes: "holds on",
  possibly: "possibly holds on",
  unsaid: "nothing is said for",
  no: "does not hold on",
};

function account(tie, at) {
  const { version, holds } = at;
  const soft = isSoft(version.standing);
  const days = [`${ON_DAY[holds]} ${said(state.on)}`, span(tie, version), voices(version)].filter(Boolean).join("; ");
  return [
    el(
      "p",
      { class: "deck" },
      el("b", null, nameOf(tie.a), " ", predicate(tie, tie.a, at), " ", nameOf(tie.b), detail(tie, state.known), ". "),
      capital(soft && holds !== "no" ? `if true, ${days}.` : `${days}.`),
    ),
    version.alleged && el("p", { class: "note" }, allegedEnd(version.alleged), ". An allegation ends nothing."),
    soft &&
      el(
        "p",
        { class: "note" },
        el("b", null, STANDINGS[version.standing].word.toUpperCase()),
        `: ${STANDINGS[version.standing].means}. Not to be printed as fact.`,
      ),
    version.standing === "disputed" && el("p", { class: "note" }, `Disputed: ${STANDINGS.disputed.means}.`),
  ];
}
