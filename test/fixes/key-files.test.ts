import { memory } from "../../src/files/memory";
import { applyFixes, lint } from "../../src/index";

const dockerfileOf = (lines: readonly string[]): string => ["FROM node:22", ...lines, ""].join("\n");

/** The Dockerfile with all fixes, its lines between the image and the end. */
function fixed(lines: readonly string[]): readonly string[] | undefined {
  const files = memory({ "/p/Dockerfile": dockerfileOf(["ARG SSH_PRIVATE_KEY", ...lines]) });
  const [file] = applyFixes(lint({ directory: "/p", files }), { unsafe: true }).files;
  return file?.after
    .replace("# syntax=docker/dockerfile:1\nFROM node:22\n", "")
    .trimEnd()
    .replaceAll("--mount=type=secret,id=ssh_private_key,env=SSH_PRIVATE_KEY", "MOUNT")
    .replaceAll(/MOUNT \\\n +/g, "MOUNT ")
    .split("\n");
}

const write = 'echo "$SSH_PRIVATE_KEY" > ~/.ssh/id_rsa';
const clone = "git clone git@git.example.org:a/b.git";

interface Example {
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const examples: readonly Example[] = [
  {
    title: "a key for a later RUN, where its own RUN does not read it",
    before: [
      `RUN mkdir -p ~/.ssh && ${write} && chmod 600 ~/.ssh/id_rsa && ssh-keyscan git.example.org >> ~/.ssh/known_hosts`,
      "RUN npm ci",
      "RUN rm -rf ~/.ssh",
    ],
    after: [
      "RUN mkdir -p ~/.ssh && ssh-keyscan git.example.org >> ~/.ssh/known_hosts",
      `RUN MOUNT ${write} && chmod 600 ~/.ssh/id_rsa && npm ci && rm -f ~/.ssh/id_rsa`,
      "RUN rm -rf ~/.ssh",
    ],
  },
  {
    title: "a key that its own RUN reads",
    before: [`RUN ${write} && chmod 600 ~/.ssh/id_rsa && ${clone}`],
    after: [`RUN MOUNT ${write} && chmod 600 ~/.ssh/id_rsa && ${clone} && rm -f ~/.ssh/id_rsa`],
  },
  {
    title: "$HOME, printf, chmod 0400, and the mode of the folder stays where it is",
    before: [
      'RUN mkdir -p $HOME/.ssh && chmod 700 $HOME/.ssh && printf \'%s\\n\' "$SSH_PRIVATE_KEY" > "$HOME/.ssh/id_ed25519" && chmod 0400 "$HOME/.ssh/id_ed25519"',
      `RUN ${clone}`,
    ],
    after: [
      "RUN mkdir -p $HOME/.ssh && chmod 700 $HOME/.ssh",
      `RUN MOUNT printf '%s\\n' "$SSH_PRIVATE_KEY" > "$HOME/.ssh/id_ed25519" && chmod 0400 "$HOME/.ssh/id_ed25519" && ${clone} && rm -f "$HOME/.ssh/id_ed25519"`,
    ],
  },
  {
    title: "another user than root, base64, and the mode in a RUN of its own",
    before: [
      "USER node",
      'RUN mkdir -p ~/.ssh && echo "$SSH_PRIVATE_KEY" | base64 -d > ~/.ssh/id_rsa',
      "RUN chmod 600 ~/.ssh/id_rsa",
      "RUN npm ci",
    ],
    after: [
      "USER node",
      "RUN mkdir -p ~/.ssh",
      'RUN MOUNT echo "$SSH_PRIVATE_KEY" | base64 -d > ~/.ssh/id_rsa && chmod 600 ~/.ssh/id_rsa && npm ci && rm -f ~/.ssh/id_rsa',
    ],
  },
  {
    title: "the mode in the RUN that reads the key",
    before: [`RUN mkdir -p ~/.ssh && ${write}`, "RUN chmod 600 ~/.ssh/id_rsa && npm ci"],
    after: [
      "RUN mkdir -p ~/.ssh",
      `RUN MOUNT ${write} && chmod 600 ~/.ssh/id_rsa && npm ci && rm -f ~/.ssh/id_rsa`,
    ],
  },
  {
    title: "a relative path, which means another file after a cd",
    before: [
      "WORKDIR /root",
      'RUN mkdir -p .ssh && echo "$SSH_PRIVATE_KEY" > .ssh/id_rsa && chmod 600 .ssh/id_rsa',
      "RUN npm ci",
      "RUN cd app && npm ci",
    ],
    after: [
      "WORKDIR /root",
      "RUN mkdir -p .ssh",
      'RUN MOUNT echo "$SSH_PRIVATE_KEY" > .ssh/id_rsa && chmod 600 .ssh/id_rsa && npm ci && rm -f .ssh/id_rsa',
      'RUN MOUNT echo "$SSH_PRIVATE_KEY" > .ssh/id_rsa && chmod 600 .ssh/id_rsa && cd app && npm ci && rm -f /root/.ssh/id_rsa',
    ],
  },
  {
    title: "an empty file with the mode, before the key is written",
    before: [`RUN install -m 600 /dev/null ~/.ssh/id_rsa && ${write}`, "RUN npm ci"],
    after: [`RUN MOUNT install -m 600 /dev/null ~/.ssh/id_rsa && ${write} && npm ci && rm -f ~/.ssh/id_rsa`],
  },
  {
    title: "a mask, which the commands behind the key do not get",
    before: [`RUN mkdir -p ~/.ssh && umask 077 && ${write}`, "RUN npm ci"],
    after: [
      "RUN mkdir -p ~/.ssh && umask 077",
      `RUN MOUNT (umask 077 && ${write}) && npm ci && rm -f ~/.ssh/id_rsa`,
    ],
  },
  {
    title: "the mode of the whole folder",
    before: [`RUN mkdir -p ~/.ssh && ${write} && chmod -R go-rwx ~/.ssh`, "RUN npm ci"],
    after: [
      "RUN mkdir -p ~/.ssh && chmod -R go-rwx ~/.ssh",
      `RUN MOUNT ${write} && chmod -R go-rwx ~/.ssh && npm ci && rm -f ~/.ssh/id_rsa`,
    ],
  },
  {
    title: "a pattern, which would fail where the folder is empty",
    before: [`RUN mkdir -p ~/.ssh && ${write} && chmod 600 ~/.ssh/*`, "RUN npm ci"],
    after: [
      `RUN MOUNT mkdir -p ~/.ssh && ${write} && chmod 600 ~/.ssh/* && rm -f ~/.ssh/id_rsa`,
      `RUN MOUNT ${write} && chmod 600 ~/.ssh/* && npm ci && rm -f ~/.ssh/id_rsa`,
    ],
  },
  {
    title: "a file beside the key gets its mode where it is",
    before: [
      `RUN mkdir -p ~/.ssh && ${write} && touch ~/.ssh/config && chmod 600 ~/.ssh/id_rsa ~/.ssh/config`,
      "RUN npm ci",
    ],
    after: [
      `RUN MOUNT mkdir -p ~/.ssh && ${write} && touch ~/.ssh/config && chmod 600 ~/.ssh/id_rsa ~/.ssh/config && rm -f ~/.ssh/id_rsa`,
      `RUN MOUNT ${write} && chmod 600 ~/.ssh/id_rsa && npm ci && rm -f ~/.ssh/id_rsa`,
    ],
  },
  {
    title: "a key for the agent",
    before: [
      `RUN eval $(ssh-agent) && echo "$SSH_PRIVATE_KEY" > /tmp/deploy_key && chmod 600 /tmp/deploy_key && ssh-add /tmp/deploy_key && ${clone}`,
    ],
    after: [
      `RUN MOUNT eval $(ssh-agent) && echo "$SSH_PRIVATE_KEY" > /tmp/deploy_key && chmod 600 /tmp/deploy_key && ssh-add /tmp/deploy_key && ${clone} && rm -f /tmp/deploy_key`,
    ],
  },
  {
    title: "an owner, which only root sets",
    before: [
      'RUN echo "$SSH_PRIVATE_KEY" > /srv/id_rsa && chown node /srv/id_rsa && chmod 600 /srv/id_rsa',
      "RUN GIT_SSH_COMMAND='ssh -i /srv/id_rsa' npm ci",
      "USER node",
      "RUN GIT_SSH_COMMAND='ssh -i /srv/id_rsa' npm ci",
    ],
    after: [
      "RUN MOUNT echo \"$SSH_PRIVATE_KEY\" > /srv/id_rsa && chown node /srv/id_rsa && chmod 600 /srv/id_rsa && GIT_SSH_COMMAND='ssh -i /srv/id_rsa' npm ci && rm -f /srv/id_rsa",
      "USER node",
      "RUN MOUNT echo \"$SSH_PRIVATE_KEY\" > /srv/id_rsa && chmod 600 /srv/id_rsa && GIT_SSH_COMMAND='ssh -i /srv/id_rsa' npm ci && rm -f /srv/id_rsa",
    ],
  },
];

describe("a key file that a fix writes again has its mode, and is removed by the path that it was written to", () => {
  test.each(examples.map((example) => [example.title, example] as const))("%s", (_, { before, after }) => {
    expect(fixed(before)).toEqual(after);
  });

  test("the home of another user is another folder", () => {
    expect(fixed([`RUN ${write} && chmod 600 ~/.ssh/id_rsa`, "USER node", "RUN npm ci"])).toBeUndefined();
  });
});
