import { isPlaceholder, isReference } from "../placeholders";
import { judgeValue } from "../values";
import type { FileSecret } from "./settings";

/**
 * The values of Secret manifests: under `stringData` as they are, under `data` in base64. Templates, placeholders and empty values are
 * none, and neither is any other kind, such as SealedSecret and ExternalSecret.
 */
export function readSecretManifests(text: string): FileSecret[] {
  const found: FileSecret[] = [];
  let isSecret = false;
  let block: "data" | "stringData" | undefined;
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (/^---/.test(line) || index === 0) isSecret = documentIsSecret(lines, index);
    if (/^\S/.test(line)) block = /^(data|stringData):\s*(?:#.*)?$/.exec(line)?.[1] as typeof block;
    const pair = isSecret && block && /^\s{1,16}["']?([\w.-]{1,200})["']?:\s{1,16}(\S.*)$/.exec(line);
    if (!pair) continue;
    const [, name = "", written = ""] = pair;
    const value = written.replace(/^["']|["']$/g, "").trim();
    if (isReference(value) || isPlaceholder(value) || /^[|>]/.test(value)) continue;
    const plain = block === "data" ? decoded(value) : value;
    if (plain === undefined || isReference(plain)) continue;
    const verdict = judgeValue("SECRET_TOKEN", plain);
    const named = judgeValue(name, plain);
    if (named.verdict === "secret" || verdict.verdict === "secret")
      found.push({
        name,
        value,
        line: index + 1,
        confidence: named.verdict === "secret" ? named.confidence : "medium",
      });
  }
  return found;
}

/** Whether a text holds a Secret manifest. */
export const isSecretManifest = (text: string): boolean =>
  /^kind:\s{0,8}["']?Secret["']?\s*(?:#.*)?$/m.test(text) && /^apiVersion:/m.test(text);

/** Whether the document that begins at a line is a Secret. */
function documentIsSecret(lines: readonly string[], start: number): boolean {
  for (let index = start; index < lines.length; index++) {
    if (index > start && /^---/.test(lines[index] ?? "")) return false;
    if (/^kind:\s{0,8}["']?Secret["']?\s*(?:#.*)?$/.test(lines[index] ?? "")) return true;
  }
  return false;
}

function decoded(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(value)) return undefined;
  return Buffer.from(value, "base64").toString("utf8");
}
