import { isPlaceholder, isReference } from "../placeholders";
import { judgeValue } from "../values";
import type { FileSecret } from "./settings";

const isLiteral = (password: string): boolean =>
  password !== "" && !isPlaceholder(password) && !isReference(password) && !password.startsWith("$");

/** `machine host login name password word`, on one line or on several. */
export function readNetrc(text: string): FileSecret[] {
  return [...text.matchAll(/\bpassword[ \t\r\n]{1,8}(\S{1,4096})/g)]
    .filter(([, password = ""]) => isLiteral(password))
    .map(([, value = ""]) => ({ confidence: "high", value }));
}

/** `host:port:database:user:password`, where a backslash escapes a colon. */
export function readPgpass(text: string): FileSecret[] {
  return text.split("\n").flatMap((line, index): FileSecret[] => {
    if (line.startsWith("#")) return [];
    const [, , , user = "", value = ""] = line.trim().split(/(?<!\\):/);
    if (!isLiteral(value)) return [];
    const at = { value, line: index + 1 };
    return value === user || judgeValue("PASSWORD", value).verdict === "default"
      ? [{ confidence: "medium" as const, risk: "default-password" as const, ...at }]
      : [{ confidence: "high" as const, ...at }];
  });
}

/** A file whose whole text is one secret, such as a key of Rails or a Vault token. */
export function readWord(text: string): FileSecret[] {
  const content = text.trim();
  return content.length >= 4 && /^\S+$/.test(content)
    ? [{ confidence: "high", value: content, line: 1 }]
    : [];
}

const PASSWORD_SET =
  /IDENTIFIED\s{1,4}(?:WITH\s{1,4}\S{1,40}\s{1,4})?BY\s{1,4}'([^'\n]{1,200})'|(?:CREATE|ALTER)\s{1,4}(?:USER|ROLE|LOGIN)\s[^;\n]{1,200}?PASSWORD\s{0,4}=?\s{0,4}N?'([^'\n]{1,200})'/gi;

/** SQL that gives a user a password, and rows of users with their password hashes. */
export function readStatements(text: string): FileSecret[] {
  const set = [...text.matchAll(PASSWORD_SET)].flatMap((match): FileSecret[] => {
    const value = match[1] ?? match[2] ?? "";
    return judgeValue("PASSWORD", value).verdict === "secret" ? [{ confidence: "medium", value }] : [];
  });
  const rows = ROWS_OF_USERS.exec(text);
  return rows && HASH.test(text.slice(rows.index)) ? [...set, { confidence: "low" }] : set;
}

const ROWS_OF_USERS =
  /(?:INSERT\s{1,4}INTO|COPY)\s{1,4}["`[]?(?:\w{1,60}["`\]]?\.["`[]?)?\w{0,60}(?:users?|accounts?|members?|customers?)\b/i;
/** bcrypt, argon2, PHP's portable hashes and Django's. */
const HASH =
  /\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2(?:i|d|id)\$v=\d|\$[PH]\$[./A-Za-z0-9]{31}|pbkdf2_sha256\$\d{3,8}\$/;

/** Whether a text holds hashes of passwords as databases store them. */
export const holdsHashes = (text: string): boolean => HASH.test(text);
