import type { StatementOf } from "./dockerfile-text";
import type { Rewrite } from "./rewrite";

/** `ADD https://USER:TOKEN@host/repository.git`: the builder takes the credential from a secret of a certain name (build-semantics 6.13). */
export function addWithoutCredential(rewrite: Rewrite, statement: StatementOf<"copy" | "add">): void {
  const { dockerfile } = rewrite;
  const own = dockerfile.statements.find(
    (each) =>
      (each.kind === "add" || each.kind === "copy") &&
      each.instruction.startLine === statement.instruction.startLine,
  );
  if (own?.kind !== "add" && own?.kind !== "copy") return;
  rewrite.safe = false;
  rewrite.dockerfile = dockerfile.with(
    own.sources.flatMap(({ span }) => {
      const written = dockerfile.text.slice(span.start, span.end);
      const url = /^(["']?https?:\/\/)([^/@\s]*@)([^/\s"'?#]+)([^\s]*)$/.exec(written);
      if (!url) return [];
      const [, scheme, user, host, rest] = url;
      const isGit = /\.git["']?(?:[#?]|$)/.test(rest!);
      const secret = isGit ? `GIT_AUTH_TOKEN.${host}` : `HTTP_AUTH_HEADER_${host}`;
      rewrite.commands.add(
        `docker build --secret id=${secret},env=<${isGit ? "the variable with the token" : "the variable with Basic and the credential in base64"}> .`,
      );
      return [
        { start: span.start + scheme!.length, end: span.start + scheme!.length + user!.length, text: "" },
      ];
    }),
  );
}
