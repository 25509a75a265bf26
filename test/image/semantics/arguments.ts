import { rule } from "./case";

const given = { buildArgs: { T: "canary" } };

/** Section 2: build args, and what is published beside the image. */
export const buildArguments = [
  rule(
    "2.1",
    "given, then the default, then the global value",
    `
ARG G=canary
FROM base
ARG T=x
ARG D=canary2
ARG G
ENV A=$T B=$D C=$G`,
    ["env A", "env B", "env C", "history 3", "history 4", "history 5", "history 6"],
    given,
  ),
  rule(
    "2.1",
    "the default of a stage beats the global one, and an empty value is given",
    `
ARG G=canary
FROM base
ARG G=x
ARG T=canary
ENV A=$G B=$T`,
    [],
    { buildArgs: { T: "" } },
  ),
  rule(
    "2.2",
    "a global ARG is not in a stage until it is declared again",
    `
ARG T=canary
FROM base
ENV A=$T
ARG T
ENV B=$T`,
    ["env B", "history 4", "history 5"],
  ),
  rule(
    "2.3",
    "a build arg is in the environment of every later RUN, and of a child's",
    `
FROM base AS p
ARG T
FROM p
RUN env > /e
RUN echo "$T" > /f`,
    ["layer 4 /e", "layer 5 /f", "history 2", "history 4", "history 5"],
    given,
  ),
  rule(
    "2.4",
    "ENV after ARG",
    `
FROM base
ARG T
ENV T=e
RUN echo $T > /x`,
    ["history 2"],
    given,
  ),
  rule(
    "2.4",
    "ARG after ENV: RUN sees the ARG, the config keeps the ENV",
    `
FROM base
ENV T=canary2
ARG T
RUN echo $T > /x
LABEL l=$T`,
    ["layer 4 /x", "env T", "label l", "history 2", "history 3", "history 4", "history 5"],
    given,
  ),
  rule(
    "2.4",
    "an ARG without a value leaves the ENV alone",
    `
FROM base
ENV T=canary
ARG T
LABEL l=$T`,
    ["env T", "label l", "history 2", "history 4"],
  ),
  rule(
    "2.4",
    "in a child the ENV wins again",
    `
FROM base AS p
ENV T=e
ARG T
RUN echo $T > /in
FROM p
RUN echo $T > /out`,
    ["layer 4 /in", "history 3", "history 4"],
    given,
  ),
  rule(
    "2.5",
    "the value is in the line of the ARG, though no RUN follows",
    `
FROM base
ARG T`,
    ["history 2"],
    given,
  ),
  rule(
    "2.6",
    "all build args so far stand in front of a RUN, once each, with the value of that line",
    `
FROM base
ARG T
RUN true
ARG T
ENV T=e
RUN true`,
    ["history 2", "history 3", "history 4"],
    given,
  ),
  rule(
    "2.7",
    "other lines show a value only where they use it",
    `
FROM base
ARG T
COPY a /a
LABEL l=$T
ADD https://files.example.org/$T /f
WORKDIR /a`,
    ["label l", "history 2", "history 4", "history 5"],
    { ...given, files: { a: "1" } },
  ),
  rule(
    "2.8",
    "a build arg of a builder is in nothing but what is copied",
    `
FROM base AS b
ARG T
RUN echo $T > /x
FROM base
COPY --from=b /x /y`,
    ["layer 5 /y"],
    given,
  ),
  rule(
    "2.9",
    "the short provenance: queries of URLs, no user of a URL, no build arg",
    `
FROM base AS b
ARG T
ADD https://files.example.org/f?sig=canary1 /f
ADD https://u:canary2@files.example.org/g /g
FROM base
COPY --from=b /out /out`,
    ["provenance secret"],
    { ...given, provenance: "min" },
  ),
  rule(
    "2.9",
    "the full provenance: every build arg, the text of the Dockerfile",
    `
# canary1
FROM base AS unreached
ENV A=canary2
FROM base AS b
RUN echo canary3 > /x
FROM base
RUN --mount=type=secret,id=s true`,
    ["provenance T", "provenance secret", "provenance secret", "provenance A"],
    { ...given, provenance: "max", secrets: ["s"] },
  ),
  rule(
    "2.10",
    "nothing is said of a build without provenance",
    `
FROM base AS b
ADD https://files.example.org/f?sig=canary1 /f
FROM base
COPY --from=b /out /out`,
    [],
    { provenance: "none" },
  ),
  rule(
    "2.10",
    "a build arg of the frontend turns it on",
    `
FROM base AS b
ARG T
FROM base`,
    ["provenance T"],
    { buildArgs: { T: "canary", BUILDKIT_ATTEST_PROVENANCE: "mode=max" } },
  ),
  rule(
    "2.11",
    "a proxy needs no ARG, is in the environment of RUN, and in no history",
    `
FROM base
RUN echo $HTTP_PROXY > /a; echo $http_proxy > /b`,
    ["layer 2 /a", "layer 2 /b"],
    { buildArgs: { HTTP_PROXY: "http://u:canary@h" } },
  ),
  rule(
    "2.11",
    "unless it is declared",
    `
FROM base
ARG HTTPS_PROXY
RUN true`,
    ["history 2", "history 3"],
    { buildArgs: { HTTPS_PROXY: "http://u:canary@h" } },
  ),
  rule(
    "2.12",
    "built-ins need an ARG",
    `
FROM base
ARG TARGETSTAGE
LABEL l=$TARGETARCH
LABEL m=$TARGETSTAGE`,
    ["label m", "history 2", "history 4"],
    { buildArgs: { TARGETSTAGE: "canary" } },
  ),
  rule(
    "2.14",
    "a cache of everything holds the files of builders, those that were removed too",
    `
FROM base AS b
COPY s /s
RUN rm /s
FROM base
COPY --from=b /out /out`,
    ["cache /s"],
    { files: { s: "canary" }, cacheTo: "max" },
  ),
  rule(
    "2.14",
    "a plain cache holds the image's own layers",
    `
FROM base AS b
COPY s /s
FROM base
COPY --from=b /out /out`,
    [],
    { files: { s: "canary" }, cacheTo: "min" },
  ),
  rule(
    "2.15",
    "what the builder keeps for itself is published nowhere",
    `
FROM base
RUN true`,
    [],
    { buildArgs: { T: "canary" }, provenance: "min" },
  ),
  rule(
    "2.16",
    "declared nowhere",
    `
FROM base
RUN echo $T > /x`,
    [],
    given,
  ),
  rule(
    "2.16",
    "only above the first FROM",
    `
ARG T
FROM base
RUN echo $T > /x`,
    [],
    given,
  ),
  rule(
    "2.16",
    "in a stage that is not reached",
    `
FROM base
ARG T
RUN echo $T > /x
FROM base`,
    [],
    given,
  ),
];
