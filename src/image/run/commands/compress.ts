import { MEMBER } from "../../dyes";
import { type Command, filesOf, has, option, parseArguments, readAll } from "./command";

interface Compressor {
  readonly suffix: string;
  readonly opens?: true;
}

/** `gzip f` makes `f.gz` of it, `gzip -d f.gz` the other way round. The text stays, since whoever has the one has the other. */
const compress =
  ({ suffix, opens }: Compressor): Command =>
  (call) => {
    const { shell, span, name, stdin } = call;
    const parsed = parseArguments(call.args, ["-S", "--suffix", "-T", "-o"]);
    const decompresses = opens || has(parsed, "-d", "--decompress", "--uncompress");
    if (parsed.operands.length === 0 || has(parsed, "-c", "--stdout", "--to-stdout")) {
      const text = parsed.operands.length === 0 ? stdin : readAll(shell, parsed.operands, stdin);
      return decompresses ? opened(text) : text + MEMBER;
    }
    for (const operand of parsed.operands) {
      for (const path of filesOf(shell, operand)) {
        const target = decompresses
          ? path.replace(/\.(?:gz|xz|bz2|zst|lzma)$/, "").replace(/\.tgz$/, ".tar")
          : path + suffix;
        const to = option(parsed, "-o") ?? target;
        const isTaken =
          (shell.exists(to) === true && !has(parsed, "-f", "--force")) || shell.isBeyond(shell.path(to));
        // What has another suffix, is no file, or would overwrite one is left as it is.
        const isLink = shell.view.links.has(shell.path(path, false));
        if (
          to === path ||
          isTaken ||
          (isLink && shell.base.gnuPrograms) ||
          shell.standing(path) === "directory"
        ) {
          shell.missed = true;
          continue;
        }
        const keeps = has(parsed, "-k", "--keep") || (name.endsWith("zstd") && !has(parsed, "--rm"));
        shell.transfer(path, to, { span, by: name, move: !keeps && !isLink });
        if (!keeps && isLink) shell.remove(path, span, name);
        shell.edit(to, (text) => (decompresses ? opened(text) : text + MEMBER), span, name);
      }
    }
    return "";
  };

const readCompressed: Command = ({ args, shell, stdin }) => {
  const { operands } = parseArguments(args);
  return opened(operands.length === 0 ? stdin : readAll(shell, operands, stdin));
};

const opened = (text: string): string => (text.endsWith(MEMBER) ? text.slice(0, -MEMBER.length) : text);

/** Commands that make a file smaller, and whole again. */
export const compressCommands: Readonly<Record<string, Command>> = {
  gzip: compress({ suffix: ".gz" }),
  pigz: compress({ suffix: ".gz" }),
  gunzip: compress({ suffix: ".gz", opens: true }),
  bzip2: compress({ suffix: ".bz2" }),
  bunzip2: compress({ suffix: ".bz2", opens: true }),
  xz: compress({ suffix: ".xz" }),
  unxz: compress({ suffix: ".xz", opens: true }),
  zstd: compress({ suffix: ".zst" }),
  unzstd: compress({ suffix: ".zst", opens: true }),
  zcat: readCompressed,
  xzcat: readCompressed,
  bzcat: readCompressed,
  zstdcat: readCompressed,
};
