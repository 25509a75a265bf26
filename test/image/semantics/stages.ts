import { rule } from "./case";

/** Section 1: stages. */
export const stages = [
  rule(
    "1.1",
    "names in any case: COPY --from and the target",
    `
FROM base AS Build
RUN echo canary > /x
FROM base
COPY --from=BUILD /x /y`,
    ["layer 4 /y"],
  ),
  rule(
    "1.1",
    "the target in any case",
    `
FROM base AS Build
ENV A=canary
FROM base`,
    ["env A", "history 2"],
    { target: "BUILD" },
  ),
  rule(
    "1.2",
    "FROM means the latest earlier stage of the name",
    `
FROM base AS x
ENV A=canary
FROM base AS x
ENV B=canary
FROM x`,
    ["env B", "history 4"],
  ),
  rule(
    "1.2",
    "a later stage never matches",
    `
FROM later
FROM base AS later
ENV A=canary
FROM base`,
    [],
  ),
  rule(
    "1.3",
    "COPY --from by number, by name",
    `
FROM base
RUN echo canary > /x
FROM base
COPY --from=0 /x /y`,
    ["layer 4 /y"],
  ),
  rule(
    "1.3",
    "the last of two stages of a name",
    `
FROM base AS x
RUN echo canary > /a
FROM base AS x
RUN echo canary > /b
FROM base
COPY --from=x / /r/`,
    ["layer 6 /r/b"],
  ),
  rule(
    "1.4",
    "a mount knows names and no numbers",
    `
FROM base AS x
RUN echo canary > /a
FROM base
RUN --mount=from=x,target=/m cp /m/a /b
RUN --mount=from=0,target=/m cp /m/a /c || true`,
    ["layer 4 /b"],
  ),
  rule(
    "1.5",
    "a variable in --from is an error, and no stage",
    `
FROM base AS x
RUN echo canary > /a
FROM base
ARG S=x
COPY --from=$S /a /b`,
    [],
  ),
  rule(
    "1.6",
    "FROM is expanded with global ARGs",
    `
ARG B=dirty
FROM base AS dirty
ENV A=canary
FROM $B`,
    ["env A", "history 3"],
  ),
  rule(
    "1.6",
    "and never with ENV or the ARGs of a stage",
    `
ARG B=clean
FROM base AS clean
ARG B=dirty
ENV B=dirty
FROM base AS dirty
ENV A=canary
FROM $B`,
    [],
  ),
  rule(
    "1.7",
    "a named context takes the place of a stage",
    `
FROM base AS dep
RUN echo canary > /x
FROM base
COPY --from=dep / /d/`,
    ["layer 4 /d/f"],
    { files: { "/other/f": "canary" }, contexts: { dep: "/other" } },
  ),
  rule(
    "1.7",
    "and of an image, by its short name",
    `
FROM base
COPY --from=docker.io/library/tool:latest /f /a
RUN --mount=from=tool,target=/m cp /m/f /b`,
    ["layer 2 /a", "layer 3 /b"],
    { files: { "/other/f": "canary" }, contexts: { tool: "/other" } },
  ),
  rule(
    "1.7",
    "and of a base image",
    `
FROM base
COPY --from=base /f /g`,
    ["layer 1 /f", "layer 2 /g"],
    { files: { "/other/f": "canary" }, contexts: { base: "/other" } },
  ),
  rule(
    "1.7",
    "an image in its place is not known, and the stage is not built",
    `
FROM base AS dep
RUN echo canary > /x
FROM base
COPY --from=dep /x /y`,
    [],
    { contexts: { dep: "docker-image://alpine" } },
  ),
  rule(
    "1.8",
    "the last stage is the target, and what it does not reach is not built",
    `
FROM base AS unreached
ENV A=canary
COPY s /s
FROM base
ENV B=canary`,
    ["env B", "history 5"],
    { files: { s: "canary" } },
  ),
  rule(
    "1.8",
    "reached by a mount, and by a trigger of the base",
    `
FROM base AS tools
RUN echo canary > /t
FROM base AS on
ONBUILD COPY --from=tools /t /u
FROM on
RUN --mount=from=tools,target=/m cp /m/t /v`,
    ["layer 4 /u", "layer 6 /v"],
  ),
  rule(
    "1.9",
    "FROM a stage inherits config, history, layers and hidden files",
    `
FROM base AS p
ENV A=canary
LABEL l=canary
HEALTHCHECK CMD canary
CMD ["canary"]
SHELL ["/bin/env", "T=canary", "/bin/sh", "-c"]
RUN echo canary > /a
RUN rm /a
FROM p`,
    [
      "layer 7 /a hidden by 8",
      "env A",
      "label l",
      "command HEALTHCHECK",
      "command CMD",
      "command SHELL",
      "history 2",
      "history 3",
      "history 4",
      "history 5",
      "history 6",
      "history 7",
      "history 8",
    ],
  ),
  rule(
    "1.9",
    "triggers run once in the child, before its own instructions, and are gone",
    `
FROM base AS p
ONBUILD ENV A=canary
FROM p
RUN echo $A > /x
FROM p`,
    ["env A", "history 2"],
  ),
  rule(
    "1.9",
    "user and working directory too",
    `
FROM base AS p
WORKDIR /canary
FROM p
COPY s .`,
    ["layer 4 /<secret>/s", "command WORKDIR", "history 2"],
    { files: { s: "canary" } },
  ),
  rule(
    "1.10",
    "of a builder only files come over",
    `
FROM base AS b
ARG T=canary
ENV A=$T
LABEL l=$T
RUN echo $T > /x && echo y > /y
FROM base
COPY --from=b /y /y`,
    [],
  ),
  rule(
    "1.11",
    "one line of the history for each instruction of the chain",
    `
FROM base AS a
ENV A=canary
FROM a AS b
ENV B=canary
FROM b
ENV C=canary`,
    ["env A", "env B", "env C", "history 2", "history 4", "history 6"],
  ),
];
