import type { Span } from "../../text/source";
import type { Site } from "../site";

/** What a descriptor of the shell is connected to. */
export type Channel =
  /** What is written is kept for whoever reads it: a pipe, `$(…)`. In a branch it remembers whose it is. */
  | { readonly kind: "text"; text: string; readonly of?: Channel }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly by: string;
      readonly span: Span;
      readonly site: Site;
    }
  /** What is left to read. */
  | { readonly kind: "input"; text: string }
  /** The build's own output, of which nothing is in the image; a closed descriptor too. */
  | { readonly kind: "log" };

export const LOG: Channel = { kind: "log" };

/** The channels of a branch that may not be taken: what it writes is known only when the branches are joined. */
export function forkChannels(channels: ReadonlyMap<number, Channel>): Map<number, Channel> {
  const copies = new Map<Channel, Channel>();
  const fork = (channel: Channel): Channel => {
    if (channel.kind === "text") return { kind: "text", text: "", of: channel };
    return channel.kind === "input" ? { ...channel } : channel;
  };
  return new Map(
    [...channels].map(([descriptor, channel]) => {
      const copy = copies.get(channel) ?? fork(channel);
      copies.set(channel, copy);
      return [descriptor, copy];
    }),
  );
}
