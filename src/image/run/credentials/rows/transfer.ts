import type { Call } from "../../commands/command";
import { atHome } from "../reading";
import type { CredentialRow, Instead } from "../row";

const CURL: Instead = {
  mount: "curlrc",
  run: "curl -fsSL -K /run/secrets/curlrc <url> -o <file>",
  from: "$HOME/.curlrc",
};
const S3CFG: Instead = {
  mount: "s3cfg",
  run: "s3cmd -c /run/secrets/s3cfg get <object> <file>",
  from: "$HOME/.s3cfg",
};

/** Downloads, object stores and backups. */
export const transferRows: readonly CredentialRow[] = [
  {
    id: "netrc-redirect",
    files: [{ at: "~/.netrc" }, { at: "~/_netrc" }],
    instead: {
      mount: "netrc",
      target: "~/.netrc",
      run: "<the command that downloads>",
      from: "$HOME/.netrc",
    },
  },
  {
    id: "curl-user",
    programs: "curl",
    valued: "-o --output -H --header -d --data -X --request -A -e -b --libcurl --trace --trace-ascii",
    takes: { options: "--oauth2-bearer", as: "TOKEN" },
    files: [],
    instead: CURL,
  },
  {
    // The generated source holds the whole request.
    id: "curl-libcurl",
    programs: "curl",
    needs: "--libcurl --trace --trace-ascii",
    files: [
      { at: "-", when: "--libcurl", moved: { "--libcurl": "{}" } },
      { at: "-", when: "--trace", moved: { "--trace": "{}" } },
      { at: "-", when: "--trace-ascii", moved: { "--trace-ascii": "{}" } },
    ],
    instead: CURL,
  },
  { id: "curl-config-redirect", files: [{ at: "~/.curlrc" }], instead: CURL },
  {
    id: "wget-password",
    programs: "wget",
    takes: { options: "--password --http-password --ftp-password --proxy-password" },
    instead: {
      mount: "wgetrc",
      run: "WGETRC=/run/secrets/wgetrc wget --auth-no-challenge <url>",
      from: "$HOME/.wgetrc",
    },
  },
  {
    // The log of -nv shows the URL with its password.
    id: "wget-log",
    programs: "wget",
    needs: "-o -a --output-file --append-output",
    unless: "-q --quiet",
    copies: [
      {
        at: "wget-log",
        moved: { "-o": "{}", "-a": "{}", "--output-file": "{}", "--append-output": "{}" },
        uncertain: true,
      },
    ],
    instead: { words: "Write no log: leave -o and -a out, or remove the log in the same RUN" },
  },
  {
    id: "lftp-bookmark",
    programs: "lftp",
    valued: "-e -c -u",
    needs: "-e -c",
    does: keepBookmark,
    files: [{ at: "~/.local/share/lftp/bookmarks" }],
    instead: { mount: "netrc", target: "~/.netrc", run: "lftp <host>", from: "$HOME/.netrc" },
  },
  {
    id: "s3cmd-configure",
    programs: "s3cmd",
    needs: "--dump-config",
    takes: { options: "--secret_key --access_token" },
    files: [{ at: "-" }],
    instead: S3CFG,
  },
  {
    id: "s3cmd-configure-file",
    programs: "s3cmd",
    needs: "--configure",
    takes: { options: "--secret_key --access_token" },
    files: [{ at: "~/.s3cfg", moved: { "-c": "{}", "--config": "{}" } }],
    instead: S3CFG,
  },
  {
    id: "rclone-config",
    programs: "rclone",
    words: "config create|config update|config password",
    entry: { in: 1 },
    files: [
      {
        at: "~/.config/rclone/rclone.conf",
        moved: { "--config": "{}", RCLONE_CONFIG: "{}", XDG_CONFIG_HOME: "{}/rclone/rclone.conf" },
      },
    ],
    erased: [{ words: "config delete" }],
    instead: {
      mount: "rclone",
      run: "RCLONE_CONFIG=/run/secrets/rclone rclone copy <remote> <folder>",
      from: "$HOME/.config/rclone/rclone.conf",
    },
  },
  // What is obscured can be read by everyone who has rclone.
  {
    id: "rclone-obscure",
    programs: "rclone",
    words: "obscure",
    takes: { operands: 1, stdin: true },
    files: [{ at: "-" }],
    instead: {
      mount: "rclone",
      run: "RCLONE_CONFIG=/run/secrets/rclone rclone copy <remote> <folder>",
      from: "$HOME/.config/rclone/rclone.conf",
    },
  },
  {
    id: "s3fs-passwd",
    files: [
      { at: "~/.passwd-s3fs" },
      { at: "/etc/passwd-s3fs" },
      { at: "~/.davfs2/secrets" },
      { at: "/etc/davfs2/secrets" },
      { at: "/etc/fstab" },
    ],
    instead: { words: "Mount the file when the container runs: docker run -v <file>:<path>:ro <image>" },
  },
  {
    id: "restic-password",
    programs: "restic",
    instead: {
      mount: "restic_password",
      run: "restic --password-file /run/secrets/restic_password restore latest -t <folder>",
      from: "RESTIC_PASSWORD",
    },
  },
];

/** `bookmark add NAME URL` among the commands of `-e`. */
function keepBookmark(call: Call): string {
  const { shell, span } = call;
  const script = call.args.find(({ text }) => text.includes("bookmark add"))?.text ?? "";
  const stored = shell.dyes.marksOf(script);
  if (stored)
    shell.write(atHome("~/.local/share/lftp/bookmarks", call), stored, {
      by: "lftp bookmark",
      span,
      append: true,
    });
  return "";
}
