import type { Evaluation } from "./evaluation";
import { keepNamedLiteral, keepTokens } from "./literals";

/** Finds the literals in comments, which Docker does not read: tokens, and settings that were commented out. */
export function keepCommentedLiterals({ dockerfile, sourceWords }: Evaluation): void {
  for (let line = 1; line <= dockerfile.lineCount; line++) {
    const text = dockerfile.line(line);
    if (!/^\s*#/.test(text)) continue;
    const span = dockerfile.lineSpan(line);
    keepTokens(sourceWords, text, { span });
    const setting = /^\s*#+\s*(?:ENV|ARG|LABEL|export)\s+([\w.-]+)[=\s]\s*["']?([^\s"']+)["']?\s*$/i.exec(
      text,
    );
    if (setting) keepNamedLiteral(sourceWords, setting[1]!, setting[2]!, { span });
  }
}
