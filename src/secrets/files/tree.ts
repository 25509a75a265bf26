import type { Setting } from "./settings";

/** No tree that a person writes is deeper; one that is, is not followed further. */
const DEPTH_LIMIT = 40;

/** Keys that say nothing of their value: the key above them does, as in `"db_password": {"value": "…"}`. */
const GENERIC = /^(?:value|values|default|content|data|text|string|literal|\d+)$/i;

/**
 * The texts of a JSON document, each under its key; where the key says nothing, or one above it is of `telling`, under that one.
 * Undefined where it is no JSON.
 */
export function readTree(text: string, telling: ReadonlySet<string>): Setting[] | undefined {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return undefined;
  }
  const settings: Setting[] = [];
  const open: { readonly node: unknown; readonly name: string; readonly depth: number }[] = [
    { node: tree, name: "", depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, name, depth } = next;
    if (typeof node === "string" && name !== "") settings.push({ name, value: node });
    if (typeof node !== "object" || node === null || depth > DEPTH_LIMIT) continue;
    const pair = namedValue(node);
    if (pair) settings.push(pair);
    const children = Object.entries(node).reverse();
    for (const [key, child] of children) {
      const inherits =
        name !== "" && (GENERIC.test(key) || (telling.has(name.toLowerCase()) && !isKnown(key)));
      open.push({ node: child, name: inherits ? name : key, depth: depth + 1 });
    }
  }
  return settings;
}

/** `{"name": "Authorization", "value": "…"}`. */
function namedValue(node: object): Setting | undefined {
  const { name, key, value } = node as Readonly<Record<string, unknown>>;
  const named = typeof name === "string" ? name : key;
  return typeof named === "string" && typeof value === "string" ? { name: named, value } : undefined;
}

/** Keys that are no secret even below one that tells. */
const isKnown = (key: string): boolean => /^(?:user(?:name)?|login|email|host|url|type|name)$/i.test(key);
