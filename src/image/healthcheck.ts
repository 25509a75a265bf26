/** A HEALTHCHECK in the history, as Go prints the structure. Times are shown as they are written. */
export function healthcheck(test: string, flags: readonly string[]): string {
  const flag = (name: string) => flags.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
  const times = ["interval", "timeout", "start-period", "start-interval"].map(
    (name) => `"${flag(name) ?? "0s"}"`,
  );
  const retries = Number(flag("retries") ?? 0)
    .toString(16)
    .padStart(2, "0");
  return `&{${test} ${times.join(" ")} '\\x${retries}'}`;
}
