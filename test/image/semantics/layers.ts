import { rule } from "./case";

const s = { files: { s: "canary" } };

/** Section 9: layers and deletion. Section 12 shows most of it together. */
export const layers = [
  rule(
    "9.1",
    "made and removed in one RUN",
    `
FROM base
ARG T=canary
RUN echo $T > /x && cat /x > /y && rm /x`,
    ["layer 3 /y", "history 2", "history 3"],
  ),
  rule(
    "9.2",
    "removed, emptied, changed or moved later: hidden",
    `
FROM base
COPY s /a
COPY s /b
COPY s /c
COPY s /d
RUN rm /a
RUN > /b
RUN truncate -s 0 /c
RUN mv /d /e`,
    [
      "layer 2 /a hidden by 6",
      "layer 3 /b hidden by 7",
      "layer 4 /c hidden by 8",
      "layer 5 /d hidden by 9",
      "layer 9 /e",
    ],
    s,
  ),
  rule(
    "9.3",
    "chmod, chown and touch put the file into a layer once more",
    `
FROM base
COPY s /a
RUN chmod 600 /a
RUN chown 1:1 /a
RUN cp /a /b`,
    ["layer 2 /a hidden by 3", "layer 3 /a hidden by 4", "layer 4 /a", "layer 5 /b"],
    s,
  ),
  rule(
    "9.4",
    "COPY --from sees the final view only",
    `
FROM base AS b
COPY s /a
COPY s /b
RUN rm /a
FROM scratch
COPY --from=b / /`,
    ["layer 6 /b"],
    s,
  ),
  rule(
    "9.5",
    "a stage in the chain stays dirty",
    `
FROM base AS b
ARG T=canary
COPY s /a
RUN rm /a
FROM b
COPY --from=b / /x`,
    ["layer 3 /a hidden by 4", "history 2", "history 4"],
    s,
  ),
  rule(
    "9.6",
    "what is flattened is in the provenance and the cache all the same",
    `
FROM base AS b
ARG T
COPY s /a
RUN rm /a
FROM scratch
COPY --from=b / /`,
    ["provenance T", "cache /a"],
    { ...s, buildArgs: { T: "canary1" }, provenance: "max", cacheTo: "max" },
  ),
  rule(
    "12.1",
    "declared, defaulted, unset and global build args",
    `
ARG G=canary2
FROM base
ARG T
ARG OTHER=canary3
ARG UNSET
ARG G
RUN echo hi`,
    ["history 3", "history 4", "history 6", "history 7"],
    { buildArgs: { T: "canary", UNDECLARED: "canary4", HTTP_PROXY: "http://u:canary5@h" } },
  ),
  rule(
    "12.2",
    "a builder, and inheritance",
    `
FROM base AS b
ARG T
ENV E=$T
RUN make
FROM b`,
    ["env E", "history 2", "history 3", "history 4"],
    { buildArgs: { T: "canary" } },
  ),
  rule(
    "12.3",
    "the order of ENV and ARG",
    `
FROM base
ENV X=canary1
ARG X=d
LABEL l=$X`,
    ["env X", "label l", "history 2", "history 3", "history 4"],
    { buildArgs: { X: "canary2" } },
  ),
  rule(
    "12.4",
    "heredocs: which text expands, and which the history shows",
    `
FROM base
ARG T
RUN <<EOT
echo $T
EOT
RUN <<EOT
#!/usr/bin/python3
print("canary2")
EOT
COPY <<EOT /etc/x
tok=$T 'q=$T' \\$T
EOT
COPY <<"EOT" /etc/y
tok=$T
EOT`,
    ["layer 10 /etc/x", "history 2", "history 3", "history 6"],
    { buildArgs: { T: "canary" } },
  ),
  rule(
    "12.5",
    "the URLs of ADD",
    `
FROM base
ARG T
ADD https://u:$T@files.example.org/d/f.tgz?sig=$T /opt/
ADD https://x:$T@git.example.org/o/r.git /src`,
    ["history 2", "history 3", "history 4", "provenance T"],
    { buildArgs: { T: "canary" } },
  ),
  rule(
    "12.6",
    "copies of a context",
    `
FROM base
COPY a.txt b.txt /n1
COPY * /n2/
COPY dir /n3
COPY . /n4
COPY .e* nope* /n5/
COPY **/s.txt /n6/
COPY --exclude=*.txt . /n7
COPY --exclude=*.txt * /n8/`,
    [
      "layer 2 /n1",
      "layer 3 /n2/.env",
      "layer 3 /n2/b.txt",
      "layer 3 /n2/link",
      "layer 3 /n2/sub/s.txt",
      "layer 4 /n3/sub/s.txt",
      "layer 5 /n4/.env",
      "layer 5 /n4/b.txt",
      "layer 5 /n4/dir/sub/s.txt",
      "layer 6 /n5/.env",
      "layer 8 /n7/.env",
      "layer 8 /n7/dir/sub/s.txt",
      "layer 9 /n8/.env",
      "layer 9 /n8/b.txt",
      "layer 9 /n8/link",
      "layer 9 /n8/sub/s.txt",
    ],
    {
      files: {
        "a.txt": "x",
        "b.txt": "canary",
        ".env": "canary1",
        "dir/d1": "x",
        "dir/sub/s.txt": "canary2",
        ".dockerignore": "Dockerfile\n",
      },
      links: { link: "b.txt" },
    },
  ),
  rule(
    "12.7",
    "a secret mount, used well and copied out",
    `
FROM base
RUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci
RUN --mount=type=secret,id=npm cp /run/secrets/npm /root/.npmrc
RUN --mount=type=secret,id=T,env=T echo "//r/:_authToken=\${T}" > .npmrc
RUN --mount=type=secret,id=T,env=T echo '//r/:_authToken=\${T}' > .npmrc2`,
    ["layer 3 /root/.npmrc", "layer 4 /.npmrc"],
  ),
  rule(
    "12.8",
    "set and emptied, copied and removed",
    `
FROM base
ENV T=canary
ENV T=
COPY s /k
RUN rm /k`,
    ["layer 4 /k hidden by 5", "history 2"],
    s,
  ),
];
