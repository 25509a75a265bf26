import { findTokens } from "../tokens";
import type { Confidence } from "../types";
import { holdsHashes } from "./words";

/**
 * How sure the first bytes of a SQLite database show secrets: tokens by their shape, or the password hashes of users. A database as such is
 * data that a build may well want. Undefined where it shows none, or is none.
 */
export function readDatabase(bytes: Uint8Array): Confidence | undefined {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.startsWith("SQLite format 3\u0000")) return undefined;
  if (findTokens(text).some(({ confidence, risk }) => confidence === "high" && !risk)) return "high";
  return holdsHashes(text) ? "low" : undefined;
}
