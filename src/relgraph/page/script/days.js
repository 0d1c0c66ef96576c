/** Days as the read model counts them: 1 is 1 January of the year 1. And what bounds are called in words. */

const UNIX = 719163; // 1970-01-01
const DAY = 86_400_000;
const FIRST = 1;
const LAST = 3652059; // 9999-12-31
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Year, month from 0, day of the month. */
export function parts(day) {
  const date = new Date((day - UNIX) * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

export function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / DAY) + UNIX;
}

export const within = (day) => Math.max(FIRST, Math.min(LAST, day));

export const iso = (day) => (day === null ? null : new Date((day - UNIX) * DAY).toISOString().slice(0, 10));

/** `4 Aug 2012`. */
export function said(day) {
  const [year, month, date] = parts(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

const lastOf = (year, month) => dayOf(year, month + 1, 0);

/** So many days, months or years on; the day of the month as far as the month has it. */
export function stepped(day, unit, count) {
  if (unit === "day") return within(day + count);
  const [year, month, date] = parts(day);
  const [toYear, toMonth] = unit === "month" ? [year, month + count] : [year + count, month];
  return within(Math.min(dayOf(toYear, toMonth, date), lastOf(toYear, toMonth)));
}

/** The last day of a date as people type it: 2011, 2011-08, 2011-08-08, Aug 2011, 8 Aug 2011; null if it is none. */
export function typedDay(text) {
  const digits = /^\s*(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?\s*$/.exec(text);
  const words = /^\s*(?:(\d\d?)\s+)?(\p{L}{3})\p{L}*\.?\s+(\d{4})\s*$/u.exec(text);
  if (digits) return lastDay(digits[1], digits[2] ? digits[2] - 1 : null, digits[3]);
  if (!words) return null;
  const month = MONTHS.findIndex((name) => name.toLowerCase() === words[2].toLowerCase());
  return month < 0 ? null : lastDay(words[3], month, words[1]);
}

function lastDay(year, month, date) {
  if (Number(year) < 1) return null;
  if (month === null) return dayOf(Number(year), 11, 31);
  if (month < 0 || month > 11) return null;
  const last = lastOf(Number(year), month);
  if (date === undefined) return last;
  return date >= 1 && date <= parts(last)[2] ? dayOf(Number(year), month, Number(date)) : null;
}

/** `4 Aug 2012`, `Aug 2012`, `about 2012`, `by 30 Jun 2023`, `8 Aug 2011 to 7 Aug 2012`. */
export function dateOf({ earliest, latest, text, approximate }) {
  if (earliest === null) return latest === null ? "no day known" : `by ${said(latest)}`;
  if (latest === null) return `${said(earliest)} or later`;
  return unitOf({ earliest, latest, text, approximate }) || `${said(earliest)} to ${said(latest)}`;
}

/** Since when, or from when until when; of a credit, when it was. */
export function period(start, end, cause, isCredit) {
  if (isCredit) return start.earliest === null && start.latest === null ? "date not known" : dateOf(start);
  const over = until(end, cause);
  return over === null ? since(start) : `${from(start)}, ${over}`;
}

function since(start) {
  if (start.earliest === null) return start.latest === null ? "start not known" : `began by ${said(start.latest)}`;
  if (start.latest === null) return `began on ${said(start.earliest)} or later`;
  const precise = someDay(start);
  return precise ? `since ${precise}` : `began between ${said(start.earliest)} and ${said(start.latest)}`;
}

function from(start) {
  const precise = start.earliest !== null && start.latest !== null && someDay(start);
  return precise ? `from ${precise}` : since(start);
}

/** An end in words; null if nothing is known of one. */
export function until(end, cause) {
  if (end.earliest === null) return end.latest === null ? null : `over by ${said(end.latest)}${cause}`;
  if (end.latest === null) return `end not known, last seen ${said(end.earliest - 1)}${cause}`;
  const precise = someDay(end);
  return precise ? `until ${precise}${cause}` : `ended between ${said(end.earliest)} and ${said(end.latest)}${cause}`;
}

function someDay(bounds) {
  const unit = unitOf(bounds);
  return unit === null || bounds.earliest === bounds.latest || unit.startsWith("about ") ? unit : `some day in ${unit}`;
}

function unitOf(bounds) {
  const { earliest, latest, approximate } = bounds;
  if (earliest === latest) return said(earliest);
  return approximate ? about(bounds) : calendarUnit(earliest, latest) || mostly(bounds);
}

function calendarUnit(earliest, latest) {
  const [year, month, date] = parts(earliest);
  const [afterYear, afterMonth, afterDate] = parts(latest + 1);
  if (date !== 1 || afterDate !== 1) return null;
  const months = (afterYear - year) * 12 + afterMonth - month;
  if (months === 1) return `${MONTHS[month]} ${year}`;
  if (month === 0 && months === 12) return String(year);
  return month === 0 && months === 120 && year % 10 === 0 ? `the ${year}s` : null;
}

/** The days of a single date as written, with a unit of slack on each side if it is fuzzy. */
function written(text) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)$/.exec((text || "").split("/")[0]);
  if (!match) return null;
  const [year, month, date] = [Number(match[1]), match[2] && match[2] - 1, Number(match[3])];
  const slack = match[4] ? 1 : 0;
  if (match[3]) return [dayOf(year, month, date) - slack, dayOf(year, month, date) + slack];
  if (match[2]) return [dayOf(year, month - slack, 1), lastOf(year, month + slack)];
  return [dayOf(year - slack, 0, 1), dayOf(year + slack, 11, 31)];
}

/** The unit that was written, of which other claims or the day of publication cut off less than half. */
function mostly({ earliest, latest, text }) {
  const days = written(text);
  if (!days || earliest < days[0] || latest > days[1]) return null;
  return 2 * (latest - earliest + 1) > days[1] - days[0] + 1 ? calendarUnit(...days) : null;
}

function about({ earliest, latest, text }) {
  const fuzzy = written(text);
  const plain = written((text || "").replace(/[~?%]+$/, ""));
  if (!fuzzy || fuzzy[0] !== earliest || fuzzy[1] !== latest) return null;
  const unit = plain[0] === plain[1] ? said(plain[0]) : calendarUnit(...plain);
  return unit && `about ${unit}`;
}
