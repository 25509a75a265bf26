import { sha256 } from "@noble/hashes/sha2.js";
import type { Found } from "../rule";

/**
 * Gives each finding its fingerprint: what is found, of which secret, and where it rests, without line numbers, so that lines
 * added elsewhere do not change it. A COPY that ships one more file is another finding: who accepted the others did not accept
 * that. Findings that are equal in all this are numbered in the order given.
 */
export function withFingerprints(findings: readonly Omit<Found, "fingerprint">[]): Found[] {
  if (findings.length === 0) return [];
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, secret, place, related = [] } = finding;
    const identity = JSON.stringify([
      rule,
      file,
      secret.kind,
      secret.name,
      place.where,
      place.path ?? null,
      place.stage,
      related.map((each) => each.path ?? each.file).sort(),
    ]);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return {
      ...finding,
      // The check of a fix, which looks at the findings of a whole run again, never asks for it.
      get fingerprint() {
        return hash(`${identity}#${ordinal}`);
      },
    };
  });
}

/** Sixteen hexadecimal digits. Node's own hashes cost a twentieth of a run to load, where a few short texts are hashed. */
const hash = (text: string): string => Buffer.from(sha256(Buffer.from(text))).toString("hex", 0, 8);
