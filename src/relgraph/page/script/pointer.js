/** The pointer on the graph: a click opens what is under it, and a tip says what a line is. */

import { ENTITIES, TIES } from "./data.js";
import { byId, el, visible } from "./dom.js";
import { hit } from "./marks.js";
import { pointAt } from "./net.js";
import { NOW } from "./now.js";
import { go, state } from "./state.js";
import { doubts, predicate, tag, when } from "./words.js";

const net = byId("net");
const tip = byId("tip");
const SLIP = 5; // pixels that a hand moves while it clicks

export function startPointer() {
  let pressed = null;
  const press = (event) => {
    pressed = [event.clientX, event.clientY];
  };
  net.addEventListener("pointerdown", press, true);
  net.addEventListener("click", (event) => {
    if (pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) <= SLIP) open(event);
  });
  net.addEventListener("pointermove", point);
  net.addEventListener("pointerleave", leave);
}

const within = (event) => {
  const { left, top } = net.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
};

function open(event) {
  const { entity, tie } = hit(...within(event));
  if (entity !== undefined && event.shiftKey && state.at !== null && entity !== state.at) go({ to: entity, tie: null });
  else if (entity !== undefined) go({ at: entity, to: null, tie: null });
  else if (tie !== undefined) go({ tie, to: null });
}

function point(event) {
  if (event.buttons || event.pointerType === "touch") return;
  const [x, y] = within(event);
  const { entity, tie } = hit(x, y);
  pointAt(entity ?? null);
  net.classList.toggle("over", entity !== undefined || tie !== undefined);
  tip.hidden = tie === undefined;
  if (tie !== undefined) showTip(tie, x, y);
}

function leave() {
  tip.hidden = true;
  pointAt(null);
}

function showTip(place, x, y) {
  const tie = TIES[place];
  const name = (at) => el("bdi", null, visible(ENTITIES[at].name));
  tip.replaceChildren(
    name(tie.a),
    ` ${predicate(tie, tie.a, NOW[place])} `,
    name(tie.b),
    " ",
    tag(NOW[place].version),
    el(
      "small",
      null,
      when(tie, NOW[place].version),
      doubts(NOW[place]).includes("possibly") && "; possibly on this day",
    ),
  );
  tip.style.left = `${Math.max(4, Math.min(x + 14, net.clientWidth - 268))}px`;
  tip.style.top = `${y > net.clientHeight - 90 ? y - 70 : y + 16}px`;
}
