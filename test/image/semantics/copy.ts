import { rule } from "./case";

const ignored = { ".dockerignore": "Dockerfile\n" };
const s = { files: { ...ignored, s: "canary" } };
const tree = { files: { ...ignored, "s.txt": "canary", "d/s.txt": "canary2", "d/x/t.txt": "canary3" } };

/** Sections 6 and 7: COPY and ADD, contexts and ignore files. */
export const copy = [
  rule(
    "6.1",
    "sources start at the root of the context and cannot leave it",
    `
FROM base
WORKDIR /w
COPY ../../s /a
COPY /s .`,
    ["layer 3 /a", "layer 4 /w/s"],
    s,
  ),
  rule(
    "6.1",
    "and at the root of a stage, wherever WORKDIR is",
    `
FROM base AS b
WORKDIR /w
COPY s .
FROM base
WORKDIR /w
COPY --from=b w/s ../x`,
    ["layer 6 /x"],
    s,
  ),
  rule(
    "6.2",
    "into a directory under its name, else as the destination itself",
    `
FROM base
WORKDIR /w
COPY s .
COPY s ./new
COPY s ./new2/.
COPY s /etc
COPY s /w/new2`,
    [
      "layer 3 /w/s",
      "layer 4 /w/new",
      "layer 5 /w/new2/s hidden by 7",
      "layer 6 /etc/s",
      "layer 7 /w/new2/s",
    ],
    s,
  ),
  rule(
    "6.3",
    "a directory by its contents",
    `
FROM base
COPY d /n
COPY d/ /m/`,
    ["layer 2 /n/s.txt", "layer 2 /n/x/t.txt", "layer 3 /m/s.txt", "layer 3 /m/x/t.txt"],
    tree,
  ),
  rule(
    "6.4",
    "several sources in order",
    `
FROM base
COPY a s /new
COPY s a /other`,
    ["layer 2 /new"],
    { files: { ...s.files, a: "x" } },
  ),
  rule(
    "6.5",
    "a star takes dotfiles, and flattens directories",
    `
FROM base
COPY * /a/
COPY .e* nope* /b/
COPY **/*.txt /c/
COPY d?[12]/.env /d/`,
    ["layer 2 /a/.env", "layer 2 /a/t.txt", "layer 3 /b/.env", "layer 4 /c/t.txt", "layer 5 /d/.env"],
    { files: { ...ignored, ".env": "canary", "d/t.txt": "canary", "d/e/f.md": "x", "da1/.env": "canary" } },
  ),
  rule(
    "6.6",
    "a plain source that is not sent stops the build, a pattern finds nothing",
    `
FROM base
COPY s* /a/
COPY s /b/`,
    [],
    { files: { s: "canary", ".dockerignore": "s\n" } },
  ),
  rule(
    "6.7",
    "a source that is a link is followed, links below it stay links",
    `
FROM base
COPY link /a
COPY l* /b/
COPY d /c`,
    ["layer 2 /a", "layer 3 /b/link"],
    { files: { ...ignored, s: "canary" }, links: { link: "s", "d/in": "../s" } },
  ),
  rule(
    "6.8",
    "owner and mode change nothing",
    `
FROM base
USER node
COPY --chown=1:1 --chmod=600 s /a`,
    ["layer 3 /a"],
    s,
  ),
  rule(
    "6.9",
    "--link changes nothing",
    `
FROM base
COPY --link s /a
RUN rm /a`,
    ["layer 2 /a hidden by 3"],
    s,
  ),
  rule(
    "6.10",
    "--parents keeps the directories, from the pivot on",
    `
# syntax=docker/dockerfile:1
FROM base
COPY --parents d/x/t.txt /a/
COPY --parents d/./x/t.txt /b/
COPY --parents d/**/t.txt /c/`,
    ["layer 3 /a/d/x/t.txt", "layer 4 /b/x/t.txt", "layer 5 /c/d/x/t.txt"],
    tree,
  ),
  rule(
    "6.10",
    "--parents of a stage",
    `
# syntax=docker/dockerfile:1
FROM base AS b
COPY . /src
FROM base
COPY --parents --from=b /src/./d/x/t.txt /a/`,
    ["layer 5 /a/d/x/t.txt"],
    tree,
  ),
  rule(
    "6.11",
    "--exclude counts from each source directory",
    `
FROM base
COPY --exclude=*.txt . /a/
COPY --exclude=d/*.txt . /b/
COPY --exclude=**/*.txt --exclude=!d/s.txt . /c/
COPY --exclude=d . /e/`,
    [
      "layer 2 /a/d/s.txt",
      "layer 2 /a/d/x/t.txt",
      "layer 3 /b/d/x/t.txt",
      "layer 3 /b/s.txt",
      "layer 4 /c/d/s.txt",
      "layer 5 /e/s.txt",
    ],
    tree,
  ),
  rule(
    "6.11",
    "and not for a source that is a file",
    `
FROM base
COPY --exclude=*.txt * /a/
COPY --exclude=s.txt s.txt /b/`,
    ["layer 2 /a/s.txt", "layer 2 /a/x/t.txt", "layer 3 /b/s.txt"],
    tree,
  ),
  rule(
    "6.11",
    "the same from a stage",
    `
FROM base AS b
COPY . /src
FROM base
COPY --from=b --exclude=*.txt /src /a/
COPY --from=b --exclude=*.txt /src/* /b/
COPY --from=b --exclude=**/t.txt /src /c/`,
    [
      "layer 4 /a/d/s.txt",
      "layer 4 /a/d/x/t.txt",
      "layer 5 /b/s.txt",
      "layer 5 /b/x/t.txt",
      "layer 6 /c/d/s.txt",
      "layer 6 /c/s.txt",
    ],
    tree,
  ),
  rule(
    "6.12",
    "a URL is a file under the last part of its path",
    `
FROM base
COPY s /d/f.tgz
ADD https://files.example.org/x/f.tgz?sig=1 /d/`,
    ["layer 2 /d/f.tgz hidden by 3"],
    s,
  ),
  rule(
    "6.12",
    "a URL that ends in a slash, and one that is unpacked",
    `
FROM base
COPY s /d/__unnamed__
COPY s /e/f.tgz
ADD https://files.example.org/ /d/
ADD --unpack=true https://files.example.org/f.tgz /e/`,
    ["layer 2 /d/__unnamed__ hidden by 4", "layer 3 /e/f.tgz"],
    s,
  ),
  rule(
    "6.13",
    "the history shows the token of a repository's URL, the checkout holds none",
    `
FROM base
ARG T=canary
ADD --keep-git-dir=true https://x:$T@git.example.org/r.git#main:sub /src`,
    ["history 2", "history 3"],
  ),
  rule(
    "6.14",
    "COPY takes the Dockerfile: literals of every stage and of comments",
    `
# canary1
FROM base AS unreached
ENV A=canary2
FROM base
COPY . /app`,
    ["layer 5 /app/Dockerfile", "layer 5 /app/Dockerfile"],
  ),
  rule(
    "6.14",
    "also through a mount, and through another stage",
    `
FROM base AS b
ENV A=canary
COPY . /app
FROM base
COPY --from=b /app /srv
RUN --mount=target=/m cp /m/Dockerfile /x`,
    ["layer 5 /srv/Dockerfile", "layer 6 /x"],
  ),
  rule(
    "6.14",
    "not where it is ignored, nor a part of the context without it",
    `
FROM base AS b
ENV A=canary
FROM base
COPY . /app
COPY d /d`,
    [],
    { files: { ...ignored, "d/x": "1" } },
  ),
  rule(
    "7.1",
    "the ignore file of the Dockerfile's name replaces the other",
    `
FROM base
COPY . /app`,
    ["layer 2 /app/t"],
    {
      files: {
        s: "canary",
        t: "canary",
        ".dockerignore": "t\nDockerfile\n",
        "Dockerfile.dockerignore": "s\nDockerfile\n",
      },
    },
  ),
  rule(
    "7.1",
    "none below a folder counts",
    `
FROM base
COPY . /app`,
    ["layer 2 /app/d/s"],
    { files: { "d/s": "canary", "d/.dockerignore": "s\n" } },
  ),
  rule(
    "7.2",
    "a named context has the ignore file of its own root",
    `
FROM base
COPY --from=other . /a`,
    ["layer 2 /a/t"],
    {
      files: {
        ".dockerignore": "t\n",
        "/other/.dockerignore": "s\n",
        "/other/Dockerfile.dockerignore": "t\n",
        "/other/s": "canary",
        "/other/t": "canary",
      },
      contexts: { other: "/other" },
    },
  ),
];
