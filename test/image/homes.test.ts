import { table } from "./table";

/** Where `~/.netrc` is for a RUN behind these instructions. */
const home = (...lines: readonly string[]): string | undefined => {
  const Dockerfile = [...lines, "ARG API_TOKEN", "RUN wandb login $API_TOKEN", ""].join("\n");
  const layer = table({ Dockerfile }).find((line) => line.startsWith("layer"));
  return layer?.split(" ")[2]?.replace(/\/\.netrc$/, "");
};

/** Homes as build-semantics 8 has them. */
test.each<[string, readonly string[], string]>([
  ["no USER", ["FROM debian:13"], "/root"],
  ["root by number", ["FROM debian:13", "USER 0:0"], "/root"],
  ["ENV HOME goes first", ["FROM debian:13", "ENV HOME=/h", "USER 1000"], "/h"],
  ["a number without an entry", ["FROM debian:13", "USER 4711"], ""],
  ["a name that nothing is known of", ["FROM debian:13", "USER app"], "~app"],
  ["a group besides", ["FROM node:22", "USER node:node"], "/home/node"],
  ["node by number", ["FROM docker.io/library/node:22-alpine@sha256:0123", "USER 1000"], "/home/node"],
  ["node of another image", ["FROM acme.example/node:1", "USER node"], "~node"],
  ["Jenkins is not root", ["FROM jenkins/jenkins:lts"], "/var/jenkins_home"],
  ["bun", ["FROM oven/bun:1", "USER bun"], "/home/bun"],
  ["nginx", ["FROM nginx", "USER nginx"], "/nonexistent"],
  ["an earlier stage of it", ["FROM node:22 AS a", "USER node", "FROM a"], "/home/node"],
  ["useradd", ["FROM debian:13", "RUN useradd -m app", "USER app"], "/home/app"],
  ["useradd -d", ["FROM debian:13", "RUN useradd -rmd /opt/app -s /bin/sh app", "USER app"], "/opt/app"],
  ["useradd -b", ["FROM debian:13", "RUN useradd -b /srv app", "USER app"], "/srv/app"],
  ["useradd --home-dir", ["FROM debian:13", "RUN useradd --home-dir=/a app", "USER app"], "/a"],
  ["by its number", ["FROM debian:13", "RUN useradd -u 1001 -g users app", "USER 1001:100"], "/home/app"],
  ["useradd -p", ["FROM debian:13", "RUN useradd -p '*' -m app", "USER app"], "/home/app"],
  ["useradd -D makes none", ["FROM debian:13", "RUN useradd -D -b /srv", "USER app"], "~app"],
  ["adduser of BusyBox", ["FROM alpine:3", "RUN adduser -D -h /app app", "USER app"], "/app"],
  ["adduser -S", ["FROM alpine:3", "RUN adduser -S -G app app", "USER app"], "/home/app"],
  [
    "adduser of Debian",
    ["FROM debian:13", "RUN adduser --disabled-password --gecos '' app", "USER app"],
    "/home/app",
  ],
  [
    "adduser --home",
    ["FROM debian:13", "RUN adduser --system --home /var/a --group app", "USER app"],
    "/var/a",
  ],
  ["adduser --system, by release", ["FROM debian:13", "RUN adduser --system app", "USER app"], "~app"],
  ["usermod -d", ["FROM debian:13", "RUN useradd app && usermod -md /data app", "USER app"], "/data"],
  ["usermod -u", ["FROM debian:13", "RUN useradd app && usermod -u 2000 app", "USER 2000"], "/home/app"],
  ["usermod -l", ["FROM debian:13", "RUN useradd app && usermod -l web app", "USER web"], "/home/app"],
  ["userdel", ["FROM debian:13", "RUN useradd app && userdel app", "USER app"], "~app"],
  ["made by su", ["FROM debian:13", "RUN su -c 'useradd -d /a app'", "USER app"], "/a"],
])("%s", (_, lines, expected) => expect(home(...lines)).toBe(expected));

test.each<[string, string, string]>([
  ["rust", "cargo login $API_TOKEN", "/usr/local/cargo/credentials.toml"],
  ["composer:2", "composer config -g bearer.r.example $API_TOKEN", "/tmp/auth.json"],
  ["ruby:3.4-slim", "bundle config set gems.example.com $API_TOKEN", "/usr/local/bundle/config"],
  ["debian", "cargo login $API_TOKEN", "/root/.cargo/credentials.toml"],
])("%s sets a variable that moves the file", (base, run, file) => {
  const Dockerfile = `FROM ${base}\nARG API_TOKEN\nRUN ${run}\n`;
  expect(table({ Dockerfile })).toContain(`layer 3 ${file}`);
});
