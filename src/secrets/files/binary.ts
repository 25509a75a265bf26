import type { Confidence } from "../types";

/** What the first bytes of a file show. */
export type BinaryVerdict =
  /** It holds what its name promises. */
  | { readonly holds: "secret"; readonly confidence: Confidence }
  /** It holds nothing secret: a trust store, a public key. */
  | { readonly holds: "nothing" }
  /** Nothing can be said: the name speaks. */
  | { readonly holds: "unknown" };

const SECRET: BinaryVerdict = { holds: "secret", confidence: "high" };
const NOTHING: BinaryVerdict = { holds: "nothing" };
const UNKNOWN: BinaryVerdict = { holds: "unknown" };

/** What the bytes of a key, a key store or a dump are. Never throws; a broken file is unknown. */
export function readBinary(bytes: Uint8Array): BinaryVerdict {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return UNKNOWN;
  const magic = view.getUint32(0);
  if (magic === JKS || magic === JCEKS) return javaKeyStore(view);
  const text = latin1(bytes.subarray(0, 16));
  if (text.slice(8, 12) === "RSA2") return SECRET;
  if (text.slice(8, 12) === "RSA1") return NOTHING;
  if (bytes[0] === 0x30) return der(bytes);
  return openPgp(bytes[0] ?? 0);
}

const JKS = 0xfeedfeed;
const JCEKS = 0xcececece;

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** A Java key store names the kind of each entry: 1 and 3 are keys, 2 is a certificate that is trusted. */
function javaKeyStore(view: DataView): BinaryVerdict {
  const count = view.getUint32(8);
  let at = 12;
  const skipText = () => {
    at += 2 + view.getUint16(at);
  };
  try {
    for (let entry = 0; entry < count; entry++) {
      if (view.getUint32(at) !== 2) return SECRET;
      at += 4;
      skipText();
      at += 8;
      skipText();
      at += 4 + view.getUint32(at);
    }
    return NOTHING;
  } catch {
    return UNKNOWN;
  }
}

/**
 * A sequence in DER. A private key begins with its version, the integer 0 or 1 (RFC 8017, A.1.2; RFC 5915, 3; RFC 5958, 2), a PKCS #12
 * store with 3 (RFC 7292, 4); certificates, public keys and encrypted private keys begin with a sequence.
 */
function der(bytes: Uint8Array): BinaryVerdict {
  const lengthBytes = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0;
  const [tag, length, version] = bytes.subarray(2 + lengthBytes);
  if (tag === 0x30) return NOTHING;
  if (tag !== 0x02 || length !== 1) return UNKNOWN;
  return version === 0 || version === 1 ? SECRET : UNKNOWN;
}

/** The first packet of a transferable key (RFC 9580, 4.2 and 10.1): tag 5 is a secret key, tag 6 a public one. */
function openPgp(first: number): BinaryVerdict {
  const tag = first & 0x80 ? (first & 0x40 ? first & 0x3f : (first & 0x3c) >> 2) : 0;
  if (tag === 5) return { holds: "secret", confidence: "medium" };
  return tag === 6 ? NOTHING : UNKNOWN;
}
