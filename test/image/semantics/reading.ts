import { rule } from "./case";

/** Sections 0 and 4: how the text is read and variables are expanded. */
export const reading = [
  rule(
    "0.1",
    "a comment inside a continuation is no part of the RUN",
    `
FROM base
run echo a \\
  # canary
  && echo b`,
    [],
  ),
  rule(
    "0.1",
    "keywords in any case",
    `
from base
env A=canary`,
    ["env A", "history 2"],
  ),
  rule(
    "0.2",
    "another escape character",
    `
# escape=\`
FROM base
RUN echo \`
  canary > /x`,
    ["layer 3 /x", "history 3"],
  ),
  rule(
    "0.2",
    "a directive after a comment is a comment",
    `
# a comment
# escape=\`
FROM base
RUN echo \\
  canary > /x`,
    ["layer 4 /x", "history 4"],
  ),
  rule(
    "0.3",
    "a JSON array is the exec form, single quotes are none",
    `
FROM base
ARG T=canary
CMD ["$T"]
RUN ['true']; echo $T > /b`,
    ["layer 4 /b", "history 2", "history 4"],
  ),
  rule(
    "0.4",
    "COPY splits on white space, JSON names a path with a blank",
    `
FROM base
COPY ["a b", "/j j/"]`,
    ["layer 2 /j j/a b"],
    { files: { "a b": "canary" } },
  ),
  rule(
    "0.5",
    "the old form of ENV takes the whole line",
    `
FROM base
ENV T a canary b`,
    ["env T", "history 2"],
  ),
  rule(
    "0.5",
    "one ARG with several names is one line of the history",
    `
FROM base
ARG A=canary B C=canary2
ENV D=$C`,
    ["env D", "history 2", "history 3"],
  ),
  rule(
    "0.6",
    "a line with a number sign in a heredoc is content, and <<- drops tabs",
    `
FROM base
COPY <<-EOT /x
	# canary
	EOT`,
    ["layer 2 /x"],
  ),
  rule(
    "4.1",
    "expanded: names, paths, owners, the values of a mount",
    `
FROM base
ARG T=canary D=dir
ENV E_$D=$T
LABEL l_$D=$T
COPY s /$D/
RUN --mount=type=bind,source=$D,target=/m-$D cp /m-dir/in /out
USER $T
WORKDIR /$T`,
    [
      "layer 5 /dir/s",
      "layer 6 /out",
      "env E_dir",
      "label l_dir",
      "command USER",
      "command WORKDIR",
      "history 2",
      "history 3",
      "history 4",
      "history 6",
      "history 7",
      "history 8",
    ],
    { files: { s: "canary", "dir/in": "canary" } },
  ),
  rule(
    "4.1",
    "a VOLUME of a variable",
    `
FROM base
ARG T=canary
VOLUME /$T`,
    ["history 2", "history 3"],
  ),
  rule(
    "4.2",
    "not expanded: commands, the patterns of --exclude, the text of ONBUILD",
    `
FROM base
ARG T=canary P=*.txt
CMD echo $T
ENTRYPOINT echo $T
HEALTHCHECK CMD echo $T
ONBUILD ENV A=$T
COPY --exclude=$P . /a/`,
    ["layer 7 /a/s.txt", "history 2"],
    { files: { "s.txt": "canary", ".dockerignore": "Dockerfile\n" } },
  ),
  rule(
    "4.2",
    "the exec form of RUN is expanded by nobody",
    `
FROM base
ARG T=canary
RUN ["/bin/echo", "$T"]
RUN ["/bin/sh", "-c", "echo $T > /y"]`,
    ["layer 4 /y", "history 2", "history 3", "history 4"],
  ),
  rule(
    "4.3",
    "HOME is no variable of the Dockerfile",
    `
FROM base
COPY s $HOME/
ENV HOME=/h
COPY s $HOME/`,
    ["layer 2 /s", "layer 4 /h/s"],
    { files: { s: "canary" } },
  ),
  rule(
    "4.4",
    "the pairs of an ENV see what was before it, an ARG is sequential",
    `
FROM base
ENV A=canary
ENV A=new B=$A
ARG X=canary Y=$X
LABEL l=$Y`,
    ["env B", "label l", "history 2", "history 3", "history 4", "history 5"],
  ),
  rule(
    "4.5",
    "defaults, alternatives and patterns",
    `
FROM base
ARG T=canary E=
ENV A=\${T:-x} B=\${U:-$T} C=\${E-$T} D=\${T:+x} F=\${T:+$T}
LABEL a='$T' b=\\$T c="\${T}" d=$T-x e=$T_x`,
    ["env A", "env B", "env F", "label c", "label d", "history 2", "history 3", "history 4"],
  ),
  rule(
    "4.6",
    "quotes and escapes go, and a value is one word",
    `
FROM base
ENV A="x canary" B='y canary' C=z\\ canary`,
    ["env A", "env B", "env C", "history 2"],
  ),
  rule(
    "4.7",
    "a heredoc of COPY: quotes are ordinary, quoted delimiters expand nothing",
    `
FROM base
ARG T=canary
COPY <<EOT /a
'$T'
EOT
COPY <<"EOT" /b
$T
EOT
COPY <<EOT /c
\\$T
EOT`,
    ["layer 3 /a", "history 2"],
  ),
];
