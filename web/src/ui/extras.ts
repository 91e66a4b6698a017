/** What stands beside the map once it is drawn; it comes with the map's own script, so that it does not weigh on the first load. */
export { AreaTools } from './AreaTools';
export { Insight } from './Insight';
