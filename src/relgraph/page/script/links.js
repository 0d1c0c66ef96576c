/** Links to other views of the page: true links, so that they can be opened elsewhere and sent to somebody. */

import { el } from "./dom.js";
import { address, go, state } from "./state.js";
import { nameOf } from "./words.js";

/** A link that changes the state so. */
export function link(words, change, look) {
  const href = address({ ...state, ...change });
  return el("a", { class: look || "inner", href, onclick: (event) => followed(event, change) }, words);
}

function followed(event, change) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(change);
}

export const toEntity = (place, look) => link(nameOf(place), { at: place, to: null, tie: null }, look);
export const tieChange = (place) => ({ tie: place, to: null });
