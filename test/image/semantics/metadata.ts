import { rule } from "./case";

/** Section 3: instructions that change the config. */
export const metadata = [
  rule(
    "3",
    "what sets a field of the config is in it and in the history",
    `
FROM base
ENV E=canary
LABEL l=canary
CMD ["a", "canary"]
ENTRYPOINT ["b", "canary"]
HEALTHCHECK CMD c canary
SHELL ["/bin/sh", "-c", "canary"]
USER canary
MAINTAINER canary`,
    [
      "env E",
      "label l",
      "command CMD",
      "command ENTRYPOINT",
      "command HEALTHCHECK",
      "command SHELL",
      "command USER",
      "command MAINTAINER",
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((line) => `history ${line}`),
    ],
  ),
  rule(
    "3",
    "a label of the command line is in the config and in no history",
    `
FROM base`,
    ["label l"],
    { labels: { l: "canary" } },
  ),
  rule(
    "3.1",
    "overwriting never erases the history",
    `
FROM base
ENV T=canary
ENV T=
LABEL l=canary
LABEL l=x
CMD ["canary"]
CMD ["x"]
HEALTHCHECK CMD canary
HEALTHCHECK NONE`,
    ["history 2", "history 4", "history 6", "history 8"],
  ),
  rule(
    "3.2",
    "ENTRYPOINT clears a CMD that was inherited",
    `
FROM base AS p
CMD ["canary"]
FROM p
ENTRYPOINT ["x"]`,
    ["history 2"],
  ),
  rule(
    "3.2",
    "and none of the same stage",
    `
FROM base AS p
CMD ["x"]
FROM p
CMD ["canary"]
ENTRYPOINT ["x"]`,
    ["command CMD", "history 4"],
  ),
  rule(
    "3.3",
    "ONBUILD of the target is in the config, as written, and in no history",
    `
FROM base
ARG T=canary
ONBUILD ENV A=canary
ONBUILD RUN echo canary
ONBUILD LABEL l=$T`,
    ["command ONBUILD", "command ONBUILD", "history 2"],
  ),
  rule(
    "3.3",
    "in a child it acts as its own instruction",
    `
FROM base AS p
ONBUILD ARG T
ONBUILD RUN echo $T > /x
FROM p`,
    ["layer 3 /x", "history 2", "history 3"],
    { buildArgs: { T: "canary" } },
  ),
  rule(
    "3.4",
    "PATH is there from the start and is no secret",
    `
FROM scratch
ENV P=$PATH:/x`,
    [],
  ),
];
