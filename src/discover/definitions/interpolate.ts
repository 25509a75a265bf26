/** A text whose variables were looked up. */
export interface Interpolated {
  /** Undefined where a part of it comes from outside: no one says what the variable holds. */
  readonly text: string | undefined;
  /** The variables that it asks for. */
  readonly references: readonly string[];
}

type Lookup = (name: string) => string | undefined;

/**
 * Compose's interpolation: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?error}`, `${NAME:+other}`, `$$`
 * (Compose specification, "Interpolation"). A default that says something stands for a variable that is not known.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  const references: string[] = [];
  const { value } = read(text, 0, "", lookup, references);
  return { text: value, references };
}

/** Reads up to `close`, which is empty for the whole text; gives the place behind it. */
function read(
  text: string,
  from: number,
  close: string,
  lookup: Lookup,
  references: string[],
): { value: string | undefined; end: number } {
  let value: string | undefined = "";
  const add = (part: string | undefined) => {
    value = value === undefined || part === undefined ? undefined : value + part;
  };
  let index = from;
  while (index < text.length) {
    if (close !== "" && text[index] === close) return { value, end: index + 1 };
    if (text.startsWith("$$", index)) {
      add("$");
      index += 2;
    } else if (text.startsWith("${", index) && !text.startsWith("${{", index)) {
      const name = nameAt(text, index + 2);
      const after = index + 2 + name.length;
      const operator = /^(?::?[-?+])?/.exec(text.slice(after, after + 2))![0];
      const word = read(text, after + operator.length, "}", lookup, references);
      if (name !== "") references.push(name);
      add(resolved(lookup(name), operator, word.value));
      index = word.end;
    } else if (text[index] === "$" && nameAt(text, index + 1) !== "") {
      const name = nameAt(text, index + 1);
      references.push(name);
      add(lookup(name));
      index += 1 + name.length;
    } else add(text[index++]);
  }
  return { value, end: index };
}

function resolved(value: string | undefined, operator: string, word: string | undefined): string | undefined {
  if (operator.endsWith("+")) return value === undefined ? "" : word;
  if (!operator.endsWith("-")) return value;
  if (value !== undefined && (value !== "" || operator === "-")) return value;
  // `${TOKEN:-}` only quiets a warning; the value is expected from outside.
  return word === "" ? undefined : word;
}

const nameAt = (text: string, index: number): string => /^\w*/.exec(text.slice(index, index + 200))![0];
