const VARIABLE = /\$\{?(\w+)\}?/.source;

/** Where a command, a file or a setting takes a credential and nothing else. Every quantifier is bounded. */
const USES = [
  // The password of a URL.
  `://[^\\s:/@"']{1,64}:${VARIABLE}@`,
  // Lines of an .npmrc, and `npm config set` of them.
  `_(?:authToken|auth|password)(?:=| )["']?${VARIABLE}`,
  `authorization: {0,2}(?:bearer|token|basic) ${VARIABLE}`,
  `machine [^\\n]{1,200} password ${VARIABLE}`,
  `\\bcurl [^\\n|;&]{0,200}-u ?["']?[^\\s:"']{1,64}:${VARIABLE}`,
  `\\becho ["']?[\\w-]{1,32}:${VARIABLE}["']? ?\\| ?chpasswd`,
  // JSON in an ENV, its quotes escaped or not.
  `"(?:password|token|auth)\\\\?" ?: ?\\\\?"${VARIABLE}`,
  // A private key.
  `\\b(?:echo|printf) [^|;&\\n>]{0,60}${VARIABLE}[^;&\\n>]{0,40}>{1,2} ?["']?[^\\s;&|]{0,80}id_(?:rsa|dsa|ecdsa|ed25519)\\b`,
];

/** The variables that a Dockerfile hands over as a credential, whatever their names say. Takes its text. */
export function credentialUses(text: string): ReadonlySet<string> {
  const used = new Set<string>();
  if (!text.includes("$")) return used;
  for (const use of USES)
    for (const [, name] of text.matchAll(new RegExp(use, "gi"))) if (name !== undefined) used.add(name);
  return used;
}
