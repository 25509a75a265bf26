import { createHash } from "node:crypto";
import { DockerfileText } from "../../../src/fixes/dockerfile-text";
import { runScript } from "../../../src/fixes/run-script";
import { applyChanges, type Change } from "../../../src/text/edits";
import type { SourceText } from "../../../src/text/source";

export interface Proof {
  readonly id: string;
  /** The digest that the RUN is to write. */
  readonly digest: string;
}

/**
 * Makes every RUN that mounts a secret write the digest of what it got into a file of its layer. The RUN itself stays as it is: the
 * digest is written behind its last command.
 */
export function withProofs(
  source: SourceText,
  secrets: Readonly<Record<string, string>>,
): { readonly text: string; readonly proofs: readonly Proof[] } {
  const dockerfile = new DockerfileText(source);
  const changes: Change[] = [];
  const proofs: Proof[] = [];
  for (const run of dockerfile.statements) {
    const script = run.kind === "run" ? runScript(run) : undefined;
    if (run.kind !== "run" || !script) continue;
    const commands = run.mounts.flatMap((mount) => {
      const id = mount.id ?? mount.env ?? "";
      const value = secrets[id];
      if (mount.type !== "secret" || value === undefined) return [];
      // A number of its own keeps two RUNs with one secret apart.
      const mark = `proof-${proofs.length}-`;
      proofs.push({ id, digest: `${mark}${sha256(value)}` });
      const content =
        mount.env && mount.target === undefined
          ? `printf %s "$${mount.env}"`
          : `cat ${mount.target ?? `/run/secrets/${id}`}`;
      return [`printf ${mark} > /.${mark}digest && ${content} | sha256sum >> /.${mark}digest`];
    });
    if (commands.length === 0) continue;
    const [heredoc] = run.instruction.heredocs;
    const end = heredoc ? heredoc.span.end : script.toSource(script.elements.at(-1)!.span).end;
    const text = heredoc ? `${commands.join("\n")}\n` : `; ${commands.join(" && ")}`;
    changes.push({ start: end, end, text });
  }
  return { text: applyChanges(source.text, changes), proofs };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
