import { tokenFormats } from "../formats";
import { type KeywordSearch, keywordSearch } from "../keywords";
import { findTokens } from "../tokens";
import type { FileVerdict, Token } from "../types";
import { holdsUserInfo } from "./user-info";

/**
 * Whether a file that its name says nothing about is worth a search for credentials: no picture, archive or font, and nothing that
 * its path shows to be made up (tests, fixtures, examples, documentation) or somebody else's (installed packages).
 */
export function isSearched(path: string, name: string): boolean {
  const dot = name.lastIndexOf(".");
  if (dot > 0 && NO_TEXT.has(name.slice(dot + 1).toLowerCase())) return false;
  const folders = path.toLowerCase().split("/").slice(0, -1);
  // The first expression costs less to compile, and in most runs no name of a file asks for the second.
  const mayBe = /[Tt]est|spec|mock|fixture|e2e|snap$|CHANGELOG|README|example|sample/.test(name);
  return !folders.some(isMadeUp) && !(mayBe && MADE_UP_NAME.test(name));
}

const NO_TEXT: ReadonlySet<string> = new Set(
  (
    "png jpg jpeg gif webp avif ico bmp tif tiff psd heic woff woff2 ttf otf eot mp3 mp4 m4a wav ogg flac avi mov mkv webm pdf doc docx xls xlsx " +
    "ppt pptx odt zip gz tgz bz2 xz zst 7z rar tar jar war ear whl egg gem deb rpm apk dmg iso exe dll so dylib a o obj lib class pyc pyo wasm node " +
    "bin dat db sqlite sqlite3 parquet arrow npy npz h5 pkl pt pth onnx safetensors gguf pack idx mo"
  ).split(" "),
);

/** Folders, in lower case. */
const MADE_UP: ReadonlySet<string> = new Set(
  (
    "test tests testdata test-data test_data test-resources test_resources test-fixtures test_fixtures test-utils test_utils test-helpers " +
    "test_helpers testlib __tests__ spec specs e2e cypress fixture fixtures __fixtures__ __snapshots__ mock mocks __mocks__ stubs sample " +
    "samples doc docs documentation node_modules bower_components site-packages dist-packages vendor thirdparty third-party third_party " +
    ".yarn .venv venv"
  ).split(" "),
);

const isMadeUp = (folder: string): boolean =>
  MADE_UP.has(folder) ||
  (folder.includes("example") && /^[\w-]*examples?$|^examples?[-_][\w-]*$/.test(folder));

const MADE_UP_NAME =
  /(?:^|[._-])(?:tests?|spec|mock|fixtures?|e2e)\.\w+$|^(?:test_|mock_)|Tests?\.\w+$|\.snap$|^(?:CHANGELOG|README)\b|\.(?:example|sample)\b/;

/**
 * Searches a file for what is a credential beyond doubt by its shape. `line` of the verdict is that of the first. Undefined where there
 * is none, for binary files, and where a comment on the line or on the one above allows it. Never throws; linear in the bytes.
 */
export function searchFile(path: string, bytes: Uint8Array): FileVerdict | undefined {
  if (!holdsKeyword(bytes) && !holdsUserInfo(bytes)) return undefined;
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  const text = new TextDecoder().decode(bytes);
  const found = findTokens(text).filter(
    (token) => isCertain(token, text, path) && !isAllowed(text, token.span.start),
  );
  const [first] = found;
  if (!first) return undefined;
  const line = lineAt(text, first.span.start);
  return {
    kind: first.kind,
    holds: found.length > 1 ? `${found.length} credentials, the first a ${first.kind}` : `a ${first.kind}`,
    confidence: "high",
    names: [],
    by: "search",
    line,
    needed: true,
  };
}

let keywords: KeywordSearch | undefined;

/** Whether anything that a searched format starts with stands in a file, of which most hold none and are never decoded. */
function holdsKeyword(bytes: Uint8Array): boolean {
  keywords ??= keywordSearch([...AZURE_KEYS, ...searchedFormats().flatMap((format) => format.keywords)]);
  let found = false;
  keywords(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"), () => {
    found = true;
  });
  return found;
}

/** What its surroundings alone make a token is too weak for files of any kind; so is what is public in many (a browser's Google key). */
const searchedFormats = () =>
  tokenFormats().filter(
    ({ kind, keywords, confidence, context }) =>
      (!context || TELLING_CONTEXT.has(kind)) &&
      (confidence === "high" || kind === "aws-access-key-id" || kind === "private-key") &&
      !PUBLIC_OR_WEAK.has(kind) &&
      keywords.every((keyword) => keyword.length >= 3),
  );

const PUBLIC_OR_WEAK: ReadonlySet<string> = new Set(["google-api-key", "square-token", "crates-token"]);

/** Their surroundings are a part of the format. */
const TELLING_CONTEXT: ReadonlySet<string> = new Set([
  "private-key",
  "telegram-bot-token",
  "terraform-token",
]);

const AZURE_KEYS = ["AccountKey=", "SharedAccessKey="];

let kinds: ReadonlySet<string> | undefined;

function isCertain(token: Token, text: string, path: string): boolean {
  if (token.kind === "aws-access-key-id") return hasSecretHalf(text, token);
  if (token.risk || token.confidence !== "high") return false;
  if (token.kind === "url-credentials") return !isLocal(text.slice(token.span.end, token.span.end + 260));
  // A lock file's hashes have any shape; only its URLs speak.
  if (/(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml)$/.test(path)) return false;
  if (token.kind === "connection-string") return isAzureKey(text, token);
  kinds ??= new Set(searchedFormats().map(({ kind }) => kind));
  return kinds.has(token.kind);
}

/** An id of AWS is a name; its secret is 40 characters of base64 that stand near. */
function hasSecretHalf(text: string, { span }: Token): boolean {
  const around = `${text.slice(Math.max(0, span.start - 300), span.start)} ${text.slice(span.end, span.end + 300)}`;
  const halves = around.match(/(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g) ?? [];
  return halves.some(
    (half) => /[a-z]/.test(half) && /[A-Z]/.test(half) && /\d/.test(half) && !/EXAMPLE/i.test(half),
  );
}

/** Keys of storage accounts and buses are 64 or 32 bytes in base64; that of the storage emulator is public. */
function isAzureKey(text: string, { span }: Token): boolean {
  const lead = text.slice(Math.max(0, span.start - 200), span.start);
  return (
    AZURE_KEYS.some((key) => lead.endsWith(key)) &&
    /^(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=)$/.test(text.slice(span.start, span.end)) &&
    !lead.includes("devstoreaccount1")
  );
}

/** The host of a URL after its password: a name that only this machine or this project knows makes it a default of development. */
function isLocal(rest: string): boolean {
  const host = /^@?([\w.-]*)/.exec(rest)?.[1] ?? "";
  return (
    !host.includes(".") ||
    /^(?:127\.|10\.|192\.168\.|0\.0\.0\.0|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host) ||
    /(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost|local|internal|localdomain|docker)$/i.test(host) ||
    /(?:^|\.)(?:host|domain|server|foo|bar|acme|my\w*|your\w*)\.(?:com|org|net|io)$/i.test(host)
  );
}

/** `watertight:allow <reason>`, and what gitleaks and detect-secrets read; on the line of a place or at the end of the one above. */
export function isAllowed(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - COMMENT_REACH), at).split("\n");
  const after = text.slice(at, at + COMMENT_REACH).split("\n", 1)[0] ?? "";
  return (
    /watertight:allow\s+\w|gitleaks:allow|pragma: ?(?:allow|white)list secret/i.test(
      `${before.at(-1)}${after}`,
    ) || /watertight:allow\s+\w|pragma: ?(?:allow|white)list nextline secret/i.test(before.at(-2) ?? "")
  );
}

/** How far a comment may stand from what it allows, in UTF-16 units; lines of minified code have no comments. */
const COMMENT_REACH = 1000;

/** 1-based. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
