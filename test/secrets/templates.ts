import { bech32Of, checksumOf } from "../../src/secrets/formats/checksums";

const ALPHABETS: Readonly<Record<string, string>> = {
  m: "q7Rk2WmZ9Xc4VbTn5Lp3Hj6Gd1FsYaUeQiB8oKwN0rJtDxSvMgPhCzfEyAulOI",
  l: "qRkWmZXcVbTnLpHjGdFsYaUeQiBoKwNrJtDxSvMgPhCzfEyAulOI",
  h: "7f03b9e2d61c85a40e9b3d72f5",
  c: "Q3EGRVPLZ2YTKX7NMWC5HB",
  w: "q7rk2wmz9xc4vbtn5lp3hj6gd",
  b: "q7rk2wmzxc4vbtn5lp3hj6gd",
  d: "3180451277094410982",
};
const BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

/** So many characters of no pattern: `m` letters and digits, `l` letters, `h` hexadecimal, `c` base32, `w` small, `b` small base32, `d` digits. */
const noise = (alphabet: string, length: number): string =>
  (ALPHABETS[alphabet] ?? "").repeat(Math.ceil(length / 19)).slice(0, length);

/** A Curve25519 key as `wg genkey` writes one. */
function wireguard(): string {
  const key = Buffer.from(noise("m", 32));
  key[0] = 0x48;
  key[31] = 0x5a;
  return key.toString("base64");
}

function ageIdentity(): string {
  const digits = Array.from({ length: 52 }, (_, at) => (at * 11 + 7 * (at % 5)) % 32);
  const sum = bech32Of("AGE-SECRET-KEY-", [...digits, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
  return [...digits, ...check].map((digit) => BECH32[digit]).join("");
}

const SPECIAL: Readonly<Record<string, () => string>> = {
  summed: () => noise("m", 30) + checksumOf(noise("m", 30)),
  uuid: () => "3f2b8c1e-94d7-4a60-b5e8-71c09fd2a634",
  age: ageIdentity,
  wireguard,
  tilde: () => "~",
  jwt: () => `ey${"J"}hbGciOiJIUzI1NiJ9.ey${"J"}zdWIiOiI0MiJ9.${noise("m", 43)}`,
  bot: () => Buffer.from(noise("d", 18)).toString("base64"),
  basic: () => Buffer.from("user:blue-horse-41").toString("base64"),
  pem: () =>
    Buffer.from(`-----BEGIN ${"RSA PRIVATE KEY"}-----\n${noise("m", 64)}\n${noise("m", 30)}`).toString(
      "base64",
    ),
  block: () => `${noise("m", 64)}\\n${noise("m", 40)}`,
};

/**
 * Puts a made-up value together at run time, so that no token-shaped text stands in the repository: `{m20}` is noise, `{summed}` and
 * its kind are worked out, and `~` stands between parts of a prefix that a scanner would know.
 */
export const filled = (template: string): string =>
  template
    .replaceAll("~", "")
    .replace(/\{([mlhcwbd])(\d+)\}/g, (_, alphabet: string, length: string) =>
      noise(alphabet, Number(length)),
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => SPECIAL[name]?.() ?? whole);
