export { fileJudge, fileSearch, judgeFile, secretsInFile } from "./files";
export { type Judge, judgeWith, type OwnSecrets } from "./judge";
export { judgeName, secretKindOf } from "./names";
export { redact } from "./redact";
export { findTokens } from "./tokens";
export type { Confidence, FileVerdict, NameVerdict, Token, ValueVerdict } from "./types";
export { isTraditionalCrypt } from "./value-shapes";
export { judgeValue } from "./values";
