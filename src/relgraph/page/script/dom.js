/** Making elements. Text from data becomes text nodes and nothing else; there is no other door into the document. */

export const byId = (id) => document.getElementById(id);

/** An element with attributes (`on…` are listeners; null and false are left out) and children (falsy ones too). */
export function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat(5).filter((child) => child || child === 0));
  return element;
}

/** A text from data, which may run in another direction than the words around it and hold what nobody sees. */
export const isolated = (text, look) => el("bdi", { class: look }, visible(text));

// Controls, overrides of direction, spaces without width: shown as what they are, since they may be there to deceive.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]|\u034f/gu;
const PLAIN = /^[\n\t]$/;

export function visible(text) {
  return text.replace(UNSEEN, (sign) => (PLAIN.test(sign) ? " " : `\\u{${sign.codePointAt(0).toString(16)}}`));
}

/** Say something to who hears the page and does not see it. */
export function speak(text) {
  byId("spoken").textContent = visible(text);
}

export const many = (count, one, more = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c`, of texts or elements. */
export function listed(items) {
  return items.flatMap((item, at) => [at === 0 ? "" : at === items.length - 1 ? " and " : ", ", item]);
}
