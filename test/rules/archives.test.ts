import { memory } from "../../src/files/memory";
import { lint } from "../../src/lint";
import { writeArchive } from "../reality/archive";

const env = "DB_PASSWORD=blue-horse-41-Staple\n";
const inside = { "README.md": "hello\n", "conf/.env": env };

/** What is said of a Dockerfile beside an archive with a secret file in it: where the secret is, and the fix. */
function told(archive: string, ...lines: readonly string[]) {
  const Dockerfile = `FROM debian:13\n${lines.join("\n")}\n`;
  const files = { "/project/Dockerfile": Dockerfile, [`/project/${archive}`]: writeArchive(archive, inside) };
  const { findings } = lint({ directory: "/project", files: memory(files) });
  return findings.map(({ rule, place, related = [], fix }) => ({
    rule,
    paths: related.length > 0 ? related.map(({ path }) => path) : [place.path],
    fix: fix?.edits.length ? fix.title : fix?.advice,
  }));
}

test("an archive that a COPY asks for and a RUN unpacks is made anew", () => {
  expect(
    told("site.tar", "COPY site.tar /tmp/", "RUN tar xf /tmp/site.tar -C /srv && rm /tmp/site.tar"),
  ).toEqual([
    {
      rule: "context-secret",
      paths: ["/srv/conf/.env"],
      fix: ["tar --delete -f site.tar <the secret file>"],
    },
  ]);
});

test.each([
  ["site.tar", "ADD site.tar /srv/", "/srv/conf/.env", "tar --delete -f site.tar <the secret file>"],
  [
    "site.tar.gz",
    "ADD site.tar.gz /srv/",
    "/srv/conf/.env",
    "tar --exclude=<the secret file> -czf site.tar.gz <what goes into it>",
  ],
  ["site.zip", "ADD site.zip /srv/", "/srv/site.zip", "zip -d site.zip <the secret file>"],
])("so is %s, which an ADD asks for", (archive, line, path, fix) => {
  expect(told(archive, line)).toEqual([{ rule: "context-secret", paths: [path], fix: [fix] }]);
});

test("an archive that comes with everything else and is not unpacked is ignored", () => {
  expect(told("backup.zip", "COPY . /app")[0]).toEqual({
    rule: "context-secret",
    paths: ["/app/backup.zip"],
    fix: "Keep it out of the build: write a .dockerignore",
  });
});

test("one that a mount gives is told where it is unpacked", () => {
  const run = "RUN --mount=type=bind,target=/src unzip -q /src/site.zip -d /srv";
  expect(told("site.zip", run).map(({ paths }) => paths)).toEqual([["/srv/conf/.env"]]);
});
