const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** A number of bytes for people, in powers of 1000 as Docker counts: `0 B`, `1.2 kB`, `34 MB`. */
export function bytes(number: number): string {
  let value = number;
  let unit = 0;
  // What would be rounded up to 1000 is one of the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const shown = unit > 0 && value < 9.95 ? value.toFixed(1) : String(Math.round(value));
  return `${shown} ${UNITS[unit]}`;
}
