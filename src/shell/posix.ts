const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh", "busybox"]);

/** Whether a SHELL array names a shell that `parseShell` reads: not PowerShell, not cmd, not another language. */
export function isPosixShell(shell: readonly string[]): boolean {
  // `["/usr/bin/env", "bash", "-c"]` and `["/bin/env", "T=x", "/bin/sh", "-c"]`: the shell is the first word that is neither env nor one of its own.
  const program = shell.find(
    (word, index) =>
      !(word.startsWith("-") || (index > 0 && /^\w+=/.test(word)) || /(?:^|\/)env$/.test(word)),
  );
  return program !== undefined && SHELLS.has(program.slice(program.lastIndexOf("/") + 1));
}
