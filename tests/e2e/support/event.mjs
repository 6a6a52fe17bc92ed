// For scripts outside the test runner: what `t.after` is inside it.

/** Runs `work` with something to hang endings on; they run last first, whatever happens. */
export async function event(work) {
  const endings = [];
  try {
    return await work({ after: (end) => endings.unshift(end) });
  } finally {
    for (const end of endings) await end();
  }
}
