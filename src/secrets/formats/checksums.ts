import type { Check } from "./format";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

/** The CRC-32 (IEEE 802.3) of a text of ASCII characters. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The six base62 digits with which GitHub and npm end a token, worked out from the 30 characters before them. */
export function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = "";
  for (let count = 0; count < 6; count++) {
    digits = BASE62[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** GitHub and npm tokens carry a checksum, so a made-up one is told from a real one. */
export const checksum: Check = ({ value }) => {
  const body = value.slice(value.indexOf("_") + 1);
  return checksumOf(body.slice(0, -6)) === body.slice(-6) ? "high" : "low";
};

/** The checksum of Bech32 over a prefix and digits of five bits, by BIP 173; 1 where the digits end with the right one. */
export function bech32Of(prefix: string, digits: readonly number[]): number {
  const codes = [...prefix.toLowerCase()].map((letter) => letter.charCodeAt(0));
  let sum = 1;
  for (const digit of [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...digits]) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ digit;
    for (const [bit, generator] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries())
      if ((top >> bit) & 1) sum ^= generator;
  }
  return sum;
}

/** An age identity is Bech32, whose last six digits are a checksum. */
export const ageIdentity: Check = ({ value }) => {
  const one = value.lastIndexOf("1");
  const digits = [...value.slice(one + 1)].map((digit) => BECH32.indexOf(digit));
  return bech32Of(value.slice(0, one), digits) === 1 ? "high" : "low";
};

/** Keys of Curve25519 have three fixed bits at one end and two at the other; `wg genkey` sets them. */
export const wireguardKey: Check = ({ value }) => {
  const key = Buffer.from(value, "base64");
  if (key.length !== 32) return undefined;
  return ((key[0] ?? 1) & 7) === 0 && ((key[31] ?? 0) & 0xc0) === 0x40 ? "high" : undefined;
};

/** The number in an AWS access key id is written in base32, which has no 0, 1, 8 and 9. */
export const awsKeyId: Check = ({ value }) => (/^[A-Z2-7]{16}$/.test(value.slice(4)) ? "medium" : "low");

/** The first part of a Discord bot token is the bot's number in base64. */
export const discordBot: Check = ({ value }) =>
  /^\d{16,20}$/.test(Buffer.from(value.slice(0, value.indexOf(".")), "base64").toString("latin1"))
    ? "high"
    : undefined;

/** The first part of a JSON web token is an object that names the algorithm. */
export const jsonWebToken: Check = ({ value }) =>
  /"(?:alg|typ|kid|enc)"/.test(
    Buffer.from(value.slice(0, value.indexOf(".")), "base64url").toString("latin1"),
  )
    ? "medium"
    : undefined;

/** A text in base64 whose plain form is `user:password`, both printable. */
export const basicPair = (
  value: string,
): { readonly user: string; readonly password: string } | undefined => {
  const plain = Buffer.from(value, "base64").toString("latin1");
  const colon = plain.indexOf(":");
  if (colon < 0 || !/^[\x20-\x7e]+$/.test(plain)) return undefined;
  return { user: plain.slice(0, colon), password: plain.slice(colon + 1) };
};
