import type { Span } from "../../text/source";
import type { Confidence } from "../types";
import { ageIdentity, wireguardKey } from "./checksums";
import { assigned, checked, context, format, type TokenFormat } from "./format";
import { isFake } from "./literals";

/** Private keys. A PEM key, also with its line ends written as `\n`, is read on from its BEGIN line. */
export const keys = (): TokenFormat[] => [
  format(
    "private-key",
    "-----BEGIN",
    () => /-----BEGIN (?:[A-Z0-9]{2,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y,
    {
      ...context,
      readOn: readKey,
    },
  ),
  format("private-key", "---- BEGIN", () => /---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----/y, {
    ...context,
    readOn: readKey,
  }),
  format("private-key", "PuTTY-User-Key-File-", () => /PuTTY-User-Key-File-\d: [\w-]{1,40}/y, {
    ...context,
    readOn: readKey,
  }),
  // A BEGIN line in base64, as a kubeconfig and many a variable has it.
  format("private-key", "LS0tLS1CRUdJTi", () => /LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,16000}={0,2}/y, {
    long: true,
    ...checked(({ value }) =>
      Buffer.from(value.slice(0, 80), "base64").toString("latin1").includes("PRIVATE KEY-----")
        ? "high"
        : undefined,
    ),
  }),
  format(
    "age-key",
    "AGE-SECRET-KEY-1",
    () => /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/y,
    checked(ageIdentity),
  ),
  assigned(
    "wireguard-key",
    "PrivateKey private_key wg_private",
    () => /[A-Za-z0-9+/]{43}=/,
    checked(wireguardKey),
  ),
  assigned("wireguard-key", "PresharedKey", () => /[A-Za-z0-9+/]{43}=/),
];

/** No private key is longer than this, in UTF-16 units. */
const KEY_BOUND = 65_536;

/** Ends behind the END line; what has no key between, as `grep "BEGIN … PRIVATE KEY"` and documentation with dots, is none. */
function readKey(text: string, header: Span): { end: number; confidence: Confidence } | undefined {
  const rest = text.slice(header.end, header.end + KEY_BOUND);
  const next = rest.search(/---- ?BEGIN|PuTTY-User-Key-File/);
  const region = next < 0 ? rest : rest.slice(0, next);
  const finish = /---- ?-?END [A-Z0-9 ]{0,40}----/.exec(region);
  const body = region.slice(0, finish?.index ?? region.length);
  // A key on one line has its line ends as a backslash and an n.
  if (!finish && !/^\s{0,8}(?:[\r\n]|\\[rn])/.test(body)) return undefined;
  const start = body.slice(0, 4096).replace(/\\[nrt]/g, "\n");
  // Without an END line a sentence may follow, as where a comment says what a key looks like.
  if (!finish && !/^\s{0,64}["'`+]?\s{0,16}["'`]?(?:[A-Za-z0-9+/]{16}|[A-Z][\w-]{1,40}: )/.test(start))
    return undefined;
  const material = start.match(/[A-Za-z0-9+/]{16,}/g)?.join("") ?? "";
  if (material.length < 24 || isFake(material.slice(0, 256)) || /\$\{|\$\(|\{\{/.test(start))
    return undefined;
  const dashes = finish ? (/^-*/.exec(region.slice(finish.index + finish[0].length))?.[0].length ?? 0) : 0;
  const end = header.end + (finish ? finish.index + finish[0].length + dashes : region.length);
  return { end, confidence: isEncrypted(text, header, body) ? "medium" : "high" };
}

/**
 * PKCS#8 says in the BEGIN line that it is encrypted, an old PEM key in its own headers, a PuTTY key in the line `Encryption`, an OpenSSH key
 * in the name of its cipher: `openssh-key-v1`, a NUL, and a text that is `none` where there is no passphrase (OpenSSH, PROTOCOL.key).
 */
const isEncrypted = (text: string, header: Span, body: string): boolean =>
  text.slice(header.start, header.end).includes("ENCRYPTED") ||
  /^\s*b3BlbnNzaC1rZXktdjEAAAAA(?!BG5vbm)/.test(body) ||
  /Proc-Type: 4,ENCRYPTED|\nEncryption: (?!none)/.test(body.slice(0, 400));
