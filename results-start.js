// Starts the results page's own program; the widget adds this script to the page when somebody asks for the results.
import init from "./results.js";

init();
