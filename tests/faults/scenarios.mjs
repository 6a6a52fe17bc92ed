// Every scenario, in the order in which they run.
import { budget } from './scenarios/budget.mjs';
import { clock } from './scenarios/clock.mjs';
import { coded } from './scenarios/coded.mjs';
import { counting } from './scenarios/counting.mjs';
import { device } from './scenarios/device.mjs';
import { fleet } from './scenarios/fleet.mjs';
import { flood } from './scenarios/flood.mjs';
import { frame } from './scenarios/frame.mjs';
import { hostile } from './scenarios/hostile.mjs';
import { network } from './scenarios/network.mjs';
import { shared } from './scenarios/shared.mjs';
import { store } from './scenarios/store.mjs';

/** `short` ones run with every test. */
export const scenarios = [network, store, device, shared, clock, counting, hostile, budget, frame, coded, flood, fleet].flat();
