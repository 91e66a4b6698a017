export { decodeColumns } from '../../../web/src/model/columns';
export { Filter } from '../../../web/src/model/filter';
export { Sorter } from '../../../web/src/model/sorter';
export { histogram } from '../../../web/src/model/histogram';
export { DEFAULT_STATE, FACETS } from '../../../web/src/model/state';
