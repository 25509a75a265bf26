import { isScrambled } from "./readable";

/**
 * Shapes that are no secret under any name, each with the word that says why. The first that fits counts. What a text needs for one is the
 * length that it has at most, or one of some characters: most texts have neither, and an expression costs more to compile than all else.
 */
const SHAPES: readonly (readonly [why: string, needs: number | string, shape: RegExp])[] = [
  ["boolean", 8, /^(?:true|false|yes|no|on|off|y|n|enabled?|disabled?|auto|always|never|inherit)$/i],
  ["version", ".", /^v?\d{1,5}(?:\.\d{1,5}){1,3}(?:[-+][\w.]{1,20})?$/],
  [
    "duration",
    17,
    /^\d{1,9}\s?(?:ms|s|m|h|d|w|y|sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|weeks?|months?|years?|k|kb|mb|gb|%)$/i,
  ],
  ["path", "/~:", /^<?(?:\/|\.{1,2}\/|~\/|~$|[A-Za-z]:[\\/])(?![\w+/]{30,}={1,2}$)/],
  // The names that ssh-keygen gives.
  ["path", "_", /^id_[a-z][\w.-]{2,60}$/],
  [
    "path",
    ".",
    /^[\w./@ -]{1,200}\.(?:pem|key|json|txt|crt|cer|cert|p12|pfx|jks|keystore|ya?ml|toml|ini|conf|cfg|env|pub|gpg|asc|xml|properties|sock|log|sh|py|js|ts|rb|php|sql|db|pwd|passwd|htpasswd|der|keytab|bin|dat)$/i,
  ],
  ["path", ":/", /^(?:file:|\$\{?\w{1,64}\}?\/)/],
  ["url", ":", /^[a-z][a-z0-9+.-]{1,20}:\/\//i],
  ["address", ":", /^(?:localhost|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}):\d{2,5}$/i],
  ["address", ".", /^(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?$/],
  [
    "address",
    ".",
    /^(?:[a-z0-9-]{2,63}\.){1,6}(?:com|net|org|io|dev|local|internal|test|cloud|app|svc|co|de|uk|eu|fr|cn|ru|jp)$/i,
  ],
  ["email", "@", /^[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}$/i],
  [
    "public-key",
    "-",
    /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-|sk-ssh-|-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}(?:PUBLIC KEY|CERTIFICATE))/,
  ],
  [
    "ciphertext",
    "",
    /^(?:ENC\[|ENC\(|-----BEGIN PGP MESSAGE|\$ANSIBLE_VAULT;|AQICAH|vault:v\d+:|age1[a-z0-9]{20}|\{cipher\})/,
  ],
  ["checksum", ":-", /^(?:sha(?:1|224|256|384|512)|md5)[:-][0-9a-f]{32,128}$/i],
  ["checksum", "-", /^sha(?:256|384|512)-[A-Za-z0-9+/]{43,88}={0,2}$/],
  ["option", "-", /^--[a-z][a-z0-9-]{1,40}(?:[= ]|$)|^-[A-Za-z] /],
  [
    "pattern",
    "^[/",
    /^\^.*[\])*+$]$|^\^?\[[^\]\s]{1,40}-[^\]\s]{1,40}\][*+$]?$|^\/.*\/[gimsuy]{1,3}$|^\^a-z/,
  ],
  // A class of Java, Python or PHP: `com.example.TokenProvider`, `App\\Auth\\Token`.
  ["class", ".", /^(?:[a-z_][a-z0-9_]{0,40}\.){2,10}[A-Z][A-Za-z]{2,40}\d?[A-Za-z]{0,40}(?:\$\w{1,40})?$/],
  ["class", ".\\", /^[a-z_]{2,40}\.(?:[A-Z][a-z]{1,20}){2,6}$|^[A-Z]\w{0,40}(?:\\{1,2}[A-Z]\w{1,40}){1,8}$/],
  ["locale", "_.", /^[a-z]{2}_[A-Z]{2}(?:\.[\w-]{3,12})?$|^C\.UTF-?8$/],
  ["mime", "/", /^(?:application|text|image|audio|video)\/[\w.+-]{2,60}$/],
  // An image by its tag, a package by its version: `library/redis:7.2`.
  ["image", "/", /^(?:[a-z0-9._-]{1,60}\/){1,4}[a-z0-9._-]{1,60}:[\w.-]{1,60}$/],
  [
    "address",
    "/",
    /^(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|dev|local|internal|cloud|app)(?::\d{2,5})?\/\S{0,200}$/i,
  ],
  [
    "command",
    " ",
    /^(?:openssl|pwgen|uuidgen|cat|echo|printf|head|date|sh|bash|node|python3?|base64) [\w./-]/,
  ],
  ["resource", ":/", /^(?:arn:aws|projects\/|\/subscriptions\/)/],
  ["fingerprint", " :", /^(?:[0-9A-F]{4} {1,2}){9}[0-9A-F]{4}$|^(?:[0-9a-f]{2}:){15,31}[0-9a-f]{2}$/i],
  [
    "scheme",
    8,
    /^(?:basic|bearer|digest|oauth2?|jwt|apikey|ntlm|kerberos|ldap|saml|oidc|md5|hs256|rs256|es256|trust|peer|ident)$/i,
  ],
  ["scheme", "", /^(?:scram-sha-|sha-?)\d+$/i],
];

/** Why a value is no secret by its shape alone; undefined where its shape does not say so. */
export const harmlessShape = (text: string): string | undefined =>
  isKeyInBase64(text)
    ? undefined
    : SHAPES.find(([, needs, shape]) => has(text, needs) && shape.test(text))?.[0];

/** One in 64 begins with a slash and would be a path, though no directory has such a name. */
const isKeyInBase64 = (text: string): boolean =>
  text.length >= 30 &&
  text.startsWith("/") &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
  /\d/.test(text) &&
  isScrambled(text.replace(/[^A-Za-z]/g, ""), 3);

const has = (text: string, needs: number | string): boolean =>
  typeof needs === "number"
    ? text.length <= needs
    : needs === "" || [...needs].some((character) => text.includes(character));

/** Whether a value is a password hash by the prefix of its scheme (crypt, bcrypt, argon2, LDAP, PBKDF2, PostgreSQL's md5). */
export const isPasswordHash = (text: string): boolean =>
  (text.length === "md5".length + 32 || /[$}:]/.test(text)) &&
  !text.startsWith("${") &&
  /^(?:\$(?:2[abxy]|argon2(?:id?|d)|[156y]|apr1|pbkdf2[\w-]{0,16}|scrypt|P|H)\$[^\s]{8,}|\{S?(?:SHA|MD5|CRYPT)\d{0,3}\}\S{16,}|pbkdf2_\w{1,16}\$|md5[0-9a-f]{32}$|sha1:[0-9a-f]{8,16}:[0-9a-f]{40}$|argon2:\$)/i.test(
    text,
  );

/** The hash of crypt(3) with DES: two characters of salt and eleven more, of both cases or with digits. Only its place tells it from a password. */
export const isTraditionalCrypt = (text: string): boolean =>
  /^[./0-9A-Za-z]{13}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
