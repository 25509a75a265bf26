import { isPasswordName, strengthOfWords } from "./name-strength";
import {
  harmlessNames,
  identifierNames,
  pathNames,
  publicNames,
  publicPrefixes,
  secretNames,
  urlNames,
} from "./names-known";
import type { NameVerdict } from "./types";
import { wordsOf } from "./word-list";

interface Wildcard {
  readonly before: string;
  readonly after: string;
  readonly host: boolean;
  readonly verdict: NameVerdict;
}

interface KnownNames {
  readonly exact: ReadonlyMap<string, NameVerdict>;
  readonly wildcards: readonly Wildcard[];
  readonly publicPrefixes: readonly string[];
}

let table: KnownNames | undefined;

const verdict = (strength: NameVerdict["strength"], more: Partial<NameVerdict> = {}): NameVerdict => ({
  strength,
  identifier: false,
  path: false,
  ...more,
});

function knownNames(): KnownNames {
  if (table) return table;
  const exact = new Map<string, NameVerdict>();
  const wildcards: Wildcard[] = [];
  const add = (names: string, found: NameVerdict) => {
    for (const name of wordsOf(names.toUpperCase())) {
      if (!name.includes("<")) {
        exact.set(name, found);
        continue;
      }
      const [before = "", placeholder, after = ""] = name.split(/<(NAME|HOST)>/);
      wildcards.push({ before, after, host: placeholder === "HOST", verdict: found });
    }
  };
  add(secretNames, verdict("known"));
  add(identifierNames, verdict("known", { identifier: true }));
  add(pathNames, verdict("known", { path: true }));
  add(urlNames, verdict("url"));
  add(publicNames, verdict("public"));
  add(harmlessNames, verdict("none"));
  table = { exact, wildcards, publicPrefixes: wordsOf(publicPrefixes) };
  return table;
}

/** Judges the name of a variable, an option, a label or a setting, by the rules of the name heuristics. Never throws. */
export function judgeName(name: string): NameVerdict {
  const { exact, wildcards, publicPrefixes: prefixes } = knownNames();
  const upper = name.toUpperCase().replace(/[-.]/g, "_");
  const known = exact.get(upper);
  if (known) return known;
  if (prefixes.some((prefix) => upper.startsWith(prefix))) return verdict("public");
  for (const { before, after, host, verdict: found } of wildcards) {
    if (!upper.startsWith(before) || !upper.endsWith(after)) continue;
    const between = upper.slice(before.length, upper.length - after.length);
    // Settings such as BUNDLE_SILENCE_ROOT_WARNING share the prefix with hosts, whose dots are two underscores each.
    if (between.length > 0 && (!host || between.includes("__"))) return found;
  }
  return verdict(strengthOfWords(name));
}

/** What kind of secret a name promises: `password`, `token`, `private-key`, `api-key`, `key` or `secret`. */
export function secretKindOf(name: string): string {
  const lower = name.toLowerCase();
  if (isPasswordName(name)) return "password";
  if (/priv(?:ate)?[-_.]?key|ssh[-_.]?key|deploy[-_.]?key/.test(lower)) return "private-key";
  if (/api[-_.]?key/.test(lower)) return "api-key";
  if (/token|pat$|jwt/.test(lower)) return "token";
  if (/key$/.test(lower)) return "key";
  return "secret";
}
