// For scripts outside the test runner: what `t.after` is inside it.

/** Runs `work` with something to hang endings on; they run in order, whatever happens. */
export async function event(work) {
  const endings = [];
  try {
    return await work({ after: (end) => endings.push(end) });
  } finally {
    for (const end of endings) await end();
  }
}
