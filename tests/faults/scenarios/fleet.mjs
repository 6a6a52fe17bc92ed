// Many devices at once, natively: the widget's own state machine in a model of network, box and memory.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** Of each of the four kinds of event: 10,000 in all. */
const BALLOTS = 2_500;

export const fleet = [
  {
    name: 'fleet',
    what: `${(4 * BALLOTS).toLocaleString('en')} residents through harm drawn from the seed: lost, late, torn and repeated requests, portals, refusals, spoilt files, killed and full devices, wrong clocks; open, with codes, sealed`,
    end: 'every ballot acknowledged is in the result, none is lost, none is counted twice',
    run: (s) => {
      const root = new URL('../../../', import.meta.url).pathname;
      const words = ['test', '--locked', '--package', 'common-purse', '--test', 'fleet'];
      const { status, stdout, stderr } = spawnSync('cargo', words, {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, FLEET_BALLOTS: String(BALLOTS), FLEET_SEED: String(s.seed) },
      });
      assert.equal(status, 0, `${stdout}\n${stderr}`);
      for (const [, figure] of stdout.matchAll(/^fleet: (.*)$/gm)) s.note(figure);
    },
  },
];
