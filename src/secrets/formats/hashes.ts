import { context, format, type TokenFormat } from "./format";

const hash = { risk: "password-hash", ...context } as const;

/** Hashes of passwords: a risk, since they can be tried offline, and no leak by themselves. */
export const hashes = (): TokenFormat[] => [
  format("password-hash", "$2a$ $2b$ $2x$ $2y$", () => /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/y, hash),
  format(
    "password-hash",
    "$6$",
    () => /\$6\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}/y,
    hash,
  ),
  format(
    "password-hash",
    "$5$",
    () => /\$5\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}/y,
    hash,
  ),
  format("password-hash", "$1$ $apr1$", () => /\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}/y, hash),
  format(
    "password-hash",
    "$y$ $gy$",
    () => /\$g?y\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}/y,
    hash,
  ),
  format(
    "password-hash",
    "$argon2",
    () =>
      /\$argon2(?:id?|d)\$v=\d{1,4}\$m=\d{1,9},t=\d{1,6},p=\d{1,5}\$[A-Za-z0-9+/]{8,90}\$[A-Za-z0-9+/]{16,180}/y,
    hash,
  ),
  format("password-hash", "$P$ $H$", () => /\$[PH]\$[./A-Za-z0-9]{31}/y, hash),
  format("password-hash", "{SSHA {SHA", () => /\{S?SHA\d{0,3}\}[A-Za-z0-9+/]{27,120}={0,2}/y, hash),
  format(
    "password-hash",
    "pbkdf2_sha",
    () => /pbkdf2_sha(?:1|256|512)\$\d{1,9}\$[A-Za-z0-9]{1,64}\$[A-Za-z0-9+/]{27,90}={0,2}/y,
    hash,
  ),
  format(
    "password-hash",
    "SCRAM-SHA-256$",
    () => /SCRAM-SHA-256\$\d{1,9}:[A-Za-z0-9+/]{8,90}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=/y,
    hash,
  ),
];
