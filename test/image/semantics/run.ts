import { rule } from "./case";

const secret = { secrets: ["k"] };

/** Sections 5 and 8: RUN, its mounts, and home directories. */
export const run = [
  rule(
    "5.1",
    "the shell of SHELL, whatever is in front of the command",
    `
FROM base
ARG T=canary
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN echo $T > /x
SHELL ["pwsh", "-Command"]
RUN echo $T > /y`,
    ["layer 4 /x", "history 2", "history 4", "history 6"],
  ),
  rule(
    "5.2",
    "a heredoc alone is the script, however its delimiter is written, and the history shows it",
    `
FROM base
RUN <<EOT
echo canary > /a
EOT
RUN <<'EOT'
echo canary > /b
EOT`,
    ["layer 2 /a", "layer 5 /b", "history 2", "history 5"],
  ),
  rule(
    "5.2",
    "a script with a shebang is in no history",
    `
FROM base
RUN <<EOT
#!/bin/sh
echo canary > /a
EOT
RUN <<EOT
#!/usr/bin/python3
open("/b", "w").write("canary")
EOT`,
    ["layer 2 /a"],
  ),
  rule(
    "5.2",
    "else it is a heredoc of the shell",
    `
FROM base
ARG T=canary
RUN cat <<A > /a && cat <<'B' > /b
$T
A
$T
B
RUN <<EOT cat > /c
$T
EOT`,
    ["layer 3 /a", "layer 8 /c", "history 2", "history 3", "history 8"],
  ),
  rule(
    "5.3",
    "a secret of a mount beats an ENV, and nothing lives on to the next RUN",
    `
FROM base
ENV K=x
RUN --mount=type=secret,id=k,env=K echo $K > /a
RUN export L=canary
RUN echo $K$L > /b`,
    ["layer 3 /a", "history 4"],
    secret,
  ),
  rule(
    "5.4",
    "what is written to devices and mounted files stays nowhere, /tmp and /run stay",
    `
FROM base
ARG T=canary
RUN echo $T > /dev/shm/x; echo $T > /etc/hosts; echo $T > /proc/x; echo $T > /tmp/a; echo $T > /run/b; echo $T > /var/run/c`,
    ["layer 3 /run/b", "layer 3 /tmp/a", "layer 3 /var/run/c", "history 2", "history 3"],
  ),
  rule(
    "5.5",
    "bind: the context as the ignore file leaves it, to a target in WORKDIR, read only",
    `
FROM base
WORKDIR /w
RUN --mount=target=x,source=d cp x/s y; cp x/i z`,
    ["layer 3 /w/y"],
    { files: { "d/s": "canary", "d/i": "canary2", ".dockerignore": "d/i\n" } },
  ),
  rule(
    "5.5",
    "bind with rw: what is written is thrown away",
    `
FROM base
WORKDIR /w
ARG T=canary
RUN --mount=target=.,rw echo $T > out && cp out /kept`,
    ["layer 4 /kept", "history 3", "history 4"],
  ),
  rule(
    "5.5",
    "bind of one file of a stage",
    `
FROM base AS b
RUN echo canary > /f
FROM base
RUN --mount=from=b,source=/f,target=/h cp /h /i`,
    ["layer 4 /i"],
  ),
  rule(
    "5.5",
    "a cache hides what the image has there, and goes to nobody but the next that mounts it",
    `
FROM base
COPY s /c/s
RUN --mount=type=cache,target=/c cp /c/s /gone || true
RUN --mount=type=cache,id=x,target=/c echo canary > /c/f
RUN --mount=type=cache,target=/c cp /c/f /no || true
RUN --mount=type=cache,id=x,target=/d cp /d/f /yes`,
    ["layer 2 /c/s", "layer 6 /yes", "history 4"],
    { files: { s: "canary" } },
  ),
  rule(
    "5.5",
    "a cache is filled from a stage",
    `
FROM base AS b
RUN mkdir /seed && echo canary > /seed/f
FROM base
RUN --mount=type=cache,target=/c,from=b,source=/seed cp /c/f /g`,
    ["layer 4 /g"],
  ),
  rule(
    "5.5",
    "tmpfs: thrown away, and it hides what is below",
    `
FROM base
COPY s /t/s
RUN --mount=type=tmpfs,target=/t cp /t/s /a || true; echo canary > /t/b`,
    ["layer 2 /t/s", "history 3"],
    { files: { s: "canary" } },
  ),
  rule(
    "5.5",
    "secret: at /run/secrets under its id, or under the target's name",
    `
FROM base
RUN --mount=type=secret,id=k cp /run/secrets/k /a
RUN --mount=type=secret,target=/q/k cp /q/k /b
RUN --mount=type=secret,source=k,target=rel cp /rel /c`,
    ["layer 2 /a", "layer 3 /b", "layer 4 /c"],
    secret,
  ),
  rule(
    "5.5",
    "secret: as a variable only, or as both",
    `
FROM base
RUN --mount=type=secret,id=k,env=K cp /run/secrets/k /a || true
RUN --mount=type=secret,id=k,env=K,target=/t echo $K > /b; cp /t /c`,
    ["layer 3 /b", "layer 3 /c"],
    secret,
  ),
  rule(
    "5.5",
    "secret: not given is no file, and an empty variable",
    `
FROM base
RUN --mount=type=secret,id=none cp /run/secrets/none /a || true
RUN --mount=type=secret,id=none,env=N echo $N > /b`,
    [],
    secret,
  ),
  rule(
    "5.5",
    "secret: expected where nobody knows what is given",
    `
FROM base
RUN --mount=type=secret,id=none cp /run/secrets/none /a`,
    ["layer 2 /a"],
  ),
  rule(
    "5.5",
    "ssh: no bytes of a key",
    `
FROM base
RUN --mount=type=ssh cp $SSH_AUTH_SOCK /a`,
    [],
  ),
  rule(
    "5.6",
    "no stub is left at a mount's target, and a file that was there keeps its own layer",
    `
FROM base
COPY s /root/.npmrc
RUN --mount=type=secret,id=k,target=/root/.npmrc npm ci`,
    ["layer 2 /root/.npmrc"],
    { ...secret, files: { s: "canary" } },
  ),
  rule(
    "5.7",
    "the network and the security of a RUN change nothing",
    `
FROM base
RUN --network=none --security=sandbox echo canary > /a`,
    ["layer 2 /a", "history 2"],
  ),
  rule(
    "5.8",
    "what is written below a VOLUME is kept",
    `
FROM base
VOLUME /data
RUN mkdir -p /data && echo canary > /data/a
COPY s /data/b`,
    ["layer 3 /data/a", "layer 4 /data/b", "history 3"],
    { files: { s: "canary" } },
  ),
  rule(
    "8.1",
    "HOME of the environment wins, whoever the user is",
    `
FROM base
ARG T=canary
ENV HOME=/h
USER node
RUN echo $T > ~/a; echo $T > $HOME/b`,
    ["layer 5 /h/a", "layer 5 /h/b", "history 2", "history 5"],
  ),
  rule(
    "8.2",
    "root's home without a USER, and of a user that is not known",
    `
FROM base
ARG T=canary
RUN echo $T > ~/a
USER 0
RUN echo $T > ~/b
USER 1234
RUN echo $T > ~/c
USER somebody
RUN echo $T > ~/d`,
    [
      "layer 3 /root/a",
      "layer 5 /root/b",
      "layer 7 /c",
      "layer 9 ~somebody/d",
      "history 2",
      "history 3",
      "history 5",
      "history 7",
      "history 9",
    ],
  ),
  rule(
    "8.3",
    "users of well-known images, and one that the Dockerfile makes",
    `
FROM node
ARG T=canary
RUN useradd -m app && useradd -m -d /srv/x other
USER node
RUN echo $T > ~/a
USER app
RUN echo $T > ~/b
USER other
RUN echo $T > ~/c`,
    [
      "layer 5 /home/node/a",
      "layer 7 /home/app/b",
      "layer 9 /srv/x/c",
      "history 2",
      "history 3",
      "history 5",
      "history 7",
      "history 9",
    ],
  ),
  rule(
    "8.4",
    "in COPY and WORKDIR a tilde is a name",
    `
FROM base
COPY s ~/a
WORKDIR ~/w
COPY s b`,
    ["layer 2 /~/a", "layer 4 /~/w/b"],
    { files: { s: "canary" } },
  ),
];
