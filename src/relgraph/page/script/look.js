/** How lines and marks look: colour is the relation, pattern the standing, paler and broken is possibly. */

import { KINDS } from "./data.js";
import { svg } from "./dom.js";
import { isSoft, STANDINGS } from "./words.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const strong = matchMedia("(prefers-contrast: more)");
const root = document.documentElement;

export const INK = {};

/** Read the colours of the style sheet, which has them for both grounds and for paper. */
export function readColours() {
  const style = getComputedStyle(root);
  for (const name of ["paper", "ink", "soft", "faint", "rule", "accent", "glow", "idle"]) {
    INK[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

/** Call when the ground changes from light to dark. */
export function onGround(listener) {
  for (const query of [dark, strong]) query.addEventListener("change", listener);
}

/** Take the colours of paper, or go back to those of the screen: what is drawn knows no print sheet. */
export const layOnPaper = (isPaper) => root.classList.toggle("paper", isPaper);

export const colourOf = (kind) =>
  dark.matches && !root.classList.contains("paper") ? KINDS[kind].dark : KINDS[kind].light;

/** The dashes of a line, in pixels; false: none. */
export function dashes(standing, holds) {
  if (isSoft(standing)) return standing === "retracted" ? [0.1, 9] : [0.1, 5];
  if (standing === "disputed") return [9, 4, 1, 4];
  return holds === "yes" || holds === "no" ? false : [6, 5];
}

export function widthOf(kind, standing) {
  return KINDS[kind].width * (standing === "confirmed" ? 1.8 : isSoft(standing) ? 1.2 : 1);
}

export function opacityOf(kind, holds) {
  if (strong.matches) return 1;
  if (holds !== "yes") return 0.55;
  return kind === "performance" ? 0.7 : 1;
}

/** A line as on the graph, for the legend, the panel and the table; without a kind in the colour of the text. */
export function sample(kind, standing, holds, width = 34) {
  const { mark } = STANDINGS[standing];
  const colour = kind ? colourOf(kind) : "currentColor";
  const pattern = dashes(standing, holds);
  const thick = kind ? Math.max(1.8, widthOf(kind, standing)) : standing === "confirmed" ? 4 : 2;
  const line = svg("line", {
    x1: 2,
    x2: width - 2,
    y1: 7,
    y2: 7,
    stroke: colour,
    "stroke-width": thick,
    "stroke-linecap": pattern && pattern[0] < 1 ? "round" : "butt",
    "stroke-dasharray": pattern ? pattern.join(" ") : "none",
    opacity: holds === "yes" ? 1 : holds === "no" ? 0.4 : 0.6,
  });
  const sign = mark && [
    svg("circle", { cx: width / 2, cy: 7, r: 6.5, fill: "var(--ground)" }),
    svg(
      "text",
      { x: width / 2, y: 11, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: colour },
      mark,
    ),
  ];
  const box = { class: "sample", width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" };
  return svg("svg", box, line, sign || []);
}

const SHAPES = {
  person: ["circle", { cx: 6, cy: 6, r: 4.5, fill: "var(--ink)" }],
  work: ["rect", { x: 2, y: 2, width: 8, height: 8, fill: "var(--paper)" }],
  organization: ["path", { d: "M6 .5 11.5 6 6 11.5.5 6z", fill: "var(--paper)" }],
};

export function shapeOf(type) {
  const [tag, attributes] = SHAPES[type];
  const shape = svg(tag, { ...attributes, stroke: "var(--ink)", "stroke-width": 1.4 });
  return svg("svg", { class: "sample", width: 12, height: 12, "aria-hidden": "true" }, shape);
}
